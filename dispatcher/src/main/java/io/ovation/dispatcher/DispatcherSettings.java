package io.ovation.dispatcher;

import com.typesafe.config.Config;
import io.ovation.common.settings.Require;
import io.ovation.dispatcher.subscription.SubscriptionStoreSettings;
import java.time.Duration;

/**
 * How topics behave; each is explained in this module's {@code reference.conf}.
 *
 * @param recentComments how many comments a topic keeps for those who join
 * @param stashLimit how many messages wait while a topic learns its subscribers
 */
public record DispatcherSettings(
        Duration lease,
        Duration likeWindow,
        Duration viewersInterval,
        Duration typingInterval,
        int typingMembers,
        int recentComments,
        Duration passivateAfter,
        int stashLimit,
        Duration subscribersTimeout,
        Duration topicTimeout,
        Duration retryAtLeast,
        Duration retryAtMost,
        SubscriptionStoreSettings subscriptionStore) {

    public static final String KEY = "ovation.dispatcher";

    public DispatcherSettings {
        Require.positive(KEY + ".lease", lease);
        Require.positive(KEY + ".like-window", likeWindow);
        Require.positive(KEY + ".viewers-interval", viewersInterval);
        Require.positive(KEY + ".typing-interval", typingInterval);
        Require.positive(KEY + ".typing-members", typingMembers);
        Require.positive(KEY + ".recent-comments", recentComments);
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
                own.getInt("recent-comments"),
                own.getDuration("passivate-after"),
                own.getInt("stash-limit"),
                own.getDuration("subscribers-timeout"),
                own.getDuration("topic-timeout"),
                own.getDuration("retry-at-least"),
                own.getDuration("retry-at-most"),
                SubscriptionStoreSettings.from(config));
    }
}
