package io.ovation.systemtests.fault.audience;

import io.ovation.common.http.Json;
import io.ovation.systemtests.fault.oracle.Comment;
import io.ovation.systemtests.fault.oracle.Ledger;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
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

    private static final Duration BEFORE_RETRY = Duration.ofMillis(100);

    /** What a comment gets once its publisher is to stop; longer than a node takes to come back. */
    private static final Duration LAST_COMMENT_WITHIN = Duration.ofSeconds(90);

    private final BackendClient client;
    private final String video;
    private final String member;
    private final Duration pace;
    private final Ledger ledger;
    private final Thread thread;

    /** @param pace from one comment to the next, unless its acceptance takes longer */
    public Publisher(List<URI> backends, String video, String member, Duration pace, Ledger ledger) {
        this.client = new BackendClient(backends, LAST_COMMENT_WITHIN);
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
        client.stop();
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
        long nextNanos = System.nanoTime();
        for (int sequence = 0; !client.isStopping(); sequence++) {
            comment(sequence);
            like();
            // After an outage it does not make up for what it could not write.
            nextNanos = Math.max(nextNanos + pace.toNanos(), System.nanoTime());
            LockSupport.parkNanos(nextNanos - System.nanoTime());
        }
    }

    private void comment(int sequence) {
        String text = Comment.text(sequence);
        HttpRequest.BodyPublisher body =
                BodyPublishers.ofByteArray(Json.write(Map.of("video", video, "member", member, "text", text)));
        String key = UUID.randomUUID().toString();
        while (client.mayRepeat()) {
            Optional<String> id = tryToComment(key, body);
            if (id.isPresent()) {
                ledger.commentAcknowledged(topic(), new Comment(id.get(), member, sequence), System.nanoTime());
                return;
            }
            client.turn(BEFORE_RETRY);
        }
        ledger.commentInDoubt(topic(), member, sequence);
    }

    private Optional<String> tryToComment(String key, HttpRequest.BodyPublisher body) {
        try {
            HttpResponse<byte[]> response = client.send(client.request("/comments")
                    .header("Idempotency-Key", key)
                    .POST(body)
                    .build());
            if (response.statusCode() != BackendClient.ACCEPTED) {
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
            HttpResponse<byte[]> response = client.send(client.request("/likes")
                    .POST(BodyPublishers.ofByteArray(body))
                    .build());
            if (response.statusCode() == BackendClient.ACCEPTED) {
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
}
