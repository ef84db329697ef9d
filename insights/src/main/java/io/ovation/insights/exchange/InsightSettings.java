package io.ovation.insights.exchange;

import com.typesafe.config.Config;
import io.ovation.common.settings.Require;
import io.ovation.insights.trace.join.JoinSettings;
import java.time.Duration;

/**
 * How nodes report, and how that is shown; each is explained in this module's {@code reference.conf}.
 *
 * @param interval between two reports of a node
 * @param silentAfter how long after its last report a node is called silent
 * @param streams at a time
 * @param readerPatience how long a stream is kept whose reader takes nothing
 * @param trace how events are followed
 */
public record InsightSettings(
        Duration interval, Duration silentAfter, int streams, Duration readerPatience, JoinSettings trace) {

    private static final String KEY = "ovation.insight";
    private static final int MOST_STREAMS = 64;

    public InsightSettings {
        Require.positive(KEY + ".interval", interval);
        if (silentAfter.compareTo(interval.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(KEY + ".silent-after must be at least twice as long as " + KEY
                    + ".interval, " + silentAfter + " is not for " + interval);
        }
        Require.between(KEY + ".streams", streams, 1, MOST_STREAMS);
        Require.positive(KEY + ".reader-patience", readerPatience);
    }

    /** @param config of the whole system */
    public static InsightSettings from(Config config) {
        Config own = config.getConfig(KEY);
        return new InsightSettings(
                own.getDuration("interval"),
                own.getDuration("silent-after"),
                own.getInt("streams"),
                own.getDuration("reader-patience"),
                JoinSettings.from(config));
    }
}
