package io.ovation.common.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What buffers of one kind may take on a node, all of them together. Whoever keeps something says so, and gives up what
 * it can do without while the budget is overdrawn. Safe for use by several threads.
 */
public final class ByteBudget {

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    public ByteBudget(long limit) {
        this.limit = limit;
    }

    /** @param bytes negative when they are given back */
    public void take(long bytes) {
        taken.addAndGet(bytes);
    }

    public boolean isOverdrawn() {
        return taken.get() > limit;
    }

    public long taken() {
        return taken.get();
    }

    public long limit() {
        return limit;
    }
}
