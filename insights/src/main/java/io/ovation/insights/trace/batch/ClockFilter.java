package io.ovation.insights.trace.batch;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the offset of another node's clock as the clock filter of NTP does (RFC 5905, section 10): of the last
 * answers the one with the shortest round trip is right to within half of it, and grows stale as clocks drift.
 */
public final class ClockFilter {

    private static final int SAMPLES = 8;

    /** How fast two clocks may drift apart: RFC 5905's tolerance, in microseconds a second. */
    private static final long DRIFT = 15;

    private static final long SECOND = 1_000_000;

    private record Sample(long atMicros, long offsetMicros, long errorMicros) {

        long errorMicros(long nowMicros) {
            return errorMicros + (nowMicros - atMicros) * DRIFT / SECOND;
        }
    }

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** @param theirMicros when the other had the question, by its clock; the others are by this node's */
    public void answered(long askedMicros, long theirMicros, long nowMicros) {
        if (nowMicros < askedMicros) {
            return;
        }
        if (samples.size() == SAMPLES) {
            samples.removeFirst();
        }
        long half = (nowMicros - askedMicros + 1) / 2;
        samples.addLast(new Sample(nowMicros, theirMicros - askedMicros - half, half));
    }

    /** Null before the first answer. */
    public @Nullable ClockOffset best(long nowMicros) {
        return samples.stream()
                .min(Comparator.comparingLong(sample -> sample.errorMicros(nowMicros)))
                .map(sample -> new ClockOffset(sample.offsetMicros(), sample.errorMicros(nowMicros)))
                .orElse(null);
    }
}
