package io.ovation.common.log;

import io.ovation.common.settings.Require;
import java.time.Duration;

/**
 * How a follower fetches what it lacks.
 *
 * @param patience how long a hole may fill by itself before it is fetched; zero to fetch at once
 * @param retryAtLeast how long to wait for an answer before the next attempt, and twice as long each time
 * @param retryAtMost how long to wait at most
 * @param skipAfter after how long without an answer a hole is skipped, if entries above it wait
 * @param heldEntries that may wait above a hole, a range without any counting as one; further ones are fetched in their
 *     turn
 * @param heldBytes of those
 */
public record FollowerSettings(
        Duration patience,
        Duration retryAtLeast,
        Duration retryAtMost,
        Duration skipAfter,
        int heldEntries,
        int heldBytes) {

    public FollowerSettings {
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must not be negative");
        }
        Require.positive("retryAtLeast", retryAtLeast);
        Require.positive("retryAtMost", retryAtMost);
        Require.positive("skipAfter", skipAfter);
        Require.positive("heldEntries", heldEntries);
        Require.positive("heldBytes", heldBytes);
    }

    /** With the bounds that hold everywhere, and that patience. */
    public static FollowerSettings withPatience(Duration patience) {
        return new FollowerSettings(
                patience, Duration.ofMillis(250), Duration.ofSeconds(2), Duration.ofSeconds(5), 1_000, 512 * 1024);
    }
}
