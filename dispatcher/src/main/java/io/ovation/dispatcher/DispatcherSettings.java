package io.ovation.dispatcher;

import com.typesafe.config.Config;
import io.ovation.common.delivery.Outbound;
import io.ovation.common.event.WindowSettings;
import io.ovation.common.settings.Require;
import io.ovation.dispatcher.presence.PresenceBucketSettings;
import io.ovation.dispatcher.subscription.RedisSettings;
import io.ovation.dispatcher.subscription.SubscriptionStoreSettings;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How topics behave; each is explained in this module's {@code reference.conf}.
 *
 * @param window how many comments a topic keeps for those who join
 * @param unacknowledgedLimit how many messages a subscriber may leave unacknowledged
 * @param stashLimit how many messages wait while a topic learns its subscribers
 */
public record DispatcherSettings(
        Duration lease,
        Duration likeWindow,
        Duration viewersInterval,
        Duration typingInterval,
        int typingMembers,
        WindowSettings window,
        int unacknowledgedLimit,
        Duration repeatAfter,
        Duration healInterval,
        Duration passivateAfter,
        int stashLimit,
        Duration subscribersTimeout,
        Duration topicTimeout,
        Duration retryAtLeast,
        Duration retryAtMost,
        SubscriptionStoreSettings subscriptionStore,
        PresenceBucketSettings presence) {

    public static final String KEY = "ovation.dispatcher";

    public DispatcherSettings {
        Require.positive(KEY + ".lease", lease);
        Require.positive(KEY + ".like-window", likeWindow);
        Require.positive(KEY + ".viewers-interval", viewersInterval);
        Require.positive(KEY + ".typing-interval", typingInterval);
        Require.positive(KEY + ".typing-members", typingMembers);
        Require.positive(KEY + ".unacknowledged-limit", unacknowledgedLimit);
        Require.positive(KEY + ".repeat-after", repeatAfter);
        Require.positive(KEY + ".heal-interval", healInterval);
        Require.positive(KEY + ".passivate-after", passivateAfter);
        Require.positive(KEY + ".stash-limit", stashLimit);
        Require.positive(KEY + ".subscribers-timeout", subscribersTimeout);
        Require.positive(KEY + ".topic-timeout", topicTimeout);
        Require.positive(KEY + ".retry-at-least", retryAtLeast);
        Require.positive(KEY + ".retry-at-most", retryAtMost);
        if (retryAtMost.compareTo(retryAtLeast) < 0) {
            throw new IllegalArgumentException(KEY + ".retry-at-most must not be shorter than " + KEY
                    + ".retry-at-least, " + retryAtMost + " is shorter than " + retryAtLeast);
        }
        subscriptionStore.redis().ifPresent(redis -> requireLongerThanTwice(lease, redis.entryLife()));
    }

    /** An entry is added again by the first renewal after a third of its life, and must outlive the lease after that. */
    private static void requireLongerThanTwice(Duration lease, Duration entryLife) {
        if (entryLife.compareTo(lease.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(RedisSettings.KEY + ".entry-life must be at least twice as long as "
                    + KEY + ".lease, " + entryLife + " is not for " + lease);
        }
    }

    /** @param config of the whole system */
    public static DispatcherSettings from(Config config) {
        Config own = config.getConfig(KEY);
        return new DispatcherSettings(
                own.getDuration("lease"),
                own.getDuration("like-window"),
                own.getDuration("viewers-interval"),
                own.getDuration("typing-interval"),
                own.getInt("typing-members"),
                WindowSettings.from(config, KEY),
                own.getInt("unacknowledged-limit"),
                own.getDuration("repeat-after"),
                own.getDuration("heal-interval"),
                own.getDuration("passivate-after"),
                own.getInt("stash-limit"),
                own.getDuration("subscribers-timeout"),
                own.getDuration("topic-timeout"),
                own.getDuration("retry-at-least"),
                own.getDuration("retry-at-most"),
                SubscriptionStoreSettings.from(config),
                PresenceBucketSettings.from(config));
    }

    /** Numbers what is sent to a subscriber or another data centre; each is a stream of its own. */
    <T> Outbound<T> newOutbound() {
        return new Outbound<>(ThreadLocalRandom.current().nextLong(), unacknowledgedLimit, repeatAfter);
    }
}
