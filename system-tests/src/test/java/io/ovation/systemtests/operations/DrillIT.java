package io.ovation.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import io.ovation.systemtests.harness.Viewer;
import io.ovation.systemtests.harness.Viewer.Received;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is planted at one stage shows there, and nowhere else: with a delay, and with events that are dropped. */
class DrillIT {

    private static final String METRIC = "ovation_insight_stage_seconds";
    private static final List<String> STAGES =
            List.of("committed", "published", "topic-received", "topic-sent", "frontend-received", "written");
    private static final double DELAY_SECONDS = 0.2;
    private static final int VIDEOS = 40;

    /** A like of each video: more often they would be merged. */
    private static final Duration BETWEEN = Duration.ofMillis(130);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    /** All of them with {@code -Dovation.drill.stages=all}. */
    static Stream<String> delayed() {
        return System.getProperty("ovation.drill.stages", "").equals("all") ? STAGES.stream() : Stream.of("topic-sent");
    }

    static Stream<String> dropped() {
        return System.getProperty("ovation.drill.stages", "").equals("all")
                ? STAGES.stream().skip(1)
                : Stream.of("frontend-received");
    }

    @ParameterizedTest
    @MethodSource("delayed")
    void delay_showsAtItsStage(String stage) throws Exception {
        NodeProcess node = nodes.demoWith(Map.of(), drill(stage, "delay", "200ms"));
        try (Viewer viewer = watchAll(node)) {
            likeAll(node, 30);
            viewer.await("likes");
        }
        Eventually.within(Duration.ofSeconds(10), () -> {
            assertThat(meanSeconds(node, "likes", stage)).isCloseTo(DELAY_SECONDS, within(0.1 * DELAY_SECONDS));
            assertThat(shown(node, stage).path("meanMillis").asDouble()).isBetween(180.0, 220.0);
        });
        for (String other : STAGES) {
            if (!other.equals(stage)) {
                assertThat(meanSeconds(node, "likes", other)).as(other).isLessThan(DELAY_SECONDS / 2);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dropped")
    void dropped_showAsLostAtTheirStage(String stage) throws Exception {
        NodeProcess node = nodes.demoWith(Map.of(), drill(stage, "drop", "0.05"));
        Api operator = node.operator();
        int rounds = 55;
        try (Viewer viewer = watchAll(node)) {
            likeAll(node, rounds);
            viewer.await("likes");
            Eventually.within(
                    Duration.ofSeconds(40),
                    () -> assertThat(operator.sum("ovation_insight_events_total", "kind=\"likes\""))
                            .isEqualTo(rounds * VIDEOS));
        }
        double expected = operator.sum("ovation_insight_expected_total", "kind=\"likes\"", label(stage));
        assertThat(operator.sum("ovation_insight_lost_total", "kind=\"likes\"", label(stage)))
                .isCloseTo(expected * 0.05, within(expected * 0.02));
        assertThat(lost(operator)).allMatch(series -> series.contains(label(stage)));
        assertThat(operator.sum("ovation_insight_unknown_total", "kind=\"likes\""))
                .isZero();
    }

    /** What is in a log is fetched, whatever gets lost. */
    @Test
    void droppedComments_showAsHoles_andAllOfThemAreFilled() throws Exception {
        NodeProcess node = nodes.demoWith(Map.of(), drill("frontend-received", "drop", "0.2"));
        Api operator = node.operator();
        Api publisher = new Api(node.publishers());
        int comments = 100;
        try (Viewer viewer = Viewer.watch(node.viewers(), "video:0")) {
            String last = "";
            for (int i = 0; i < comments; i++) {
                last = publisher.comment("0", "ann", "hi " + i);
            }
            String id = last;
            viewer.await("comment", comment -> comment.path("id").asText().equals(id));
            Eventually.within(
                    Duration.ofSeconds(40),
                    () -> assertThat(operator.sum(
                                    "ovation_insight_events_total", "kind=\"comment\"", "outcome=\"complete\""))
                            .isEqualTo(comments));
        }
        assertThat(operator.sum("ovation_insight_holes_filled_total", label("frontend-received")))
                .isBetween(5.0, 40.0);
        assertThat(lost(operator)).noneMatch(series -> series.contains("comment"));
    }

    /** The viewer shows each comment only after as long, and tells of it then. */
    @Test
    void slowViewer_showsAsReceivedLate() throws Exception {
        NodeProcess node = nodes.demoWith(Map.of(), Map.of("ovation.trace.sampling", "1"));
        Api publisher = new Api(node.publishers());
        Api receipts = new Api(node.viewers());
        double sent = nowMillis();
        double now = receipts.post("/v1/receipts", Map.of()).json().path("now").asDouble();
        double error = (nowMillis() - sent) / 2;
        try (Viewer viewer = Viewer.watch(node.viewers(), "video:0")) {
            List<Map<String, Object>> told = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                String id = publisher.comment("0", "ann", "hi " + i);
                Received received = viewer.await(
                        "comment", comment -> comment.path("id").asText().equals(id));
                LockSupport.parkNanos(received.atNanos() + (long) (DELAY_SECONDS * 1e9) - System.nanoTime());
                told.add(
                        Map.of("trace", received.data().path("trace").asText(), "event", "comment", "at", nowMillis()));
            }
            assertThat(receipts.post(
                                    "/v1/receipts",
                                    Map.of("offsetMs", now - sent - error, "errorMs", error, "receipts", told))
                            .status())
                    .isEqualTo(200);
        }
        Eventually.within(
                Duration.ofSeconds(10),
                () -> assertThat(meanSeconds(node, "comment", "received"))
                        .isCloseTo(DELAY_SECONDS, within(0.1 * DELAY_SECONDS)));
        assertThat(meanSeconds(node, "comment", "written")).isLessThan(DELAY_SECONDS / 2);
    }

    private static double nowMillis() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) / 1e3;
    }

