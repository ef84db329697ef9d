package io.ovation.loadtest.room;

import io.ovation.loadtest.report.Latencies;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How the comments were sent.
 *
 * @param comments all of them, warm-up included
 * @param accepted those that the server answered with 202
 * @param acceptedPerSecond in the time that is measured
 * @param lateness by how much they were sent later than intended, without those of the warm-up; part of the latencies
 * @param sentLate how many were so by more than {@link #LATE_MILLIS}
 * @param reasons why some were not accepted
 */
record Posting(
        int comments, int accepted, double acceptedPerSecond, Latencies lateness, long sentLate, List<String> reasons) {

    static final long LATE_MILLIS = 10;

    static Posting of(int comments, int accepted, double acceptedPerSecond, Histogram lateNanos, List<String> reasons) {
        long late = lateNanos.getCountBetweenValues(
                TimeUnit.MILLISECONDS.toNanos(LATE_MILLIS), lateNanos.getHighestTrackableValue());
        return new Posting(comments, accepted, acceptedPerSecond, Latencies.of(lateNanos), late, reasons);
    }

    int notAccepted() {
        return comments - accepted;
    }
}
