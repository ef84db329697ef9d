package io.ovation.likes.store;

import io.ovation.common.event.Comment;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A store that holds nothing and takes nothing, but for what a test adds. */
public abstract class EmptyStore implements LikesStore {

    @Override
    public Committed commit(Batch batch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Long> totals(Topic topic) {
        return Map.of();
    }

    @Override
    public List<Comment> recentComments(Topic topic, int limit) {
        return List.of();
    }

    @Override
    public List<Comment> commentsBefore(Topic topic, String commentId, int limit) {
        return List.of();
    }

    @Override
    public List<NewComment> claimUnpublished(Duration ownAge, Duration othersAge, int othersLimit) {
        return List.of();
    }

    @Override
    public void removePublished(Collection<String> commentIds) {}

    @Override
    public void close() {}
}
