package io.ovation.systemtests.fault.audience;

import io.ovation.systemtests.fault.oracle.Acknowledged;
import io.ovation.systemtests.fault.oracle.Ledger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Retracts one of the latest comments of a topic now and then, and asks again until that is accepted. A comment that it
 * has asked for may be gone for everybody from then on.
 */
public final class Moderator implements AutoCloseable {

    private static final int ACCEPTED = 202;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration BEFORE_RETRY = Duration.ofMillis(200);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration LAST_WITHIN = Duration.ofSeconds(60);
    private static final int LATEST = 20;

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_WITHIN)
            .build();

    private final List<URI> backends;
    private final String topic;
    private final Ledger ledger;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile long stopAtNanos;
    private int next;

    public Moderator(List<URI> backends, String topic, Ledger ledger) {
        this.backends = List.copyOf(backends);
        this.topic = topic;
        this.ledger = ledger;
        thread = new Thread(this::moderate, "moderator-" + topic);
        thread.setDaemon(true);
    }

    public Moderator start() {
        thread.start();
        return this;
    }

    /** What is in hand is finished first. */
    public void finish() {
        stopAtNanos = System.nanoTime();
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves what is in hand. */
    @Override
    public void close() {
        thread.interrupt();
        finish();
    }

    private void moderate() {
        while (!stopping) {
            LockSupport.parkNanos(PAUSE.toNanos());
            List<Acknowledged> comments = ledger.comments(topic);
            if (!comments.isEmpty() && !stopping) {
                int latest = Math.min(LATEST, comments.size());
                int chosen = comments.size() - 1 - ThreadLocalRandom.current().nextInt(latest);
                retract(comments.get(chosen).comment().id());
            }
        }
    }

    private void retract(String id) {
        ledger.retractionInDoubt(topic, id);
        while (!thread.isInterrupted() && mayRepeat()) {
            if (tryToRetract(id)) {
                ledger.retractionAcknowledged(topic, id);
                return;
            }
            next++;
            LockSupport.parkNanos(BEFORE_RETRY.toNanos());
        }
    }

    private boolean mayRepeat() {
        return !stopping || System.nanoTime() - stopAtNanos < LAST_WITHIN.toNanos();
    }

    private boolean tryToRetract(String id) {
        HttpRequest request = HttpRequest.newBuilder(
                        backends.get(next % backends.size()).resolve("/comments/" + id))
                .timeout(ANSWER_WITHIN)
                .DELETE()
                .build();
        try {
            HttpResponse<Void> response = HTTP.send(request, BodyHandlers.discarding());
            return response.statusCode() == ACCEPTED;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
