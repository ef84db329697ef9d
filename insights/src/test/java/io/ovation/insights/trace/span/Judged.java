package io.ovation.insights.trace.span;

import io.ovation.common.trace.Checkpoint;
import io.ovation.common.trace.Ending;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TraceParent;
import io.ovation.common.trace.TracedKind;
import io.ovation.insights.trace.batch.CheckpointBatch;
import io.ovation.insights.trace.batch.ClockOffset;
import io.ovation.insights.trace.batch.TracingNode;
import io.ovation.insights.trace.join.JoinSettings;
import io.ovation.insights.trace.join.Joiner;
import io.ovation.insights.trace.join.JudgedEvent;
import io.ovation.insights.trace.join.RecordedFindings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events as the joiner has judged them, from what nodes have noted. */
final class Judged {

    static final TracingNode BACKEND = new TracingNode("backend:1", 1, "east", false);
    static final TracingNode DISPATCHER = new TracingNode("dispatcher:1", 1, "east", true);
    static final TracingNode FRONTEND = new TracingNode("frontend:1", 1, "east", false);
    static final TraceParent PARENT = new TraceParent("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
    static final long START = 100_000_000;

    private static final int ALL = 0xffff;
    private static final long EVERYTHING = 1L << 32;
    private static final long LATER = START + 14_000_000;

    private final Map<TracingNode, List<Checkpoint>> noted = new LinkedHashMap<>();
    private final Map<TracingNode, ClockOffset> clocks = new LinkedHashMap<>();

    Judged() {
        List.of(BACKEND, DISPATCHER, FRONTEND).forEach(node -> noted.put(node, new ArrayList<>()));
    }

    static Judged comment(long trace, @Nullable TraceParent parent) {
        return new Judged()
                .note(BACKEND, trace, Stage.ACCEPTED, 0, null, 1, null, parent)
                .note(BACKEND, trace, Stage.COMMITTED, 1, null, 1, null, null)
                .note(BACKEND, trace, Stage.PUBLISHED, 2, null, 1, null, null);
    }

    Judged sent(long trace) {
        return note(DISPATCHER, trace, Stage.TOPIC_RECEIVED, 3, null, 1, null, null)
                .note(DISPATCHER, trace, Stage.TOPIC_SENT, 4, null, 1, FRONTEND.address(), null);
    }

    Judged written(long trace) {
        return note(FRONTEND, trace, Stage.FRONTEND_RECEIVED, 5, null, 1, null, null)
                .note(FRONTEND, trace, Stage.WRITTEN, 6, null, 7, null, null)
                .note(FRONTEND, trace, Stage.WRITTEN, 8, null, 3, null, null);
    }

    Judged note(
            TracingNode node,
            long trace,
            Stage stage,
            long millis,
            @Nullable Ending ending,
            int count,
            @Nullable String to,
            @Nullable TraceParent parent) {
        noted.get(node)
                .add(new Checkpoint(
                        trace, TracedKind.COMMENT, stage, START + millis * 1_000, ending, false, count, to, parent));
        return this;
    }

    Judged clock(TracingNode node, ClockOffset offset) {
        clocks.put(node, offset);
        return this;
    }

    /** Nothing is heard of it. */
    Judged without(TracingNode node) {
        noted.remove(node);
        return this;
    }

    List<JudgedEvent> events() {
        Joiner joiner = new Joiner(
                new JoinSettings(Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(2), 1_000),
                new RecordedFindings());
        noted.forEach((node, checkpoints) -> joiner.take(
                new CheckpointBatch(
                        node,
                        ALL,
                        START - 1_000_000,
                        LATER,
                        LATER,
                        EVERYTHING,
                        clocks.getOrDefault(node, new ClockOffset(0, 0)),
                        checkpoints),
                START));
        return joiner.pass(LATER);
    }
}
