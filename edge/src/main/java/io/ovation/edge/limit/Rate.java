package io.ovation.edge.limit;

import java.time.Duration;

/**
 * How often something may be done.
 *
 * @param perSecond in the long run
 * @param burst at once, after a rest
 */
public record Rate(int perSecond, int burst) {

    /** How long a rest is after which all of the burst may be done again. */
    Duration rest() {
        return Duration.ofMillis(1_000L * burst / perSecond + 1_000);
    }
}
