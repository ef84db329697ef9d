package io.ovation.dispatcher.presence;

import com.typesafe.config.Config;
import io.ovation.common.presence.PresenceSettings;
import io.ovation.common.settings.Require;
import io.ovation.dispatcher.entity.StartSettings;
import java.time.Duration;

/**
 * How buckets of members behave; each is explained in this module's {@code reference.conf}.
 *
 * @param shared what all nodes must agree on
 * @param members how many members a bucket holds
 * @param remember for how long the last activity of a member is known who is offline
 * @param storeLife how long the store takes a member for online without hearing of the bucket again
 * @param writeDelay for how long changes gather before they are written
 * @param retryAfter how long to wait before the store is tried again, less a random half
 * @param sweepInterval how often members are looked for whom nobody sees to, less a random quarter
 * @param start how a bucket learns its members
 * @param passivateAfter for how long a bucket without anybody online stays in memory
 */
public record PresenceBucketSettings(
        PresenceSettings shared,
        int members,
        Duration remember,
        Duration storeLife,
        Duration writeDelay,
        Duration retryAfter,
        Duration sweepInterval,
        StartSettings start,
        Duration passivateAfter) {

    public static final String KEY = "ovation.dispatcher.presence";

    static final int RENEWALS_PER_LIFE = 3;

    public PresenceBucketSettings {
        Require.positive(KEY + ".members", members);
        Require.positive(KEY + ".remember", remember);
        Require.positive(KEY + ".store-life", storeLife);
        Require.positive(KEY + ".write-delay", writeDelay);
        Require.positive(KEY + ".load-timeout", start.timeout());
        Require.positive(KEY + ".retry-after", retryAfter);
        Require.positive(KEY + ".sweep-interval", sweepInterval);
        Require.positive(KEY + ".stash-limit", start.stashLimit());
        Require.positive(KEY + ".passivate-after", passivateAfter);
        // Else the store forgets members before the actors have noticed that they are gone.
        if (storeLife.compareTo(shared.expiry().multipliedBy(RENEWALS_PER_LIFE)) < 0) {
            throw new IllegalArgumentException(KEY + ".store-life must be at least " + RENEWALS_PER_LIFE
                    + " times as long as " + PresenceSettings.KEY + ".heartbeat and .grace together, " + storeLife
                    + " is not");
        }
    }

    /** @param config of the whole system */
    public static PresenceBucketSettings from(Config config) {
        Config own = config.getConfig(KEY);
        return new PresenceBucketSettings(
                PresenceSettings.from(config),
                own.getInt("members"),
                own.getDuration("remember"),
                own.getDuration("store-life"),
                own.getDuration("write-delay"),
                own.getDuration("retry-after"),
                own.getDuration("sweep-interval"),
                new StartSettings(own.getDuration("load-timeout"), own.getInt("stash-limit")),
                own.getDuration("passivate-after"));
    }

    /** How often what the store knows of members who are online is written again. */
    Duration renewal() {
        return storeLife.dividedBy(RENEWALS_PER_LIFE);
    }
}
