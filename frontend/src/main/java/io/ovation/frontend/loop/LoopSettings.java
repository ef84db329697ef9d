package io.ovation.frontend.loop;

import com.typesafe.config.Config;
import io.ovation.common.settings.Require;
import io.ovation.frontend.viewer.Connection;
import java.time.Duration;

/**
 * How streams behave.
 *
 * @param heartbeat the longest silence on a stream
 * @param reconnect what viewers are told to wait before they come back, at least
 * @param patience how long a viewer may take no bytes before it is disconnected
 * @param maxTopics of one connection
 * @param backlog broadcasts that may wait for an event loop or be under way to its viewers
 */
public record LoopSettings(Duration heartbeat, Duration reconnect, Duration patience, int maxTopics, int backlog) {

    private static final String KEY = "ovation.frontend.stream";

    /** Their names must fit into a message between nodes. */
    private static final int MOST_TOPICS = 500;

    public LoopSettings {
        Require.positive(KEY + ".heartbeat", heartbeat);
        Require.positive(KEY + ".reconnect", reconnect);
        Require.positive(KEY + ".patience", patience);
        Require.between(KEY + ".max-topics", maxTopics, 1, MOST_TOPICS);
        Require.positive(KEY + ".loop-backlog", backlog);
    }

    public static LoopSettings from(Config config) {
        Config stream = config.getConfig(KEY);
        return new LoopSettings(
                stream.getDuration("heartbeat"),
                stream.getDuration("reconnect"),
                stream.getDuration("patience"),
                stream.getInt("max-topics"),
                stream.getInt("loop-backlog"));
    }

    /** How often each connection is told that time passes. */
    Duration beat() {
        return heartbeat.dividedBy(Connection.BEATS_PER_HEARTBEAT);
    }

    /** Patience in beats. */
    int patienceBeats() {
        return Math.max(1, (int) patience.dividedBy(beat()));
    }
}