    private static Map<String, String> drill(String stage, String fault, String value) {
        return Map.of(
                "ovation.trace.sampling",
                "1",
                "ovation.drill.enabled",
                "on",
                "ovation.drill.stage",
                stage,
                "ovation.drill." + fault,
                value);
    }

    private static Viewer watchAll(NodeProcess node) {
        return Viewer.watch(
                node.viewers(),
                IntStream.range(0, VIDEOS).mapToObj(video -> "video:" + video).toArray(String[]::new));
    }

    private static void likeAll(NodeProcess node, int rounds) throws IOException {
        Api publisher = new Api(node.publishers());
        List<Map<String, String>> likes = IntStream.range(0, VIDEOS)
                .mapToObj(video -> Map.of("video", Integer.toString(video)))
                .toList();
        for (int i = 0; i < rounds; i++) {
            assertThat(publisher.post("/likes", likes).status()).isEqualTo(202);
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    private static double meanSeconds(NodeProcess node, String kind, String stage) throws IOException {
        Api operator = node.operator();
        String of = "kind=\"" + kind + '"';
        return operator.sum(METRIC + "_sum", of, label(stage)) / operator.sum(METRIC + "_count", of, label(stage));
    }

    /** As the console is told. */
    private static JsonNode shown(NodeProcess node, String stage) throws IOException {
        JsonNode steps =
                node.operator().get("/insight/cluster").json().path("latency").path("steps");
        return StreamSupport.stream(steps.spliterator(), false)
                .filter(step -> step.path("stage").asText().equals(stage)
                        && step.path("kind").asText().equals("likes"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(steps.toString()));
    }

    /** The series that say that something was. */
    private static List<String> lost(Api operator) throws IOException {
        return operator.get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("ovation_insight_lost_total{") && !line.endsWith(" 0.0"))
                .toList();
    }

    private static String label(String stage) {
        return "stage=\"" + stage + "\"";
    }
}
