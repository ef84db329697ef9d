package io.ovation.frontend.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.concurrent.atomic.AtomicInteger;

/** How many streams the node holds; a bound on them, and what operators see of them. */
final class StreamCount {

    private final AtomicInteger open = Metrics.gauge("ovation.frontend.streams.open", new AtomicInteger());
    private final Counter opened = Metrics.counter("ovation.frontend.streams.opened");
    private final Counter refused = Metrics.counter("ovation.frontend.streams.refused", "reason", "full");

    /** @return whether there is room for one more, which is then taken */
    boolean admit(int bound) {
        if (open.incrementAndGet() > bound) {
            open.decrementAndGet();
            refused.increment();
            return false;
        }
        opened.increment();
        return true;
    }

    int open() {
        return open.get();
    }

    void release() {
        open.decrementAndGet();
    }
}
