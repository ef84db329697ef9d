package io.ovation.systemtests.fault.audience;

import io.ovation.common.http.Json;
import io.ovation.systemtests.fault.oracle.Comment;
import io.ovation.systemtests.fault.oracle.Ledger;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * A member who writes one comment after the other and likes in between. A comment is sent again with its key until it
 * is accepted, so the order in which comments are accepted is the one in which they were written. A like is sent once:
 * nobody knows what became of one that was neither accepted nor surely refused.
 */
public final class Publisher implements AutoCloseable {

    private static final int ACCEPTED = 202;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration BEFORE_RETRY = Duration.ofMillis(100);

    /** What a comment gets once its publisher is to stop; longer than a node takes to come back. */
    private static final Duration LAST_COMMENT_WITHIN = Duration.ofSeconds(90);

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_WITHIN)
            .build();

    private final List<URI> backends;
    private final String video;
    private final String member;
    private final Duration pace;
    private final Ledger ledger;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile long stopAtNanos;
    private int next;

    /** @param pace the pause after each comment */
    public Publisher(List<URI> backends, String video, String member, Duration pace, Ledger ledger) {
        this.backends = List.copyOf(backends);
        this.video = video;
        this.member = member;
        this.pace = pace;
        this.ledger = ledger;
        thread = new Thread(this::publish, "publisher-" + member);
        thread.setDaemon(true);
    }

    public Publisher start() {
        thread.start();
        return this;
    }

    /** What is in hand is finished first; see {@link #awaitEnd()}. */
    public void stop() {
        stopAtNanos = System.nanoTime();
        stopping = true;
    }

    public void awaitEnd() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves what is in hand. */
    @Override
    public void close() {
        stop();
        thread.interrupt();
        awaitEnd();
    }

    private void publish() {
        for (int sequence = 0; !stopping; sequence++) {
            comment(sequence);
            like();
            LockSupport.parkNanos(pace.toNanos());
        }
    }

    private void comment(int sequence) {
        String text = Comment.text(sequence);
        HttpRequest.BodyPublisher body =
                BodyPublishers.ofByteArray(Json.write(Map.of("video", video, "member", member, "text", text)));
        String key = UUID.randomUUID().toString();
        while (mayRepeat()) {
            Optional<String> id = tryToComment(key, body);
            if (id.isPresent()) {
                ledger.commentAcknowledged(topic(), new Comment(id.get(), member, sequence), System.nanoTime());
                return;
            }
            next++;
            LockSupport.parkNanos(BEFORE_RETRY.toNanos());
        }
        ledger.commentInDoubt(topic(), member, sequence);
    }

    private boolean mayRepeat() {
        return !thread.isInterrupted()
                && (!stopping || System.nanoTime() - stopAtNanos < LAST_COMMENT_WITHIN.toNanos());
    }

    private Optional<String> tryToComment(String key, HttpRequest.BodyPublisher body) {
        try {
            HttpResponse<byte[]> response = send(request("/comments")
                    .header("Idempotency-Key", key)
                    .POST(body)
                    .build());
            if (response.statusCode() != ACCEPTED) {
                return Optional.empty();
            }
            return Optional.of(Json.read(response.body()).path("id").asText());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void like() {
        try {
            byte[] body = Json.write(Map.of("video", video));
            HttpResponse<byte[]> response = send(
                    request("/likes").POST(BodyPublishers.ofByteArray(body)).build());
            if (response.statusCode() == ACCEPTED) {
                ledger.likeAcknowledged(topic());
            } else {
                ledger.likeInDoubt(topic());
            }
        } catch (ConnectException | HttpConnectTimeoutException e) {
            // It never left.
        } catch (IOException e) {
            ledger.likeInDoubt(topic());
        }
    }

    private String topic() {
        return "video:" + video;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(backends.get(next % backends.size()).resolve(path))
                .header("Content-Type", "application/json")
                .timeout(ANSWER_WITHIN);
    }

    private static HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return HTTP.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
