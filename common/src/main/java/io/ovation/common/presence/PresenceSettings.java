package io.ovation.common.presence;

import com.typesafe.config.Config;
import io.ovation.common.settings.Require;
import java.time.Duration;

/**
 * How the presence of members is kept; the same on every node.
 *
 * @param buckets how many actors members are spread over; each answers for its own
 * @param heartbeat how often whoever holds a member's stream says so
 * @param grace how much later a heartbeat may come before the member is offline
 */
public record PresenceSettings(int buckets, Duration heartbeat, Duration grace) {

    public static final String KEY = "ovation.presence";

    public PresenceSettings {
        Require.between(KEY + ".buckets", buckets, 1, 100_000);
        Require.positive(KEY + ".heartbeat", heartbeat);
        Require.positive(KEY + ".grace", grace);
    }

    /** @param config of the whole system */
    public static PresenceSettings from(Config config) {
        Config own = config.getConfig(KEY);
        return new PresenceSettings(own.getInt("buckets"), own.getDuration("heartbeat"), own.getDuration("grace"));
    }

    /** A member of whom nothing was heard for so long is offline. */
    public Duration expiry() {
        return heartbeat.plus(grace);
    }

    public int bucketOf(String member) {
        return Math.floorMod(member.hashCode(), buckets);
    }
}
