package io.ovation.systemtests.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a busy node shows is in docs/metrics.md, as it is there. */
class MetricsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final Nodes nodes = new Nodes();

    private static Scrape scrape;

    @BeforeAll
    static void scrapeABusyNode() throws Exception {
        NodeProcess node = nodes.demoWithAudience(20);
        node.collectGarbage();
        Api publisher = new Api(node.publishers());
        publisher.like("busy", "heart");
        publisher.comment("busy", "ada", "hello");
        Eventually.within(PATIENCE, () -> {
            scrape = Scrape.parse(node.operator().get("/metrics").text());
            assertThat(names()).contains("jvm_gc_pause_seconds");
            assertThat(scrape.value("ovation_likes_commit_seconds_count")).isPositive();
        });
    }

    @Test
    void whatANodeShows_isInTheTable() {
        MetricsTable.assertHas(scrape);
    }

    /** Every distribution has buckets, so that those of several nodes add up. */
    @Test
    void distributions_haveBuckets() {
        assertThat(scrape.types()).containsValue("histogram").doesNotContainValue("summary");
        assertThat(scrape.count("ovation_likes_commit_seconds_bucket")).isEqualTo(77);
        assertThat(scrape.count("ovation_likes_commit_writes_bucket")).isEqualTo(13);
    }

    @Test
    void whatIsOfTheJvm_isShown() {
        Set<String> listed = MetricsTable.read().values().stream()
                .filter(row -> !row.isOwn())
                .map(MetricsTable.Row::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(names()).containsAll(listed);
    }

    private static List<String> names() {
        return scrape.series().stream().map(Scrape.Series::metric).toList();
    }
}
