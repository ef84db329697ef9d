package io.ovation.insights.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds the streams that operators hold. */
final class StreamLimit {

    private final int most;
    private final AtomicInteger open = new AtomicInteger();
    private final Counter refused = Metrics.counter("ovation.insight.streams.refused");

    StreamLimit(int most) {
        this.most = most;
        Gauge.builder("ovation.insight.streams.open", open, AtomicInteger::get).register(Metrics.globalRegistry);
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
}
