package io.ovation.likes.log;

import akka.actor.typed.ActorRef;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.LogReads;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request for entries after a mark, or before it.
 *
 * @param dataCentre whose entries alone are asked for; null for all
 * @param read empty if the mark is not of the log's history
 * @param patience how long whoever asked waits for the answer
 */
record LogQuestion(
        Topic topic,
        @Nullable String dataCentre,
        Mark mark,
        Function<LogReads, Optional<LogRange>> read,
        Duration patience,
        ActorRef<LogMessage> replyTo) {

    private static final long MOST_PATIENCE_MILLIS = 60_000;

    /** @param diverged whether the mark is not of the log's history */
    record Answer(LogMessage message, boolean diverged) {}

    static LogQuestion of(LogMessage.Fetch fetch) {
        return new LogQuestion(
                fetch.topic(),
                fetch.dataCentre(),
                fetch.after(),
                logs -> logs.after(fetch.topic(), fetch.after(), fetch.to(), fetch.dataCentre()),
                patience(fetch.patienceMillis()),
                fetch.replyTo());
    }

    static LogQuestion of(LogMessage.FetchBefore fetch) {
        return new LogQuestion(
                fetch.topic(),
                fetch.dataCentre(),
                fetch.through(),
                logs -> logs.before(fetch.topic(), fetch.through(), fetch.dataCentre()),
                patience(fetch.patienceMillis()),
                fetch.replyTo());
    }

    /** Whether the log is that of another data centre, which this one does not have. */
    boolean isOfAnother(String ownDataCentre) {
        return dataCentre != null && !dataCentre.equals(ownDataCentre);
    }

    /**
     * Reads, so it blocks.
     *
     * @param source who can be asked for more
     */
    Answer answer(LogReads logs, ActorRef<LogMessage> source) {
        return read.apply(logs)
                .map(range -> new Answer(new LogMessage.Entries(topic, dataCentre, range, false, source, true), false))
                .orElseGet(() -> new Answer(
                        new LogMessage.Diverged(topic, dataCentre, mark, logs.places(topic, dataCentre)), true));
    }

    LogMessage busy(Duration retryAfter) {
        return new LogMessage.Busy(topic, dataCentre, retryAfter.toMillis());
    }

    private static Duration patience(long millis) {
        return Duration.ofMillis(Math.min(millis, MOST_PATIENCE_MILLIS));
    }
}
