package io.ovation.systemtests.fault.audience;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import io.ovation.common.sse.SseEvent;
import io.ovation.common.sse.SseParser;
import io.ovation.systemtests.fault.oracle.Witness;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A viewer that comes back as the JavaScript client does: with the last event id, after a wait that grows and is partly
 * random or that the server asked for. Each time it turns to the next frontend, as a load balancer would send it.
 */
final class ResumingViewer {

    /** A stream that lasted this long was no failure. */
    private static final Duration STABLE = Duration.ofSeconds(5);

    /** Two heartbeats and a little more; also what a stream may take to open. */
    private static final Duration SILENCE = Duration.ofSeconds(35);

    private final Witness witness;
    private final List<URI> streams;
    private final Crowd crowd;
    private final Backoff backoff = new Backoff(ThreadLocalRandom.current());
    private int next;
    private @Nullable Attempt current;
    private boolean closed;

    /** @param streams where each frontend offers it, the first one to ask first */
    ResumingViewer(Witness witness, List<URI> streams, Crowd crowd) {
        this.witness = witness;
        this.streams = List.copyOf(streams);
        this.crowd = crowd;
    }

    Witness witness() {
        return witness;
    }

    synchronized void connect() {
        if (closed) {
            return;
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(streams.get(next++ % streams.size()));
        String position = witness.onConnecting();
        if (!position.isEmpty()) {
            request.header("Last-Event-ID", position);
        }
        current = new Attempt(request.build());
    }

    synchronized boolean isOpen() {
        return current != null && current.opened;
    }

    /** A stream that died without a word is given up. */
    synchronized void checkSilence() {
        if (current != null && System.nanoTime() - current.heardAtNanos > SILENCE.toNanos()) {
            current.end();
        }
    }

    synchronized void close() {
        closed = true;
        if (current != null) {
            current.end();
        }
    }

    private synchronized void onEnd(Attempt attempt) {
        if (attempt != current || closed) {
            return;
        }
        current = null;
        if (attempt.opened && System.nanoTime() - attempt.startedAtNanos > STABLE.toNanos()) {
            backoff.reset();
        }
        long delayMillis = backoff.next(attempt.askedToWait).toMillis();
        crowd.timer().schedule(this::connect, delayMillis, TimeUnit.MILLISECONDS);
    }

    private synchronized void onEvent(Attempt attempt, SseEvent event) {
        if (attempt != current) {
            return;
        }
        JsonNode data = Json.read(event.data().getBytes(StandardCharsets.UTF_8));
        witness.onEvent(event.id(), event.name(), data, System.nanoTime());
        if (event.name().equals("open")) {
            attempt.opened = true;
        } else if (event.name().equals("bye")) {
            attempt.askedToWait =
                    Optional.of(Duration.ofMillis(data.path("reconnectAfterMs").asLong()));
            attempt.end();
        }
    }

    /** One stream, from the request to its end for whatever reason. */
    private final class Attempt {

        private final long startedAtNanos = System.nanoTime();
        private final SseParser parser = new SseParser(event -> onEvent(this, event));
        private final CompletableFuture<HttpResponse<Void>> exchange;
        private volatile long heardAtNanos = startedAtNanos;
        private volatile Optional<Duration> askedToWait = Optional.empty();
        private volatile boolean opened;

        private Attempt(HttpRequest request) {
            exchange = crowd.http().sendAsync(request, body());
            // On another thread: an exchange that fails at once would end this attempt before it is the current one.
            exchange.whenCompleteAsync((response, failure) -> onEnd(this), crowd.timer());
        }

        private BodyHandler<Void> body() {
            return response -> {
                if (response.statusCode() == 200) {
                    return BodySubscribers.ofByteArrayConsumer(bytes -> bytes.ifPresent(this::onBytes));
                }
                askedToWait = response.headers()
                        .firstValue("Retry-After")
                        .filter(value -> value.matches("\\d{1,4}"))
                        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
                return BodySubscribers.discarding();
            };
        }

        private void onBytes(byte[] bytes) {
            heardAtNanos = System.nanoTime();
            parser.feed(bytes, 0, bytes.length);
        }

        private void end() {
            exchange.cancel(true);
        }
    }
}
