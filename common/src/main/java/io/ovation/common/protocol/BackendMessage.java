package io.ovation.common.protocol;

import akka.actor.typed.ActorRef;
import io.ovation.common.event.Totals;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.memory.Droppable;
import io.ovation.common.topic.Topic;
import java.util.List;

/**
 * What a likes backend understands: {@link Wire} and {@link LogMessage.Fetch} from other nodes, and what its own module
 * tells it. A question that it cannot answer it does not answer: whoever asks waits for so long, then asks again, which
 * covers a lost message alike.
 */
public interface BackendMessage {

    /** What other nodes may ask a backend, and what it answers. */
    sealed interface Wire extends BackendMessage, WireMessage {}

    /** What does the store hold on this topic? Answered with {@link TopicLoaded}. */
    record LoadTopic(Topic topic, ActorRef<TopicLoaded> replyTo) implements Wire, Droppable {

        @Override
        public int bytes() {
            return Bounds.SMALL_MESSAGE_BYTES;
        }
    }

    /**
     * @param latest the end of the log, as much as fits into a message
     * @param source who can be asked for what is before it
     */
    record TopicLoaded(Topic topic, Totals totals, LogRange latest, ActorRef<LogMessage> source) implements Wire {}

    /** How far are these? At most {@link Bounds#TOPICS_PER_MESSAGE}; answered with {@link TopicsCompared}, or several. */
    record CompareTopics(List<Topic> topics, ActorRef<TopicsCompared> replyTo) implements Wire, Droppable {

        @Override
        public int bytes() {
            return Bounds.SMALL_MESSAGE_BYTES + topics.size() * Bounds.TOPIC_BYTES;
        }
    }

    /** @param source who can be asked for entries */
    record TopicsCompared(List<Standing> standings, ActorRef<LogMessage> source) implements Wire {}

    /** How a topic stands in the store. */
    record Standing(Topic topic, Mark mark, Totals totals) implements WireMessage {}

    /**
     * Keep what another data centre has logged, in its order: what is not known yet, at the next positions of this data
     * centre's own log. Answered with {@link RemoteCursor}, or with {@link RemoteBusy}.
     *
     * @param gap whether it is too late to be shown one by one
     */
    record CommitRemote(Topic topic, String dataCentre, LogRange range, boolean gap, ActorRef<RemoteReply> replyTo)
            implements Wire, Droppable {

        @Override
        public int bytes() {
            return Bounds.SMALL_MESSAGE_BYTES + range.bytes();
        }
    }

    /**
     * The other data centre's log is not what it was. Go back to a place from which on nothing is missing here: by the
     * oldest of these places, whose entries are known here, and well before the first that is not; else to the beginning.
     * Answered like {@link CommitRemote}.
     */
    record RealignRemote(Topic topic, String dataCentre, List<LogMessage.Place> places, ActorRef<RemoteReply> replyTo)
            implements Wire, Droppable {

        @Override
        public int bytes() {
            return Bounds.SMALL_MESSAGE_BYTES + places.size() * Bounds.TEXT_BYTES;
        }
    }

    /** What becomes of {@link CommitRemote} and {@link RealignRemote}. */
    sealed interface RemoteReply extends WireMessage {
        Topic topic();

        String dataCentre();
    }

    /** Everything of the other data centre's log up to that mark is here; if that is not what was sent, it was refused. */
    record RemoteCursor(Topic topic, String dataCentre, Mark mark) implements RemoteReply {}

    /** Too much waits for the store; try again later. */
    record RemoteBusy(Topic topic, String dataCentre, long retryAfterMillis) implements RemoteReply {}

    /**
     * How far are all topics that have a log? Answered with {@link LogsListed}, page by page in the order of their names.
     *
     * @param after the name of a topic; empty to begin
     */
    record ListLogs(String after, ActorRef<LogsListed> replyTo) implements Wire, Droppable {

        @Override
        public int bytes() {
            return Bounds.SMALL_MESSAGE_BYTES;
        }
    }

    /** @param logs at most {@link Bounds#TOPICS_PER_MESSAGE}; none if there are no more */
    record LogsListed(List<LogEnd> logs) implements Wire {}

    /** How far have the logs of another data centre been taken in? Answered with {@link CursorsRead}. */
    record ReadCursors(String dataCentre, List<Topic> topics, ActorRef<CursorsRead> replyTo)
            implements Wire, Droppable {

        @Override
        public int bytes() {
            return Bounds.SMALL_MESSAGE_BYTES + topics.size() * Bounds.TOPIC_BYTES;
        }
    }

    /** @param cursors of those topics of which anything was taken in */
    record CursorsRead(String dataCentre, List<LogEnd> cursors) implements Wire {}

    /** How far a log goes, or has been taken in. */
    record LogEnd(Topic topic, Mark mark) implements WireMessage {}
}
