package io.ovation.edge.limit;

import com.typesafe.config.Config;
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

    /** @param key of an object with {@code per-second} and {@code burst} */
    public static Rate from(Config config, String key) {
        return new Rate(
                Require.between(key + ".per-second", config.getInt(key + ".per-second"), 1, MOST),
                Require.between(key + ".burst", config.getInt(key + ".burst"), 1, MOST));
    }

    /** How long a rest is after which all of the burst may be done again. */
    Duration rest() {
        return Duration.ofMillis(1_000L * burst / perSecond + 1_000);
    }
}
