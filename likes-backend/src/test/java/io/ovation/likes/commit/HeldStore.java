package io.ovation.likes.commit;

import io.ovation.common.log.EntryBody;
import io.ovation.common.log.Mark;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.Batch;
import io.ovation.likes.store.CommentContent;
import io.ovation.likes.store.CommitPlan;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.EmptyStore;
import io.ovation.likes.store.NewEntry;
import io.ovation.likes.store.RemoteLog;
import io.ovation.likes.store.ReusedKeys;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A store in memory whose commits wait until the test lets them end, well or badly. */
final class HeldStore extends EmptyStore {

    final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
    private final Set<String> known = new HashSet<>();
    private final Map<String, CommentContent> contents = new HashMap<>();
    private final Map<Topic, Mark> marks = new HashMap<>();
    private final Map<RemoteLog, Mark> cursors = new HashMap<>();
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
        CommitPlan plan =
                CommitPlan.of(batch, new CommitPlan.Known(known, Set.of(), marks, cursors), Instant.ofEpochMilli(7));
        Set<NewEntry> reused = ReusedKeys.find(batch.entries(), known, contents);
        plan.rows().forEach(row -> keep(row.given()));
        marks.putAll(plan.marks());
        cursors.putAll(plan.cursors());
        Map<Topic, Mark> told = new HashMap<>();
        batch.doubtful().forEach(topic -> told.put(topic, marks.getOrDefault(topic, Mark.START)));
        told.putAll(plan.told());
        return new Committed(batch.likes(), plan.logged(), told, plan.pageCursors(), reused);
    }

    private void keep(EntryBody body) {
        known.add(body.id());
        CommentContent.of(body).ifPresent(content -> contents.put(body.id(), content));
    }

    private boolean awaitEnd() {
        try {
            return ends.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
