package io.ovation.systemtests.operations.metrics;

import static io.ovation.systemtests.operations.Project.each;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import io.ovation.systemtests.operations.Project;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rules, alerts and the autoscaler go by what a node that has just started already shows. */
class AlertsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @RegisterExtension
    static final Nodes nodes = new Nodes();

    private static Scrape scrape;

    @BeforeAll
    static void scrape() {
        NodeProcess node = nodes.demo();
        node.collectGarbage();
        Eventually.within(PATIENCE, () -> {
            scrape = Scrape.parse(node.operator().get("/metrics").text());
            assertThat(scrape.count("jvm_gc_pause_seconds_sum")).isPositive();
        });
    }

    @Test
    void rules_goByMetricsThatNodesShow() {
        List<Rules.Reading> ofNodes = Rules.readings().stream()
                .filter(reading -> !reading.metric().equals("up"))
                .filter(reading -> !reading.metric().contains(":"))
                // Of events that were followed; PrometheusIT finds them once one was.
                .filter(reading -> !reading.metric().startsWith("ovation_insight_"))
                .toList();

        assertThat(ofNodes).hasSizeGreaterThan(14).allSatisfy(AlertsIT::assertIsShown);
    }

    @Test
    void autoscaler_goesByAMetricThatFrontendsShow() {
        List<String> metrics = Project.yaml("deploy/kubernetes/frontend.yaml").stream()
                .flatMap(object -> each(object.at("/spec/metrics")))
                .map(metric -> metric.at("/pods/metric/name").asText())
                .toList();

        assertThat(metrics)
                .singleElement()
                .satisfies(metric -> assertThat(scrape.count(metric)).isOne());
    }

    @Test
    void alerts_haveARunbook() {
        String runbook = Project.text("docs/operations.md");

        assertThat(Rules.alerts()).isNotEmpty().allSatisfy(rule -> {
            String name = rule.path("alert").asText();
            assertThat(runbook).contains("\n#### " + name + '\n');
            assertThat(rule.at("/annotations/runbook_url").asText())
                    .isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(rule.at("/annotations/summary").asText()).isNotEmpty();
            assertThat(rule.at("/labels/severity").asText()).isIn("page", "ticket");
        });
    }

    @Test
    void runbooks_haveAnAlert() {
        String operations = Project.text("docs/operations.md");
        String alerts = operations.substring(operations.indexOf("\n## Alerts\n"));

        assertThat(alerts.lines().filter(line -> line.startsWith("#### ")).map(line -> line.substring(5)))
                .containsExactlyInAnyOrderElementsOf(Rules.alerts().stream()
                        .map(rule -> rule.path("alert").asText())
                        .distinct()
                        .toList());
    }

    /** Which promtool runs. */
    @Test
    void alerts_haveAUnitTest_inWhichTheyFire() {
        List<String> fired = Rules.testFiles().stream()
                .flatMap(file -> each(Project.yaml(file).get(0).path("tests")))
                .flatMap(test -> each(test.path("alert_rule_test")))
                .filter(moment -> !moment.path("exp_alerts").isEmpty())
                .map(moment -> moment.path("alertname").asText())
                .toList();

        assertThat(fired)
                .containsAll(Rules.alerts().stream()
                        .map(rule -> rule.path("alert").asText())
                        .toList());
    }

    private static void assertIsShown(Rules.Reading reading) {
        assertThat(scrape.series())
                .as(reading.toString())
                .anyMatch(series -> series.name().equals(reading.metric())
                        && series.labels()
                                .entrySet()
                                .containsAll(reading.ownLabels().entrySet()));
    }
}
