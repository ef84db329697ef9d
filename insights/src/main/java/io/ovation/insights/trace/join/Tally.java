package io.ovation.insights.trace.join;

import io.ovation.common.insight.TraceFigures;
import io.ovation.common.insight.TraceFigures.BehindFigures;
import io.ovation.common.insight.TraceFigures.DeliveryFigures;
import io.ovation.common.insight.TraceFigures.EventFigures;
import io.ovation.common.insight.TraceFigures.NodeFigures;
import io.ovation.common.insight.TraceFigures.Slice;
import io.ovation.common.insight.TraceFigures.StepFigures;
import io.ovation.common.trace.LatencyHistogram;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TracedKind;
import io.ovation.insights.trace.join.Findings.Outcome;
import io.ovation.insights.trace.join.Findings.Verdict;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Figures that are still being counted. */
final class Tally {

    static final class Step {
        final LatencyHistogram latencies = new LatencyHistogram();
        long holes;
        private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);

        void judged(Verdict verdict) {
            verdicts.merge(verdict, 1L, Long::sum);
        }

        private long count(Verdict verdict) {
            return verdicts.getOrDefault(verdict, 0L);
        }

        private StepFigures figures(Slice slice) {
            return new StepFigures(
                    slice,
                    latencies.copy(),
                    count(Verdict.MADE) + count(Verdict.LOST),
                    count(Verdict.LOST),
                    count(Verdict.UNKNOWN),
                    holes);
        }
    }

    static final class Node {
        final LatencyHistogram latencies = new LatencyHistogram();
        long lost;
    }

    private record StageAtNode(Stage stage, String node) {}

    private final Map<TracedKind, Map<Outcome, Long>> events = new EnumMap<>(TracedKind.class);
    private final Map<Slice, Step> steps = new HashMap<>();
    private final Map<Slice, LatencyHistogram> deliveries = new HashMap<>();
    private final Map<StageAtNode, Node> nodes = new HashMap<>();
    private final Map<TracedKind, LatencyHistogram> behindVideo = new EnumMap<>(TracedKind.class);

    Step step(Slice slice) {
        return steps.computeIfAbsent(slice, none -> new Step());
    }

    LatencyHistogram delivery(Slice slice) {
        return deliveries.computeIfAbsent(slice, none -> new LatencyHistogram());
    }

    Node node(Stage stage, String node) {
        return nodes.computeIfAbsent(new StageAtNode(stage, node), none -> new Node());
    }

    LatencyHistogram behindVideo(TracedKind kind) {
        return behindVideo.computeIfAbsent(kind, none -> new LatencyHistogram());
    }

    void ended(TracedKind kind, Outcome outcome) {
        events.computeIfAbsent(kind, none -> new EnumMap<>(Outcome.class)).merge(outcome, 1L, Long::sum);
    }

    /** As they are now. */
    TraceFigures figures() {
        return new TraceFigures(
                each(events, Tally::eventFigures),
                each(steps, (slice, step) -> step.figures(slice)),
                each(deliveries, (slice, latencies) -> new DeliveryFigures(slice, latencies.copy())),
                each(nodes, (at, node) -> new NodeFigures(at.stage(), at.node(), node.latencies.copy(), node.lost)),
                each(behindVideo, (kind, behind) -> new BehindFigures(kind, behind.copy())));
    }

    private static EventFigures eventFigures(TracedKind kind, Map<Outcome, Long> outcomes) {
        return new EventFigures(
                kind,
                outcomes.getOrDefault(Outcome.COMPLETE, 0L),
                outcomes.getOrDefault(Outcome.ENDED, 0L),
                outcomes.getOrDefault(Outcome.LOST, 0L),
                outcomes.getOrDefault(Outcome.UNKNOWN, 0L));
    }

    private static <K, V, T> List<T> each(Map<K, V> counted, BiFunction<K, V, T> figures) {
        return counted.entrySet().stream()
                .map(entry -> figures.apply(entry.getKey(), entry.getValue()))
                .toList();
    }
}
