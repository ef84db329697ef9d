package io.ovation.frontend.stream;

import com.typesafe.config.Config;
import io.ovation.common.event.WindowSettings;
import io.ovation.common.settings.Require;
import java.time.Duration;

/**
 * How streams behave.
 *
 * @param heartbeat the longest silence on a stream
 * @param reconnect what viewers are told to wait before they come back, at least
 * @param patience how long a viewer may take no bytes before it is disconnected
 * @param maxTopics of one connection
 * @param loopBacklog broadcasts that may wait for an event loop or be on their way to its viewers
 * @param commentsPerSecond of a topic that are shown to everybody; of more, a sample
 * @param typingNames how many members who type on a topic are told by name
 * @param window how many comments of a topic are kept
 * @param leaseRenewal how often subscriptions are renewed
 * @param linger how long a subscription outlives its last viewer
 * @param subscribeRetry how long to wait for the answer to a subscription
 */
public record StreamSettings(
        Duration heartbeat,
        Duration reconnect,
        Duration patience,
        int maxTopics,
        int loopBacklog,
        int commentsPerSecond,
        int typingNames,
        WindowSettings window,
        Duration leaseRenewal,
        Duration linger,
        Duration subscribeRetry) {

    private static final String PREFIX = "ovation.frontend.stream.";

    public StreamSettings {
        Require.positive(PREFIX + "heartbeat", heartbeat);
        Require.positive(PREFIX + "reconnect", reconnect);
        Require.positive(PREFIX + "patience", patience);
        Require.positive(PREFIX + "max-topics", maxTopics);
        Require.positive(PREFIX + "loop-backlog", loopBacklog);
        Require.positive(PREFIX + "comments-per-second", commentsPerSecond);
        Require.positive(PREFIX + "typing-names", typingNames);
        Require.positive(PREFIX + "lease-renewal", leaseRenewal);
        Require.positive(PREFIX + "linger", linger);
        Require.positive(PREFIX + "subscribe-retry", subscribeRetry);
    }

    public static StreamSettings from(Config config) {
        Config stream = config.getConfig("ovation.frontend.stream");
        return new StreamSettings(
                stream.getDuration("heartbeat"),
                stream.getDuration("reconnect"),
                stream.getDuration("patience"),
                stream.getInt("max-topics"),
                stream.getInt("loop-backlog"),
                stream.getInt("comments-per-second"),
                stream.getInt("typing-names"),
                WindowSettings.from(config, "ovation.frontend.stream"),
                stream.getDuration("lease-renewal"),
                stream.getDuration("linger"),
                stream.getDuration("subscribe-retry"));
    }

    /** Patience in the beats by which connections measure time. */
    int patienceBeats() {
        Duration beat = heartbeat.dividedBy(Heartbeats.BEATS_PER_HEARTBEAT);
        return Math.max(1, (int) patience.dividedBy(beat));
    }
}
