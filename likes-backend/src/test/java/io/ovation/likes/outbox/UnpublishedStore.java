package io.ovation.likes.outbox;

import io.ovation.common.event.Comment;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.Batch;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.LikesStore;
import io.ovation.likes.store.NewComment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A store that knows unpublished comments and nothing else, and fails when the test wants it to. */
final class UnpublishedStore implements LikesStore {

    private final List<NewComment> unpublished = new ArrayList<>();
    private boolean fails;

    synchronized void add(NewComment comment) {
        unpublished.add(comment);
    }

    synchronized void fail(boolean now) {
        fails = now;
    }

    synchronized List<NewComment> unpublished() {
        return List.copyOf(unpublished);
    }

    @Override
    public synchronized List<NewComment> claimUnpublished(Duration ownAge, Duration othersAge, int limit) {
        requireWorking();
        return List.copyOf(unpublished);
    }

    @Override
    public synchronized void removePublished(Collection<String> commentIds) {
        requireWorking();
        unpublished.removeIf(comment -> commentIds.contains(comment.comment().id()));
    }

    private void requireWorking() {
        if (fails) {
            throw new IllegalStateException("the test's store fails");
        }
    }

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
    public void close() {}
}
