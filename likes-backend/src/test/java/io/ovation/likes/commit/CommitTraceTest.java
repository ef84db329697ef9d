package io.ovation.likes.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Checkpoint;
import io.ovation.common.trace.Drill;
import io.ovation.common.trace.Ending;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TraceId;
import io.ovation.common.trace.Tracing;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.LoggedRange;
import io.ovation.likes.store.NewEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommitTraceTest {

    private static final Topic VIDEO = Topic.video("42");

    private final Tracing tracing = new Tracing(1, 100, Drill.none());

    @Test
    void commentThatWasKnown_goesNoFurther() {
        Comment fresh = comment("fresh");
        Comment known = comment("known");
        CommitGroup group = new CommitGroup(List.of(write(fresh), write(known)), List.of());
        Mark mark = Mark.START.next(fresh.id());
        LogRange logged = LogRange.of(Mark.START, List.of(new Entry(mark, "west", Instant.EPOCH, fresh)));

        new CommitTrace(tracing)
                .committed(
                        group,
                        new Committed(
                                Map.of(),
                                List.of(new LoggedRange(VIDEO, logged, false)),
                                Map.of(),
                                Map.of(),
                                Set.of()));

        assertThat(tracing.drain().checkpoints())
                .extracting(Checkpoint::trace, Checkpoint::stage, Checkpoint::ending)
                .containsExactly(
                        tuple(TraceId.of("fresh"), Stage.COMMITTED, null),
                        tuple(TraceId.of("known"), Stage.COMMITTED, Ending.KNOWN));
    }

    @Test
    void likesOfOneTopic_goOnAsTheEarliest() {
        CommitGroup group = new CommitGroup(List.of(likes(1), likes(2), likes(3)), List.of());

        new CommitTrace(tracing).committed(group, new Committed(Map.of(), List.of(), Map.of(), Map.of(), Set.of()));

        assertThat(tracing.drain().checkpoints())
                .filteredOn(checkpoint -> checkpoint.ending() != null)
                .extracting(Checkpoint::trace, Checkpoint::ending)
                .containsExactly(tuple(2L, Ending.MERGED), tuple(3L, Ending.MERGED));
    }

    private static Write likes(long trace) {
        return Write.of(List.of(new LikesGiven(VIDEO, "heart", 1, null, trace)));
    }

    private static Write write(Comment comment) {
        return Write.of(new NewEntry(VIDEO, "west", comment));
    }

    private static Comment comment(String id) {
        return new Comment(id, "ann", "hi", Instant.EPOCH, null, false);
    }
}
