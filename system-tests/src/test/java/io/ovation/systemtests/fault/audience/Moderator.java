package io.ovation.systemtests.fault.audience;

import io.ovation.systemtests.fault.oracle.Acknowledged;
import io.ovation.systemtests.fault.oracle.Ledger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Retracts one of the latest comments of a topic now and then, and asks again until that is accepted, or refused because
 * its data centre has not heard of the comment yet. A comment that it has asked for may be gone for everybody from then on.
 */
public final class Moderator implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration BEFORE_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_WITHIN = Duration.ofSeconds(60);
    private static final int LATEST = 20;
    private static final int NO_ANSWER = 0;

    private final BackendClient client;
    private final String topic;
    private final Ledger ledger;
    private final Thread thread;

    public Moderator(List<URI> backends, String topic, Ledger ledger) {
        this.client = new BackendClient(backends, LAST_WITHIN);
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
        client.stop();
        LockSupport.unpark(thread);
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
        while (!client.isStopping()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            List<Acknowledged> comments = ledger.comments(topic);
            if (!comments.isEmpty() && !client.isStopping()) {
                int latest = Math.min(LATEST, comments.size());
                int chosen = comments.size() - 1 - ThreadLocalRandom.current().nextInt(latest);
                retract(comments.get(chosen).comment().id());
            }
        }
    }

    private void retract(String id) {
        ledger.retractionInDoubt(topic, id);
        while (client.mayRepeat()) {
            switch (tryToRetract(id)) {
                case BackendClient.ACCEPTED -> {
                    ledger.retractionAcknowledged(topic, id);
                    return;
                }
                case BackendClient.NOT_FOUND -> {
                    ledger.retractionRefused(topic, id);
                    return;
                }
                default -> client.turn(BEFORE_RETRY);
            }
        }
    }

    /** @return the status of the answer, or {@link #NO_ANSWER} */
    private int tryToRetract(String id) {
        try {
            HttpRequest request = client.request("/comments/" + id).DELETE().build();
            return client.send(request).statusCode();
        } catch (IOException e) {
            return NO_ANSWER;
        }
    }
}
