package io.ovation.common.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.insight.TraceFigures.BehindFigures;
import io.ovation.common.insight.TraceFigures.DeliveryFigures;
import io.ovation.common.insight.TraceFigures.EventFigures;
import io.ovation.common.insight.TraceFigures.NodeFigures;
import io.ovation.common.insight.TraceFigures.Slice;
import io.ovation.common.insight.TraceFigures.StepFigures;
import io.ovation.common.trace.LatencyHistogram;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TracedKind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TraceFiguresTest {

    private static final Slice SLICE = new Slice(TracedKind.LIKES, Stage.WRITTEN, "east", "west");

    @Test
    void figuresOfTwoNodes_addUp() {
        TraceFigures merged = figures(1, SLICE).merge(figures(2, SLICE));

        assertThat(merged).isEqualTo(figures(3, SLICE));
    }

    @Test
    void figuresOfDifferentSlices_areKeptApart() {
        Slice other = new Slice(TracedKind.LIKES, Stage.WRITTEN, "west", "west");

        TraceFigures merged = figures(1, SLICE).merge(figures(2, other));

        assertThat(merged.steps()).extracting(StepFigures::slice).containsExactly(SLICE, other);
    }

    @Test
    void nothing_changesNothing() {
        assertThat(figures(1, SLICE).merge(TraceFigures.NONE)).isEqualTo(figures(1, SLICE));
    }

    @Test
    void reportOfTooMuch_leavesOutWhatIsRarest() {
        List<NodeFigures> nodes = IntStream.rangeClosed(1, 2_000)
                .mapToObj(count -> new NodeFigures(Stage.WRITTEN, "node-" + count + ":1", latencies(count), 0))
                .toList();

        TraceReport report =
                TraceReport.of("h:1", 1, new TraceFigures(List.of(), List.of(), List.of(), nodes, List.of()));

        assertThat(report.bytes()).isLessThanOrEqualTo(TraceReport.MOST_BYTES);
        assertThat(report.figures().nodes().get(0).latencies().count()).isEqualTo(2_000);
        assertThat(report.figures().nodes()).hasSizeBetween(300, 1_000);
    }

    private static TraceFigures figures(int count, Slice slice) {
        return new TraceFigures(
                List.of(new EventFigures(TracedKind.LIKES, count, count, count, count)),
                List.of(new StepFigures(slice, latencies(count), count, count, count, count)),
                List.of(new DeliveryFigures(slice, latencies(count))),
                List.of(new NodeFigures(Stage.WRITTEN, "h:1", latencies(count), count)),
                List.of(new BehindFigures(TracedKind.LIKES, latencies(count))));
    }

    private static LatencyHistogram latencies(int count) {
        LatencyHistogram latencies = new LatencyHistogram();
        latencies.add(1_000, count);
        return latencies;
    }
}
