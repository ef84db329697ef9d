package io.ovation.common.trace;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How long something took, counted in buckets, each 1.1 times as long as the one before: a percentile is within 10 % of
 * what it is, and the histograms of several nodes add up. Not for several threads.
 */
public final class LatencyHistogram {

    private static final int BUCKETS_OF_A_DECADE = 24;
    private static final double FIRST_MICROS = 100;

    /** Up to 62 seconds; of what is longer it is known that it is. */
    private static final int LAST = 139;

    private static final long[] BOUNDS = IntStream.rangeClosed(0, LAST)
            .mapToLong(step -> Math.round(FIRST_MICROS * Math.pow(10, step / (double) BUCKETS_OF_A_DECADE)))
            .toArray();

    private final long[] counts = new long[BOUNDS.length + 1];
    private long count;
    private long sumMicros;

    /**
     * As it is sent: the sum in microseconds, then the number of each bucket that is not empty, and its count.
     *
     * @throws IllegalArgumentException if it is no such thing
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static LatencyHistogram fromSparse(long[] sparse) {
        if (sparse.length % 2 == 0) {
            throw new IllegalArgumentException("a histogram is a sum and pairs, not " + sparse.length + " numbers");
        }
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.sumMicros = sparse[0];
        for (int i = 1; i < sparse.length; i += 2) {
            if (sparse[i] < 0 || sparse[i] >= histogram.counts.length || sparse[i + 1] <= 0) {
                throw new IllegalArgumentException("a histogram has no bucket " + sparse[i] + " of " + sparse[i + 1]);
            }
            histogram.counts[(int) sparse[i]] += sparse[i + 1];
            histogram.count += sparse[i + 1];
        }
        return histogram;
    }

    @JsonValue
    public long[] toSparse() {
        return LongStream.concat(
                        LongStream.of(sumMicros),
                        IntStream.range(0, counts.length)
                                .filter(bucket -> counts[bucket] > 0)
                                .mapToObj(bucket -> LongStream.of(bucket, counts[bucket]))
                                .flatMapToLong(pair -> pair))
                .toArray();
    }

    /** The longest of each bucket but the last, which has no end. */
    public static Duration[] bounds() {
        return Arrays.stream(BOUNDS)
                .mapToObj(micros -> Duration.ofNanos(micros * 1_000))
                .toArray(Duration[]::new);
    }

    /** @param weight how many took that long */
    public void add(long micros, int weight) {
        int place = Arrays.binarySearch(BOUNDS, micros);
        counts[place < 0 ? -place - 1 : place] += weight;
        count += weight;
        sumMicros += micros * weight;
    }

    /** Neither is changed. */
    public LatencyHistogram merge(LatencyHistogram other) {
        LatencyHistogram both = new LatencyHistogram();
        Arrays.setAll(both.counts, bucket -> counts[bucket] + other.counts[bucket]);
        both.count = count + other.count;
        both.sumMicros = sumMicros + other.sumMicros;
        return both;
    }

    public LatencyHistogram copy() {
        return merge(new LatencyHistogram());
    }

    public long count() {
        return count;
    }

    /** 0 if there are none. */
    public double meanMicros() {
        return count == 0 ? 0 : (double) sumMicros / count;
    }

    /**
     * As {@code histogram_quantile} of Prometheus has it: evenly spread within a bucket.
     *
     * @param share of all that took no longer, 0 to 1
     * @return 0 if there are none
     */
    public double percentileMicros(double share) {
        double rank = share * count;
        long before = 0;
        for (int bucket = 0; bucket < BOUNDS.length; bucket++) {
            if (counts[bucket] > 0 && before + counts[bucket] >= rank) {
                double shortest = bucket == 0 ? 0 : BOUNDS[bucket - 1];
                return shortest + (BOUNDS[bucket] - shortest) * (rank - before) / counts[bucket];
            }
            before += counts[bucket];
        }
        return count == 0 ? 0 : BOUNDS[LAST];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatencyHistogram that
                && sumMicros == that.sumMicros
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return count + " in " + sumMicros + " us";
    }
}
