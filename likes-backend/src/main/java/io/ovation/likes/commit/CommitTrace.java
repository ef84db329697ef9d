package io.ovation.likes.commit;

import io.ovation.common.log.Entry;
import io.ovation.common.trace.Ending;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.Tracing;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.LoggedRange;
import io.ovation.likes.store.NewEntry;
import java.util.HashSet;
import java.util.Set;

/** Notes what was committed, and what of it goes no further. */
final class CommitTrace {

    private final Tracing tracing;

    CommitTrace(Tracing tracing) {
        this.tracing = tracing;
    }

    void committed(CommitGroup group, Committed committed) {
        if (tracing.share() == 0) {
            return;
        }
        group.likes().forEach(likes -> tracing.reached(Stage.COMMITTED, likes));
        group.merged().forEach(likes -> tracing.ended(Stage.COMMITTED, likes, Ending.MERGED));
        Set<String> logged = new HashSet<>();
        for (LoggedRange range : committed.logged()) {
            for (Entry entry : range.range().entries()) {
                logged.add(entry.id());
                tracing.reached(Stage.COMMITTED, entry.body());
            }
        }
        for (NewEntry entry : group.entries()) {
            if (!logged.contains(entry.body().id())) {
                tracing.ended(Stage.COMMITTED, entry.body(), Ending.KNOWN);
            }
        }
    }
}
