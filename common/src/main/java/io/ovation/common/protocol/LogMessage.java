package io.ovation.common.protocol;

import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.memory.Droppable;
import io.ovation.common.topic.Topic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What those who have a topic's log, or follow it, tell each other: likes backends, which have it in their store, topic
 * actors and frontends. Any of these may get lost.
 *
 * <p>{@code dataCentre} names the data centre whose log it is if that is another one than the receiver's. Of such a log
 * only those entries count which that data centre accepted itself; all others are void.
 */
public sealed interface LogMessage extends BackendMessage, TopicMessage, FrontendMessage, WireMessage {

    Topic topic();

    @Nullable
    String dataCentre();

    /**
     * A stretch of the log: what was just committed, or the answer to {@link Fetch} or {@link FetchBefore}.
     *
     * @param gap whether these are too many, or too late, to be shown one by one
     * @param source who can be asked for what comes before
     * @param asked whether it is an answer
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entries(
            Topic topic,
            @Nullable String dataCentre,
            LogRange range,
            boolean gap,
            ActorRef<LogMessage> source,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean asked)
            implements LogMessage, Droppable {

        /** What was just committed. */
        public Entries(
                Topic topic, @Nullable String dataCentre, LogRange range, boolean gap, ActorRef<LogMessage> source) {
            this(topic, dataCentre, range, gap, source, false);
        }

        @Override
        public int bytes() {
            return Bounds.SMALL_MESSAGE_BYTES + range.bytes();
        }
    }

    /** The log has come so far. Said when nothing was committed for a moment, and to somebody who is behind. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Tail(Topic topic, @Nullable String dataCentre, Mark mark, ActorRef<LogMessage> source)
            implements LogMessage, Droppable {

        @Override
        public int bytes() {
            return Bounds.SMALL_MESSAGE_BYTES;
        }
    }

    /**
     * What comes after a mark? Answered with {@link Entries}, which may end before {@code to}; with {@link Busy}; or with
     * {@link Diverged}. Whoever does not have it passes the question on.
     *
     * @param to a position; that of the mark itself to ask whether it is of this history
     * @param patienceMillis after which nobody waits for the answer
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Fetch(
            Topic topic,
            @Nullable String dataCentre,
            Mark after,
            long to,
            long patienceMillis,
            ActorRef<LogMessage> replyTo)
            implements LogMessage, Droppable {

        @Override
        public int bytes() {
            return Bounds.SMALL_MESSAGE_BYTES;
        }
    }

    /** What comes before and at a mark, as much as fits into a message? Answered like {@link Fetch}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FetchBefore(
            Topic topic, @Nullable String dataCentre, Mark through, long patienceMillis, ActorRef<LogMessage> replyTo)
            implements LogMessage, Droppable {

        @Override
        public int bytes() {
            return Bounds.SMALL_MESSAGE_BYTES;
        }
    }

    /** Ask again after that time. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Busy(Topic topic, @Nullable String dataCentre, long retryAfterMillis) implements LogMessage {}

    /**
     * The mark that was asked for is not of this history.
     *
     * @param places of this history: its latest entry, and those before it at distances that double
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Diverged(Topic topic, @Nullable String dataCentre, Mark asked, List<Place> places) implements LogMessage {}

    /** An entry by its place and its id; the same entry has another place in the log of another data centre. */
    record Place(Mark mark, String id) implements WireMessage {}
}
