package io.ovation.likes.commit;

import io.ovation.likes.store.Batch;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.EmptyStore;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A store whose commits wait until the test lets them end, well or badly. */
final class HeldStore extends EmptyStore {

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
}
