package io.ovation.systemtests.fault.oracle;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** When something happened again and again, as {@link System#nanoTime()}. */
public final class Moments {

    private Moments() {}

    /** The longest time between two moments in a row, of which the beginning and the end are two. */
    public static Duration longestPause(LongStream moments, long begin, long end) {
        LongStream within = moments.filter(at -> at - begin > 0 && at - end < 0);
        long[] sorted =
                LongStream.concat(within, LongStream.of(begin, end)).sorted().toArray();
        return Duration.ofNanos(IntStream.range(1, sorted.length)
                .mapToLong(i -> sorted[i] - sorted[i - 1])
                .max()
                .orElse(0));
    }
}
