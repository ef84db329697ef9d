package io.ovation.loadtest.presence;

import io.ovation.loadtest.report.Latencies;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/** When the changes of one kind were due, and when they came: one for each member. Sent and counted on two threads. */
final class ChangeTally {

    private static final long NOT_DUE = 0;

    private final int warmUp;
    private final long originNanos;
    private final AtomicLongArray due;
    private final boolean[] came;
    private final Histogram late = new Histogram(TimeUnit.HOURS.toNanos(1), 3);
    private final AtomicInteger count = new AtomicInteger();
    private int unexpected;

    /**
     * @param warmUp how many members, the first ones, may be late
     * @param originNanos before anything is due
     */
    ChangeTally(int members, int warmUp, long originNanos) {
        this.warmUp = warmUp;
        this.originNanos = originNanos;
        this.due = new AtomicLongArray(members);
        this.came = new boolean[members];
    }

    void due(int member, long nanos) {
        due.set(member, nanos - originNanos);
    }

    /** To be called by one thread only. */
    void came(int member, long nowNanos) {
        long at = due.get(member);
        if (at == NOT_DUE || came[member]) {
            unexpected++;
            return;
        }
        came[member] = true;
        if (member >= warmUp) {
            late.recordValue(Math.max(0, nowNanos - originNanos - at));
        }
        count.incrementAndGet();
    }

    /** May be asked while changes come. */
    int count() {
        return count.get();
    }

    /** Changes that came twice, or of members to whom nothing had happened. */
    int unexpected() {
        return unexpected;
    }

    Latencies latencies() {
        return Latencies.of(late);
    }
}
