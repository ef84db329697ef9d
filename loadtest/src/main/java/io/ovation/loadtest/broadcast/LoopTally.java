package io.ovation.loadtest.broadcast;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** What the viewers of one event loop count together. Written by that loop only. */
final class LoopTally {

    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Histogram latencies = new Histogram(LONGEST_NANOS, 3);
    private final Histogram sinceAcceptance = new Histogram(LONGEST_NANOS, 3);
    private final Histogram tracedSinceAcceptance = new Histogram(LONGEST_NANOS, 3);
    private final AtomicLong arrivals = new AtomicLong();

    void onArrival() {
        arrivals.setRelease(arrivals.getPlain() + 1);
    }

    void onLatency(long nanos) {
        latencies.recordValue(bounded(nanos));
    }

    void onAcceptance(long nanos, boolean isTraced) {
        sinceAcceptance.recordValue(bounded(nanos));
        if (isTraced) {
            tracedSinceAcceptance.recordValue(bounded(nanos));
        }
    }

    /** May be asked from any thread. */
    long arrivals() {
        return arrivals.getAcquire();
    }

    /** To be read when the event loop has ended. */
    Histogram latencies() {
        return latencies;
    }

    /** The same, of viewers who ask when comments were accepted. */
    Histogram sinceAcceptance() {
        return sinceAcceptance;
    }

    /** The same, of the comments that the server follows. */
    Histogram tracedSinceAcceptance() {
        return tracedSinceAcceptance;
    }

    private static long bounded(long nanos) {
        return Math.min(LONGEST_NANOS, Math.max(1, nanos));
    }
}
