package io.ovation.frontend.edge.channel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.common.memory.ByteBudget;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which streams the node takes, and what operators see of them. It takes no more than its bound, and none while its
 * memory is short: newcomers can go elsewhere before those that it holds are harmed. Buffers that are merely full are
 * not short: they give up what is old, and stay near their limit.
 */
public final class StreamAdmission {

    /** Whether there is room for one more. */
    public enum Verdict {
        ADMITTED,
        FULL,
        SHORT_OF_MEMORY
    }

    private final AtomicInteger open = Metrics.gauge("ovation.frontend.streams.open", new AtomicInteger());
    private final Counter opened = Metrics.counter("ovation.frontend.streams.opened");
    private final Counter full = Metrics.counter("ovation.frontend.streams.refused", "reason", "full");
    private final Counter shortOfMemory = Metrics.counter("ovation.frontend.streams.refused", "reason", "memory");
    private final int bound;
    private final ByteBudget windows;
    private final ByteBudget viewers;

    /**
     * @param windows what logs of topics may take
     * @param viewers what may wait for viewers
     */
    public StreamAdmission(int bound, ByteBudget windows, ByteBudget viewers) {
        this.bound = bound;
        this.windows = windows;
        this.viewers = viewers;
    }

    /** @return whether there is room for one more, which is then taken */
    public Verdict admit() {
        if (windows.isExhausted() || viewers.isExhausted()) {
            shortOfMemory.increment();
            return Verdict.SHORT_OF_MEMORY;
        }
        if (open.incrementAndGet() > bound) {
            open.decrementAndGet();
            full.increment();
            return Verdict.FULL;
        }
        opened.increment();
        return Verdict.ADMITTED;
    }

    public int open() {
        return open.get();
    }

    public void release() {
        open.decrementAndGet();
    }
}
