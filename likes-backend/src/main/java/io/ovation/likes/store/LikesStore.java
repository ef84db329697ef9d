package io.ovation.likes.store;

import io.ovation.common.event.Comment;
import io.ovation.common.topic.Topic;
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
     * survives the death of this process. Called by one thread at a time.
     */
    Committed commit(Batch batch);

    /** Likes by reaction; empty if there are none. */
    Map<String, Long> totals(Topic topic);

    /** The most recent comments, oldest first. */
    List<Comment> recentComments(Topic topic, int limit);

    /** The comments just before the one with this id, oldest first; empty if the topic has no such comment. */
    List<Comment> commentsBefore(Topic topic, String commentId, int limit);

    @Override
    void close();
}
