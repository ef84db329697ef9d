package io.ovation.frontend.topic;

import com.typesafe.config.Config;
import io.ovation.common.log.WindowSettings;
import io.ovation.common.settings.Require;
import java.time.Duration;

/**
 * How a node follows topics.
 *
 * @param actors over which the node's topics are spread
 * @param commentsPerSecond of a topic that are shown to everybody; of more, a sample
 * @param typingNames how many members who type on a topic are told by name
 * @param window how much of a topic's log is kept
 * @param leaseRenewal how often subscriptions are renewed
 * @param linger how long a subscription outlives its last viewer
 * @param subscribeRetry how long to wait for the answer to a subscription
 */
public record TopicSettings(
        int actors,
        int commentsPerSecond,
        int typingNames,
        WindowSettings window,
        Duration leaseRenewal,
        Duration linger,
        Duration subscribeRetry) {

    private static final String KEY = "ovation.frontend.stream";

    public TopicSettings {
        Require.between(KEY + ".topic-actors", actors, 1, 999);
        Require.positive(KEY + ".comments-per-second", commentsPerSecond);
        Require.positive(KEY + ".typing-names", typingNames);
        Require.positive(KEY + ".lease-renewal", leaseRenewal);
        Require.positive(KEY + ".linger", linger);
        Require.positive(KEY + ".subscribe-retry", subscribeRetry);
    }

    public static TopicSettings from(Config config) {
        Config stream = config.getConfig(KEY);
        int actors = stream.getInt("topic-actors");
        return new TopicSettings(
                actors == 0 ? Runtime.getRuntime().availableProcessors() : actors,
                stream.getInt("comments-per-second"),
                stream.getInt("typing-names"),
                WindowSettings.from(config, KEY),
                stream.getDuration("lease-renewal"),
                stream.getDuration("linger"),
                stream.getDuration("subscribe-retry"));
    }
}
