package io.ovation.dispatcher.topic;

import com.typesafe.config.Config;
import io.ovation.common.log.WindowSettings;
import io.ovation.common.settings.Require;
import io.ovation.dispatcher.entity.Backoff;
import io.ovation.dispatcher.entity.StartSettings;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How topics behave; each is explained in this module's {@code reference.conf}.
 *
 * @param window how much of its log a topic keeps
 * @param start how a topic learns its subscribers
 */
public record TopicSettings(
        Duration lease,
        Duration likeWindow,
        Duration viewersInterval,
        Duration typingInterval,
        int typingMembers,
        WindowSettings window,
        Duration comparisonInterval,
        Duration passivateAfter,
        StartSettings start,
        Duration topicTimeout,
        Duration retryAtLeast,
        Duration retryAtMost) {

    public static final String KEY = "ovation.dispatcher";

    public TopicSettings {
        Require.positive(KEY + ".lease", lease);
        Require.positive(KEY + ".like-window", likeWindow);
        Require.positive(KEY + ".viewers-interval", viewersInterval);
        Require.positive(KEY + ".typing-interval", typingInterval);
        Require.positive(KEY + ".typing-members", typingMembers);
        Require.positive(KEY + ".comparison-interval", comparisonInterval);
        Require.positive(KEY + ".passivate-after", passivateAfter);
        Require.positive(KEY + ".stash-limit", start.stashLimit());
        Require.positive(KEY + ".subscribers-timeout", start.timeout());
        Require.positive(KEY + ".topic-timeout", topicTimeout);
        Require.positive(KEY + ".retry-at-least", retryAtLeast);
        Require.positive(KEY + ".retry-at-most", retryAtMost);
        if (retryAtMost.compareTo(retryAtLeast) < 0) {
            throw new IllegalArgumentException(KEY + ".retry-at-most must not be shorter than " + KEY
                    + ".retry-at-least, " + retryAtMost + " is shorter than " + retryAtLeast);
        }
    }

    /** @param config of the whole system */
    public static TopicSettings from(Config config) {
        Config own = config.getConfig(KEY);
        return new TopicSettings(
                own.getDuration("lease"),
                own.getDuration("like-window"),
                own.getDuration("viewers-interval"),
                own.getDuration("typing-interval"),
                own.getInt("typing-members"),
                WindowSettings.from(config, KEY),
                own.getDuration("comparison-interval"),
                own.getDuration("passivate-after"),
                new StartSettings(own.getDuration("subscribers-timeout"), own.getInt("stash-limit")),
                own.getDuration("topic-timeout"),
                own.getDuration("retry-at-least"),
                own.getDuration("retry-at-most"));
    }

    Backoff newBackoff() {
        return new Backoff(
                retryAtLeast, retryAtMost, () -> ThreadLocalRandom.current().nextLong());
    }
}
