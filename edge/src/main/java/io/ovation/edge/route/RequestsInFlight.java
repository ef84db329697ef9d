package io.ovation.edge.route;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds the requests of a port that are being answered, and tells when there are none. */
final class RequestsInFlight {

    private final AtomicInteger count;
    private final Counter refused;
    private final int bound;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile boolean draining;

    /** @param port its name */
    RequestsInFlight(String port, int bound) {
        this.count = Metrics.gauge("ovation.edge.requests.in.flight", Tags.of("port", port), new AtomicInteger());
        this.refused = Metrics.counter("ovation.edge.requests.refused", "port", port, "reason", "in-flight");
        this.bound = bound;
    }

    /** @return whether there is room for one more, which is then taken */
    boolean begin() {
        if (count.incrementAndGet() <= bound) {
            return true;
        }
        refused.increment();
        end();
        return false;
    }

    void end() {
        if (count.decrementAndGet() == 0 && draining) {
            drained.complete(null);
        }
    }

    /** @return done as soon as none is left; for when no more are to begin */
    CompletionStage<Void> drain() {
        draining = true;
        if (count.get() == 0) {
            drained.complete(null);
        }
        return drained.minimalCompletionStage();
    }
}
