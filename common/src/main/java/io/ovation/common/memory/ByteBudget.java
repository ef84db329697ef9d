package io.ovation.common.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What buffers of one kind may take on a node, all of them together. Whoever keeps something says so, and gives up what
 * it can do without while the budget is overdrawn. Safe for use by several threads.
 */
public final class ByteBudget {

    /** What is given up when the budget is overdrawn keeps it near its limit; so far beyond, that does not help. */
    private static final double EXHAUSTED = 1.1;

    /** Below this what was given up may come back without being given up again at once. */
    private static final double EASED = 0.9;

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    public ByteBudget(long limit) {
        this.limit = limit;
    }

    /** @param bytes negative when they are given back */
    public void take(long bytes) {
        taken.addAndGet(bytes);
    }

    /**
     * Takes them, unless more than so much would be taken then.
     *
     * @return whether they have been taken
     */
    public boolean tryTake(long bytes, long most) {
        if (taken.addAndGet(bytes) <= most) {
            return true;
        }
        take(-bytes);
        return false;
    }

    public boolean isOverdrawn() {
        return taken.get() > limit;
    }

    /** Whether giving up what can be done without has not helped. */
    public boolean isExhausted() {
        return taken.get() > EXHAUSTED * limit;
    }

    /** Whether there is room again for what was given up while it was overdrawn. */
    public boolean isEased() {
        return taken.get() < EASED * limit;
    }

    public boolean hasRoomFor(long bytes) {
        return taken.get() + bytes <= limit;
    }

    public long taken() {
        return taken.get();
    }

    public long limit() {
        return limit;
    }
}
