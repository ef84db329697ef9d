package io.ovation.systemtests.operations;

import static io.ovation.systemtests.operations.Project.each;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.systemtests.harness.Nodes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Alerts, and the autoscaler, go by what a node that has just started already shows. */
class AlertsIT {

    private static final Pattern SERIES = Pattern.compile("\\b((?:ovation|jvm|process|system)_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern REASON = Pattern.compile("(?:reason|operation)=\"[^\"]+\"");
    private static final String FILE = "deploy/prometheus/alerts.yml";

    @RegisterExtension
    static final Nodes nodes = new Nodes();

    private static String scrape;

    @BeforeAll
    static void scrape() throws Exception {
        URI metrics = URI.create("http://127.0.0.1:" + nodes.demo().ports().management() + "/metrics");
        scrape = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void alerts_goByMetricsThatNodesShow() {
        List<MatchResult> series = rules().map(rule -> rule.path("expr").asText())
                .flatMap(expression -> SERIES.matcher(expression).results())
                .toList();

        assertThat(series).hasSizeGreaterThan(14);
        series.forEach(AlertsIT::assertIsShown);
    }

    @Test
    void autoscaler_goesByAMetricThatFrontendsShow() {
        List<String> metrics = Project.yaml("deploy/kubernetes/frontend.yaml").stream()
                .flatMap(object -> each(object.at("/spec/metrics")))
                .map(metric -> metric.at("/pods/metric/name").asText())
                .toList();

        assertThat(metrics)
                .singleElement()
                .satisfies(metric -> assertThat(scrape).contains('\n' + metric + ' '));
    }

    @Test
    void alerts_haveARunbook() {
        String runbook = Project.text("docs/operations.md");

        assertThat(rules()).isNotEmpty().allSatisfy(rule -> {
            String name = rule.path("alert").asText();
            assertThat(runbook).contains("\n#### " + name + '\n');
            assertThat(rule.at("/annotations/runbook_url").asText())
                    .isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(rule.at("/annotations/summary").asText()).isNotEmpty();
            assertThat(rule.at("/labels/severity").asText()).isIn("page", "ticket");
        });
    }

    @Test
    void prometheus_acceptsTheRules() throws Exception {
        Process promtool;
        try {
            promtool = new ProcessBuilder(
                            "promtool", "check", "rules", Project.path(FILE).toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "promtool is not installed");
            return;
        }
        String said = new String(promtool.getInputStream().readAllBytes(), UTF_8);

        assertThat(promtool.waitFor()).as(said).isZero();
    }

    /** By its name and, where it has reasons, with that reason; other labels are Prometheus' own, or a JVM's. */
    private static void assertIsShown(MatchResult series) {
        String labels = series.group(2) == null ? "" : series.group(2);
        List<String> reasons =
                REASON.matcher(labels).results().map(MatchResult::group).toList();
        assertThat(scrape.lines())
                .as(series.group())
                .anyMatch(line -> line.matches(Pattern.quote(series.group(1)) + "[ {].*")
                        && reasons.stream().allMatch(line::contains));
    }

    private static Stream<JsonNode> rules() {
        return each(Project.yaml(FILE).get(0).path("groups")).flatMap(group -> each(group.path("rules")));
    }
}
