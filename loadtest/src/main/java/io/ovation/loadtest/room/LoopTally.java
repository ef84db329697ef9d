package io.ovation.loadtest.room;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** What the viewers of one event loop count together. Written by that loop only. */
final class LoopTally {

    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Histogram all = new Histogram(LONGEST_NANOS, 3);
    private final Histogram own = new Histogram(LONGEST_NANOS, 3);
    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong echoes = new AtomicLong();

    void onSeen() {
        seen.setRelease(seen.getPlain() + 1);
    }

    /** A viewer has seen a comment of its own for the first time. */
    void onEcho() {
        echoes.setRelease(echoes.getPlain() + 1);
    }

    void onLatency(long nanos, boolean isOwn) {
        long bounded = Math.min(LONGEST_NANOS, Math.max(1, nanos));
        all.recordValue(bounded);
        if (isOwn) {
            own.recordValue(bounded);
        }
    }

    /** May be asked from any thread. */
    long seen() {
        return seen.getAcquire();
    }

    /** May be asked from any thread. */
    long echoes() {
        return echoes.getAcquire();
    }

    /** Of all comments, own ones included. To be read when the event loop has ended. */
    Histogram all() {
        return all;
    }

    /** To be read when the event loop has ended. */
    Histogram own() {
        return own;
    }
}
