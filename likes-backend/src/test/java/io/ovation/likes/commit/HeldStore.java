package io.ovation.likes.commit;

import io.ovation.common.event.Comment;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.Batch;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.LikesStore;
import io.ovation.likes.store.NewComment;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A store whose commits wait until the test lets them end, well or badly. */
final class HeldStore implements LikesStore {

    final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
    private final Set<String> known = new HashSet<>();
    private final BlockingQueue<Boolean> ends = new LinkedBlockingQueue<>();

    void letCommitSucceed() {
        ends.add(true);
    }

    void letCommitFail() {
        ends.add(false);
    }

    @Override
    public Committed commit(Batch batch) {
        batches.add(batch);
        if (!awaitEnd()) {
            throw new IllegalStateException("the test's store fails");
        }
        return new Committed(
                batch.likes(),
                batch.comments().stream()
                        .filter(comment -> known.add(comment.comment().id()))
                        .toList());
    }

    private boolean awaitEnd() {
        try {
            return ends.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
    public List<NewComment> claimUnpublished(Duration ownAge, Duration othersAge, int limit) {
        return List.of();
    }

    @Override
    public void removePublished(Collection<String> commentIds) {}

    @Override
    public void close() {}
}
