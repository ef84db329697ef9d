package io.ovation.likes.store;

import io.ovation.common.log.Comment;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.topic.Topic;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Topics' logs as they are kept. No entry is told, and no end of a log, that would not survive the death of this
 * process. A range that is told has at most {@link LogRange#PAGE_BYTES}. It may have no entries though there are some
 * further on: the search for them ends after a number of positions, and so does the range.
 *
 * <p>Where an {@code origin} is given, entries that this data centre has not accepted count as void.
 */
public interface LogReads {

    /** How far these topics' logs are. Those that have none are at {@link Mark#START}. */
    Map<Topic, Mark> marks(Collection<Topic> topics);

    /** What the log ends with. */
    LogRange latest(Topic topic);

    /**
     * What comes after a mark, up to a position at most.
     *
     * @return empty if the mark is not of this history
     */
    Optional<LogRange> after(Topic topic, Mark mark, long to, @Nullable String origin);

    /**
     * What comes before a mark, and at it.
     *
     * @return empty if the mark is not of this history
     */
    Optional<LogRange> before(Topic topic, Mark mark, @Nullable String origin);

    /** The latest entry, and those before it at distances that double. */
    List<LogMessage.Place> places(Topic topic, @Nullable String origin);

    /**
     * Topics that have a log, in the order of their names.
     *
     * @param after the name of a topic; empty to begin
     */
    List<BackendMessage.LogEnd> logs(String after, int limit);

    /** How far the logs of another data centre are taken in, of those topics of which anything is. */
    Map<Topic, Mark> cursors(String dataCentre, Collection<Topic> topics);

    /** Where the comment with this id was made, whether it is retracted or not; empty if there is no such comment. */
    Optional<Topic> topicOf(String commentId);

    /** Who has made the comment with this id, whether it is retracted or not; empty if nobody knows. */
    Optional<String> memberOf(String commentId);

    /** The most recent comments that are not retracted, oldest first. */
    List<Comment> recentComments(Topic topic, int limit);

    /**
     * The comments just before the one with this id that are not retracted, oldest first; empty if the topic has no
     * such comment.
     */
    List<Comment> commentsBefore(Topic topic, String commentId, int limit);
}
