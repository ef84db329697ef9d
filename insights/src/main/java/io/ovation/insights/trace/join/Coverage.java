package io.ovation.insights.trace.join;

import io.ovation.common.trace.TraceId;
import io.ovation.insights.trace.batch.Buckets;
import io.ovation.insights.trace.batch.CheckpointBatch;
import io.ovation.insights.trace.batch.ClockOffset;
import org.jspecify.annotations.Nullable;

/**
 * Of which time everything is known that a node has noted. For each bucket this is one interval: batches that meet make
 * it longer, and a break begins another.
 */
final class Coverage {

    /** By the node's clock. */
    private record Interval(long from, long through, long sampledBelow) {

        Interval and(Interval next) {
            if (next.sampledBelow == sampledBelow && next.from == through) {
                return new Interval(from, next.through, sampledBelow);
            }
            if (next.sampledBelow == sampledBelow && next.through == from) {
                return new Interval(next.from, through, sampledBelow);
            }
            return next.through > through ? next : this;
        }
    }

    private final @Nullable Interval[] intervals = new Interval[Buckets.COUNT];
    private @Nullable ClockOffset clock;
    private long heardMicros;

    /** @param nowMicros when something was heard of it, by the clock of the joiner */
    void heard(long nowMicros) {
        heardMicros = Math.max(heardMicros, nowMicros);
    }

    long heardMicros() {
        return heardMicros;
    }

    void add(CheckpointBatch batch) {
        if (batch.offset() != null) {
            clock = batch.offset();
        }
        Interval next = new Interval(batch.fromMicros(), batch.throughMicros(), batch.sampledBelow());
        for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
            if ((batch.buckets() & 1 << bucket) != 0) {
                Interval before = intervals[bucket];
                intervals[bucket] = before == null ? next : before.and(next);
            }
        }
    }

    /** Whether all that the node has noted of that event between these is known, by the clock of the joiner. */
    boolean has(long trace, long fromMicros, long throughMicros) {
        Interval interval = intervals[Buckets.of(trace)];
        return interval != null
                && clock != null
                && TraceId.rank(trace) < interval.sampledBelow()
                && interval.from() + clock.micros() + clock.errorMicros() <= fromMicros
                && interval.through() + clock.micros() - clock.errorMicros() >= throughMicros;
    }
}
