package io.ovation.systemtests.operations.metrics;

import static io.ovation.systemtests.operations.Project.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.ClusterPlan;
import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.Installed;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.PrometheusServer;
import io.ovation.systemtests.harness.Viewer;
import io.ovation.systemtests.operations.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus with the rules of deploy/prometheus reads a frontend, a dispatcher and a likes backend. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PrometheusIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String VIDEO = "prometheus";

    @TempDir
    static Path directory;

    private static ClusterUnderTest cluster;
    private static PrometheusServer prometheus;

    @BeforeAll
    static void start() throws IOException {
        Installed.program("prometheus");
        cluster = ClusterUnderTest.start(ClusterPlan.inDataCentres("default")
                .with(Map.of("OVATION_MANAGEMENT_TOKEN", NodeProcess.MANAGEMENT_TOKEN)));
        cluster.nodes().forEach(NodeProcess::collectGarbage);
        prometheus = PrometheusServer.start(configuration());
        followEverything();
        try (Viewer viewer = Viewer.watch(cluster.frontends().get(0).viewers(), "video:" + VIDEO)) {
            Api publisher = new Api(cluster.backends().get(0).publishers());
            publisher.like(VIDEO, "heart");
            publisher.comment(VIDEO, "ada", "hello");
            tellOf(viewer.await("comment"));
            assertIsCountedWhileSomebodyWatches();
        }
    }

    private static void followEverything() throws IOException {
        NodeProcess any = cluster.nodes().get(0);
        assertThat(any.operator().put("/insight/sampling", Map.of("share", 1)).status())
                .isEqualTo(200);
        for (NodeProcess node : cluster.nodes()) {
            Eventually.within(
                    PATIENCE,
                    () -> assertThat(node.operator()
                                    .get("/insight/sampling")
                                    .json()
                                    .path("share")
                                    .asDouble())
                            .isEqualTo(1));
        }
    }

    /** As a viewer with a player does, whose clock is that of the node. */
    private static void tellOf(Viewer.Received comment) throws IOException {
        Map<String, ?> receipt = Map.of(
                "trace",
                comment.data().path("trace").asText(),
                "event",
                "comment",
                "at",
                System.currentTimeMillis(),
                "behindMs",
                40);
        Api.Answer told = new Api(cluster.frontends().get(0).viewers())
                .post("/v1/receipts", Map.of("offsetMs", 0, "errorMs", 1, "receipts", List.of(receipt)));
        assertThat(told.status()).isEqualTo(200);
    }

    private static void assertIsCountedWhileSomebodyWatches() {
        Eventually.within(PATIENCE, () -> {
            assertThat(value("sum(ovation_frontend_streams_open)")).isEqualTo("1");
            assertThat(value("sum(ovation_frontend_topics)")).isEqualTo("1");
            assertThat(value("sum(ovation_frontend_subscriptions)")).isEqualTo("1");
            assertThat(value("sum(ovation_dispatcher_subscriptions)")).isEqualTo("1");
            assertThat(value("sum(ovation_dispatcher_topics) >= 1")).isNotEmpty();
            assertThat(
                            value(
                                    "sum(ovation_dispatcher_store_seconds_count{table=\"subscribers\", operation=\"write\"}) >= 1"))
                    .isNotEmpty();
            assertThat(value("sum(ovation_edge_loop_cpu_seconds_total{loop=\"viewer-loop-0\"}) > 0"))
                    .isNotEmpty();
            assertThat(value("sum(ovation_memory_network_bytes) > 0")).isNotEmpty();
        });
    }

    /** That of deploy/prometheus, but for how it finds nodes, and how often it looks. */
    private static String configuration() throws IOException {
        ObjectNode configuration =
                (ObjectNode) Project.yaml(Rules.CONFIGURATION).get(0);
        configuration.withObject("/global").put("scrape_interval", "1s").put("evaluation_interval", "1s");
        ArrayNode rules = configuration.putArray("rule_files");
        Rules.files()
                .forEach(file -> rules.add(
                        Project.path(file).toAbsolutePath().normalize().toString()));
        ObjectNode job = (ObjectNode) configuration.at("/scrape_configs/0");
        job.withObject("/authorization")
                .put(
                        "credentials_file",
                        Files.writeString(directory.resolve("token"), NodeProcess.MANAGEMENT_TOKEN)
                                .toString());
        job.remove(List.of("kubernetes_sd_configs", "relabel_configs"));
        ArrayNode targets = job.putArray("static_configs").addObject().putArray("targets");
        cluster.nodes().forEach(node -> targets.add(address(node)));
        return configuration.toString();
    }

    private static String address(NodeProcess node) {
        return node.host() + ':' + node.ports().management();
    }

    @AfterAll
    static void end() {
        if (prometheus != null) {
            prometheus.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Order(1)
    void targets_areAllUp() {
        Eventually.within(
                PATIENCE,
                () -> assertThat(each(prometheus.ask("targets?state=active").path("activeTargets"))
                                .map(target -> target.path("health").asText()
                                        + target.path("lastError").asText()))
                        .containsExactly("up", "up", "up"));
    }

    @Test
    @Order(2)
    void rules_areAllEvaluatedWithoutAnError() {
        int expected = (int) Rules.all().count();

        Eventually.within(
                PATIENCE,
                () -> assertThat(rules().stream()
                                .filter(rule -> rule.path("health").asText().equals("ok")))
                        .as("%s", rules())
                        .hasSize(expected));
        assertThat(rules()).allSatisfy(rule -> {
            assertThat(rule.path("lastError").asText()).as("%s", rule).isEmpty();
            if (rule.at("/labels/severity").asText().equals("page")) {
                assertThat(rule.path("state").asText()).as("%s", rule).isNotEqualTo("firing");
            }
        });
    }

    @Test
    @Order(3)
    void whatRulesRead_isThere() {
        assertThat(Rules.readings()).allSatisfy(PrometheusIT::assertIsThere);
    }

    @Test
    @Order(4)
    void whatRulesRecord_isThere() {
        assertThat(Rules.recorded())
                .allSatisfy(name -> Eventually.within(
                        PATIENCE,
                        () -> assertThat(prometheus.query(name)).as(name).isNotEmpty()));
    }

    @Test
    @Order(4)
    void whatTheDashboardAsksFor_isThere() {
        assertThat(Dashboard.expressions()).hasSizeGreaterThan(30).allSatisfy(expression -> {
            prometheus.query(expression);
            assertThat(Rules.readings(expression)).allSatisfy(PrometheusIT::assertIsThere);
        });
    }

    @Test
    @Order(5)
    void whatNodesShow_isInTheTable() throws IOException {
        for (NodeProcess node : cluster.nodes()) {
            MetricsTable.assertHas(Scrape.parse(node.operator().get("/metrics").text()));
        }
    }

    @Test
    @Order(6)
    void whatHappened_isCountedOnceInTheWholeCluster() {
        Eventually.within(PATIENCE, () -> {
            assertThat(value("sum(ovation_likes_log_entries_total)")).isEqualTo("1");
            assertThat(value("sum(ovation_frontend_log_entries_total)")).isEqualTo("1");
            assertThat(value("sum(ovation_likes_published_total)")).isEqualTo("1");
        });
    }

    @Test
    @Order(7)
    void nodeThatDies_isWarnedOf() {
        NodeProcess frontend = cluster.frontends().get(0);
        frontend.kill();

        Eventually.within(
                PATIENCE,
                () -> assertThat(each(prometheus.ask("alerts").path("alerts"))
                                .filter(alert ->
                                        alert.at("/labels/alertname").asText().equals("NodeDown"))
                                .map(alert -> alert.at("/labels/instance").asText()))
                        .containsExactly(address(frontend)));
    }

    @Test
    void rules_passTheirUnitTests() {
        for (String file : Rules.files()) {
            PrometheusServer.check("check", "rules", Project.path(file).toString());
        }
        for (String file : Rules.testFiles()) {
            PrometheusServer.check("test", "rules", Project.path(file).toString());
        }
    }

    private static void assertIsThere(Rules.Reading reading) {
        String selector = reading.metric()
                + reading.ownLabels().entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + label.getValue() + '"')
                        .collect(Collectors.joining(",", "{", "}"));
        Eventually.within(
                PATIENCE,
                () -> assertThat(prometheus.query(selector)).as(selector).isNotEmpty());
    }

    private static List<JsonNode> rules() {
        return each(prometheus.ask("rules").path("groups"))
                .flatMap(group -> each(group.path("rules")))
                .toList();
    }

    private static String value(String expression) {
        return prometheus.query(expression).at("/0/value/1").asText();
    }
}
