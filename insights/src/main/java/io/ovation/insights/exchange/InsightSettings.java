package io.ovation.insights.exchange;

import com.typesafe.config.Config;
import io.ovation.common.settings.OtlpSettings;
import io.ovation.common.settings.Require;
import io.ovation.common.trace.TracedKind;
import io.ovation.insights.cluster.LatencyView.Goal;
import io.ovation.insights.trace.join.JoinSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How nodes report, and how that is shown; each is explained in this module's {@code reference.conf}.
 *
 * @param interval between two reports of a node
 * @param silentAfter how long after its last report a node is called silent
 * @param streams at a time
 * @param readerPatience how long a stream is kept whose reader takes nothing
 * @param topicQuestions of operators, about a topic, at a time
 * @param comments whether operators are shown texts of comments, and who wrote them
 * @param trace how events are followed
 * @param export where traces of them are sent
 * @param historyFile where it is kept how long events took
 * @param goals how fast they are to be, and how few may get lost
 */
public record InsightSettings(
        Duration interval,
        Duration silentAfter,
        int streams,
        Duration readerPatience,
        int topicQuestions,
        boolean comments,
        JoinSettings trace,
        OtlpSettings export,
        Path historyFile,
        List<Goal> goals) {

    private static final String KEY = "ovation.insight";
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int MOST_STREAMS = 64;
    private static final int MOST_QUESTIONS = 64;

    public InsightSettings {
        Require.positive(KEY + ".interval", interval);
        if (silentAfter.compareTo(interval.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(KEY + ".silent-after must be at least twice as long as " + KEY
                    + ".interval, " + silentAfter + " is not for " + interval);
        }
        Require.between(KEY + ".streams", streams, 1, MOST_STREAMS);
        Require.positive(KEY + ".reader-patience", readerPatience);
        Require.between(KEY + ".topic-questions", topicQuestions, 1, MOST_QUESTIONS);
    }

    /** @param config of the whole system */
    public static InsightSettings from(Config config) {
        Config own = config.getConfig(KEY);
        return new InsightSettings(
                own.getDuration("interval"),
                own.getDuration("silent-after"),
                own.getInt("streams"),
                own.getDuration("reader-patience"),
                own.getInt("topic-questions"),
                own.getBoolean("comments"),
                JoinSettings.from(config),
                OtlpSettings.from(config),
                Path.of(own.getString("history-file")),
                goals(own.getConfig("goals")));
    }

    private static List<Goal> goals(Config all) {
        for (String kind : all.root().keySet()) {
            if (Arrays.stream(TracedKind.values())
                    .noneMatch(each -> each.label().equals(kind))) {
                throw new IllegalArgumentException(
                        KEY + ".goals." + kind + " is of no kind that is followed: comment, retraction, likes, typing");
            }
        }
        return Arrays.stream(TracedKind.values())
                .map(TracedKind::label)
                .filter(all::hasPath)
                .map(kind -> goal(kind, all.getConfig(kind)))
                .toList();
    }

    private static Goal goal(String kind, Config goal) {
        return new Goal(
                kind,
                goal.hasPath("p99") ? goal.getDuration("p99").toNanos() / NANOS_PER_MILLI : null,
                goal.hasPath("loss") ? Require.share(KEY + ".goals." + kind + ".loss", goal.getDouble("loss")) : null);
    }
}
