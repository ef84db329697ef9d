package io.ovation.likes.outbox;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many comments may be on their way from their acceptance to their acknowledgement. Shared, because room is taken
 * where writes are accepted and given back where acknowledgements arrive. Safe for use by several threads.
 */
public final class OutboxRoom {

    private final int limit;
    private final AtomicInteger taken = new AtomicInteger();

    public OutboxRoom(int limit) {
        this.limit = limit;
    }

    /** @return false, and nothing is taken, if there is not enough left */
    public boolean tryTake(int comments) {
        return comments == 0
                || taken.getAndUpdate(before -> comments > limit - before ? before : before + comments)
                        <= limit - comments;
    }

    /** For comments that are in the store already: these are kept even beyond the limit. */
    void take(int comments) {
        taken.addAndGet(comments);
    }

    public void giveBack(int comments) {
        taken.addAndGet(-comments);
    }

    public int taken() {
        return taken.get();
    }
}
