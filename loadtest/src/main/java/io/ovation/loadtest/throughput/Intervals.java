package io.ovation.loadtest.throughput;

import io.ovation.loadtest.publish.ClosedLoopPublisher;
import io.ovation.loadtest.report.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Counts answers by the interval in which they came; later ones do not count. Not safe for threads. */
final class Intervals implements ClosedLoopPublisher.Answers {

    private static final double NANOS_PER_SECOND = 1e9;

    private final long startNanos;
    private final long intervalNanos;
    private final List<Histogram> latencies = new ArrayList<>();
    private final long[] refused;

    Intervals(long startNanos, Duration interval, int count) {
        this.startNanos = startNanos;
        this.intervalNanos = interval.toNanos();
        this.refused = new long[count];
        for (int i = 0; i < count; i++) {
            latencies.add(new Histogram(TimeUnit.HOURS.toNanos(1), 3));
        }
    }

    @Override
    public void onAccepted(long sentNanos, long answeredNanos) {
        long index = index(answeredNanos);
        if (index < refused.length) {
            latencies.get((int) index).recordValue(answeredNanos - sentNanos);
        }
    }

    @Override
    public void onRefused(long answeredNanos) {
        long index = index(answeredNanos);
        if (index < refused.length) {
            refused[(int) index]++;
        }
    }

    List<Interval> figures() {
        return IntStream.range(0, refused.length).mapToObj(this::figure).toList();
    }

    private Interval figure(int index) {
        Latencies latency = Latencies.of(latencies.get(index));
        double seconds = intervalNanos / NANOS_PER_SECOND;
        return new Interval(
                index * seconds,
                (index + 1) * seconds,
                latency.count(),
                latency.count() / seconds,
                refused[index],
                latency);
    }

    private long index(long nanos) {
        return Math.max(0, nanos - startNanos) / intervalNanos;
    }
}
