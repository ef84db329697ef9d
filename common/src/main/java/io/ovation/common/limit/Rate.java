package io.ovation.common.limit;

import io.ovation.common.settings.Require;
import java.time.Duration;

/**
 * How often something may be done.
 *
 * @param perSecond in the long run
 * @param burst after a rest, before somebody is refused
 * @param atOnce how much of the burst is done at once; the rest of it is done at that rate
 */
public record Rate(int perSecond, int burst, int atOnce) {

    private static final int MOST = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** Whose burst is done at once. */
    public Rate(int perSecond, int burst) {
        this(perSecond, burst, burst);
    }

    /**
     * @param key of the setting, for whoever has to change it
     * @throws IllegalArgumentException if it is no rate
     */
    public static Rate require(String key, int perSecond, int burst) {
        return new Rate(
                Require.between(key + ".per-second", perSecond, 1, MOST),
                Require.between(key + ".burst", burst, 1, MOST));
    }

    /** The same, of whose burst so much is done at once. */
    public Rate paced(int most) {
        return new Rate(perSecond, burst, Math.min(most, burst));
    }

    /** How long the last of a burst waits until it is done. */
    public Duration longestWait() {
        return waitAfter(burst);
    }

    /** @param taken of the burst, that which waits included */
    Duration waitAfter(long taken) {
        return Duration.ofNanos(Math.max(0, taken - atOnce) * NANOS_PER_SECOND / perSecond);
    }

    /** How long a rest is after which all of the burst may be done again, whatever is owed. */
    Duration rest() {
        return Duration.ofMillis(2_000L * burst / perSecond + 1_000);
    }
}
