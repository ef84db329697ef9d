package io.ovation.insights.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import io.ovation.common.insight.TraceFigures;
import io.ovation.common.insight.TraceFigures.BehindFigures;
import io.ovation.common.insight.TraceFigures.EventFigures;
import io.ovation.common.insight.TraceFigures.NodeFigures;
import io.ovation.common.insight.TraceFigures.Slice;
import io.ovation.common.insight.TraceFigures.StepFigures;
import io.ovation.common.trace.LatencyHistogram;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TracedKind;
import io.ovation.insights.cluster.LatencyView.Behind;
import io.ovation.insights.cluster.LatencyView.Delivery;
import io.ovation.insights.cluster.LatencyView.Event;
import io.ovation.insights.cluster.LatencyView.Goal;
import io.ovation.insights.cluster.LatencyView.Hour;
import io.ovation.insights.cluster.LatencyView.Node;
import io.ovation.insights.cluster.LatencyView.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LatencyViewTest {

    private static final String JSON = """
            {"at":"2026-01-01T12:00:00.000Z","self":"a:1","nodes":[],"latency":{
              "sampling":0.01,
              "goals":[{"kind":"comment","p99Millis":200.0,"lossShare":null}],
              "events":[{"kind":"comment","complete":120,"ended":3,"lost":1,"unknown":2}],
              "steps":[{"kind":"comment","stage":"committed","from":"east","to":"west","count":120,"meanMillis":3.1,
                "p50Millis":2.9,"p99Millis":8.0,"expected":121,"lost":1,"unknown":2,"holes":4}],
              "deliveries":[{"kind":"comment","through":"written","from":"east","to":"west","count":4800,
                "meanMillis":9.0,"p50Millis":8.1,"p99Millis":21.0}],
              "nodes":[{"stage":"written","node":"a:1","count":2400,"p50Millis":1.2,"p99Millis":4.0,"lost":0}],
              "behindVideo":[{"kind":"likes","count":7,"p50Millis":40.0,"p99Millis":1500.0}],
              "hours":[{"daysAgo":7,"deliveries":[{"kind":"typing","through":"received","from":"a","to":"b","count":5,
                "meanMillis":1.0,"p50Millis":2.0,"p99Millis":3.0}]}]}}""";

    @Test
    void latency_isToldInFull() {
        LatencyView latency = new LatencyView(
                0.01,
                List.of(new Goal("comment", 200.0, null)),
                List.of(new Event("comment", 120, 3, 1, 2)),
                List.of(new Step("comment", "committed", "east", "west", 120, 3.1, 2.9, 8.0, 121, 1, 2, 4)),
                List.of(new Delivery("comment", "written", "east", "west", 4800, 9.0, 8.1, 21.0)),
                List.of(new Node("written", "a:1", 2400, 1.2, 4.0, 0)),
                List.of(new Behind("likes", 7, 40.0, 1_500.0)),
                List.of(new Hour(7, List.of(new Delivery("typing", "received", "a", "b", 5, 1.0, 2.0, 3.0)))));

        assertThat(told(latency)).isEqualTo(Json.read(JSON.getBytes(UTF_8)));
    }

    @Test
    void latencyThatIsNotKnown_isNull() {
        assertThat(told(null).get("latency").isNull()).isTrue();
    }

    private static JsonNode told(@Nullable LatencyView latency) {
        return Json.read(Json.write(new ClusterView("2026-01-01T12:00:00.000Z", "a:1", List.of(), latency)));
    }

    @Test
    void figures_becomeMilliseconds() {
        LatencyHistogram latencies = new LatencyHistogram();
        latencies.add(10_000, 99);
        latencies.add(90_000, 1);
        Slice slice = new Slice(TracedKind.COMMENT, Stage.TOPIC_SENT, "east", "west");
        TraceFigures figures = new TraceFigures(
                List.of(new EventFigures(TracedKind.COMMENT, 5, 4, 3, 2)),
                List.of(new StepFigures(slice, latencies, 7, 1, 2, 3)),
                List.of(),
                List.of(new NodeFigures(Stage.TOPIC_SENT, "a:1", latencies, 1)),
                List.of(new BehindFigures(TracedKind.COMMENT, latencies)));

        LatencyView view = LatencyView.of(figures, 0.5, List.of(), List.of());

        assertThat(view.events()).containsExactly(new Event("comment", 5, 4, 3, 2));
        assertThat(view.steps()).singleElement().satisfies(step -> {
            assertThat(step.stage()).isEqualTo("topic-sent");
            assertThat(step.from()).isEqualTo("east");
            assertThat(step.meanMillis()).isCloseTo(10.8, within(0.01));
            assertThat(step.p50Millis()).isCloseTo(10, withinPercentage(10));
            assertThat(step.expected()).isEqualTo(7);
            assertThat(step.holes()).isEqualTo(3);
        });
        assertThat(view.behindVideo()).singleElement().satisfies(behind -> {
            assertThat(behind.kind()).isEqualTo("comment");
            assertThat(behind.count()).isEqualTo(100);
            assertThat(behind.p99Millis()).isCloseTo(10, withinPercentage(10));
        });
        assertThat(view.nodes())
                .singleElement()
                .satisfies(node -> assertThat(node.p99Millis()).isCloseTo(10, withinPercentage(10)));
    }
}
