package io.ovation.likes.store;

import io.ovation.common.event.Comment;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Totals and comments of one data centre. Every method blocks, so callers bring a thread that may; each throws
 * {@link StoreException} if the store cannot be reached. Several processes may share a store where its database
 * allows it.
 */
public interface LikesStore extends AutoCloseable {

    /**
     * Keeps all of a batch or, if it throws, nothing that the caller may rely on. Once it has returned, the batch
     * survives the death of this process, and so does the note that this backend has to publish those of its comments
     * that are ours. Called by one thread at a time.
     */
    Committed commit(Batch batch);

    /** Likes by reaction; empty if there are none. */
    Map<String, Long> totals(Topic topic);

    /** The most recent comments in commit order, oldest first. */
    List<Comment> recentComments(Topic topic, int limit);

    /** The comments just before the one with this id, oldest first; empty if the topic has no such comment. */
    List<Comment> commentsBefore(Topic topic, String commentId, int limit);

    /**
     * Makes it this backend's task to publish comments that nobody has published, as far as the store knows. Ages count
     * from the commit or from the latest claim, which renews all that is this backend's. What somebody else is just
     * claiming is left out.
     *
     * @param ownAge of this backend's own comments, at least; zero for all of them, whatever the clock says. They were
     *     limited when they were taken
     * @param othersAge of those of other backends, at least; they are most likely dead then
     * @param othersLimit how many of theirs at most, those that waited longest first
     * @return in commit order within each topic
     */
    List<NewComment> claimUnpublished(Duration ownAge, Duration othersAge, int othersLimit);

    /** These are published. Not made durable by itself: a process that dies at once publishes them again. */
    void removePublished(Collection<String> commentIds);

    @Override
    void close();
}
