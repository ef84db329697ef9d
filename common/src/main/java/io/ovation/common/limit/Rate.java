package io.ovation.common.limit;

import io.ovation.common.settings.Require;
import java.time.Duration;

/**
 * How often something may be done.
 *
 * @param perSecond in the long run
 * @param burst at once, after a rest
 */
public record Rate(int perSecond, int burst) {

    private static final int MOST = 1_000_000;

    /**
     * @param key of the setting, for whoever has to change it
     * @throws IllegalArgumentException if it is no rate
     */
    public static Rate require(String key, int perSecond, int burst) {
        return new Rate(
                Require.between(key + ".per-second", perSecond, 1, MOST),
                Require.between(key + ".burst", burst, 1, MOST));
    }

    /** How long a rest is after which all of the burst may be done again. */
    Duration rest() {
        return Duration.ofMillis(1_000L * burst / perSecond + 1_000);
    }
}
