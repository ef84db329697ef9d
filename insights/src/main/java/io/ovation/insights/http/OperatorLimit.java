package io.ovation.insights.http;

import io.micrometer.core.instrument.Counter;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds what operators have under way at a time. */
final class OperatorLimit {

    private final int most;
    private final Counter refused;
    private final AtomicInteger open = new AtomicInteger();

    OperatorLimit(int most, Counter refused) {
        this.most = most;
        this.refused = refused;
    }

    /** @return whether there is room for one more, which is then taken */
    boolean begin() {
        if (open.incrementAndGet() <= most) {
            return true;
        }
        end();
        refused.increment();
        return false;
    }

    void end() {
        open.decrementAndGet();
    }

    int open() {
        return open.get();
    }
}
