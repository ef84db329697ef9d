package io.ovation.likes.commit;

import io.ovation.common.event.Comment;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.Batch;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.LikesStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A store whose commits wait until the test lets them end, well or badly. */
final class HeldStore implements LikesStore {

    private static final Runnable SUCCEED = () -> {};

    final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
    private final BlockingQueue<Runnable> ends = new LinkedBlockingQueue<>();

    void letCommitSucceed() {
        ends.add(SUCCEED);
    }

    void letCommitFail() {
        ends.add(() -> {
            throw new IllegalStateException("the test's store fails");
        });
    }

    @Override
    public Committed commit(Batch batch) {
        batches.add(batch);
        try {
            ends.take().run();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new Committed(batch.likes(), batch.comments());
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
