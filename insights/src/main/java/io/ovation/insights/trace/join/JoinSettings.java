package io.ovation.insights.trace.join;

import com.typesafe.config.Config;
import io.ovation.common.settings.Require;
import java.time.Duration;

/**
 * How checkpoints are joined; each is explained in this module's {@code reference.conf}.
 *
 * @param interval between two batches of a node
 * @param window what has not happened to an event in this time is judged
 * @param margin for batches to come
 * @param events at a time, at most
 */
public record JoinSettings(Duration interval, Duration window, Duration margin, int events) {

    private static final String KEY = "ovation.insight.trace";
    private static final int MOST_EVENTS = 1_000_000;

    public JoinSettings {
        Require.positive(KEY + ".interval", interval);
        Require.positive(KEY + ".window", window);
        if (margin.compareTo(interval.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(KEY + ".margin must be at least twice as long as " + KEY + ".interval, "
                    + margin + " is not for " + interval);
        }
        Require.between(KEY + ".events", events, 1, MOST_EVENTS);
    }

    /** @param config of the whole system */
    public static JoinSettings from(Config config) {
        Config own = config.getConfig(KEY);
        return new JoinSettings(
                own.getDuration("interval"),
                own.getDuration("window"),
                own.getDuration("margin"),
                own.getInt("events"));
    }
}
