package io.ovation.node.local.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterPlanTest {

    private static final Stores EMBEDDED = new Stores("", "");
    private static final Path DIRECTORY = Path.of("/cluster");

    @Test
    void defaultCluster_hasTheWellKnownPorts() {
        List<PlannedNode> nodes = plan(new ClusterShape(2, 2, 1, 1), EMBEDDED).nodes();

        assertThat(nodes)
                .extracting(PlannedNode::name)
                .containsExactly("dispatcher-1", "likes-backend-1", "dispatcher-2", "frontend-1", "frontend-2");
        assertThat(nodes.get(3).ports()).isEqualTo(new NodePorts(8080, null, 8561, 25_523));
        assertThat(nodes.get(4).ports()).isEqualTo(new NodePorts(8082, null, 8562, 25_524));
        assertThat(nodes.get(1).ports()).isEqualTo(new NodePorts(null, 8081, 8560, 25_522));
    }

    @Test
    void node_isToldItsPortsItsDataCentreAndEveryNodeAsSeedTheFirstFirst() {
        PlannedNode frontend =
                plan(new ClusterShape(1, 1, 1, 1), EMBEDDED).nodes().get(2);

        assertThat(frontend.environment())
                .containsEntry("OVATION_VIEWER_PORT", "8080")
                .containsEntry("OVATION_MANAGEMENT_PORT", "8560")
                .containsEntry("OVATION_REMOTING_PORT", "25522")
                .containsEntry("OVATION_PUBLISH_URL", "http://127.0.0.1:8081")
                .containsEntry("OVATION_DATA_CENTRE", "dc1")
                .containsEntry("OVATION_DATA_DIR", "/cluster/dc1")
                .containsEntry("OVATION_SEED_NODES", "127.0.0.1:25520,127.0.0.1:25521,127.0.0.1:25522")
                .doesNotContainKeys("OVATION_PUBLISH_PORT", "OVATION_STORE", "OVATION_KV");
        assertThat(frontend.log()).isEqualTo("/cluster/frontend-1.log");
    }

    @Test
    void dataCentres_haveNodesPortsAndDataOfTheirOwn() {
        List<PlannedNode> nodes = plan(new ClusterShape(2, 2, 1, 2), EMBEDDED).nodes();

        assertThat(nodes).hasSize(10);
        assertThat(nodes).extracting(PlannedNode::name).contains("dc1-frontend-1", "dc2-frontend-1");
        assertThat(nodes.stream().map(node -> node.ports().all().values()).flatMap(Collection::stream))
                .doesNotHaveDuplicates();
        assertThat(nodes.get(2).environment())
                .containsEntry("OVATION_DATA_CENTRE", "dc2")
                .containsEntry("OVATION_DATA_DIR", "/cluster/dc2");
        assertThat(nodes.get(9).environment()).containsEntry("OVATION_PUBLISH_URL", "http://127.0.0.1:8083");
        assertThat(nodes)
                .extracting(node -> node.environment().get("OVATION_SEED_NODES"))
                .containsOnly(nodes.get(0).environment().get("OVATION_SEED_NODES"));
    }

    @Test
    void nodesThatTheOthersNeed_comeFirst() {
        assertThat(plan(new ClusterShape(1, 2, 1, 2), EMBEDDED).nodes())
                .extracting(PlannedNode::name)
                .containsExactly(
                        "dc1-dispatcher-1",
                        "dc1-likes-backend-1",
                        "dc2-dispatcher-1",
                        "dc2-likes-backend-1",
                        "dc1-dispatcher-2",
                        "dc1-frontend-1",
                        "dc2-dispatcher-2",
                        "dc2-frontend-1");
    }

    @Test
    void severalBackends_needAPostgreSqlThatTheyShare() {
        ClusterShape shape = new ClusterShape(1, 1, 2, 1);

        assertThatThrownBy(() -> plan(shape, EMBEDDED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("--backends 2", "--store jdbc:postgresql:");
        assertThat(plan(shape, new Stores("", "jdbc:postgresql://db/ovation")).nodes())
                .allSatisfy(node ->
                        assertThat(node.environment()).containsEntry("OVATION_STORE", "jdbc:postgresql://db/ovation"));
    }

    @Test
    void severalDataCentres_needStoresOfTheirOwn() {
        ClusterShape shape = new ClusterShape(1, 1, 1, 2);

        assertThatThrownBy(() -> plan(shape, new Stores("", "jdbc:postgresql://db/ovation")))
                .hasMessageStartingWith("--store names one store");
        assertThatThrownBy(() -> plan(shape, new Stores("redis://localhost", "")))
                .hasMessageStartingWith("--kv names one store");
        List<PlannedNode> nodes = plan(shape, new Stores("redis://localhost/{n}", "jdbc:postgresql://db/ovation{n}"))
                .nodes();
        assertThat(nodes.get(0).environment())
                .containsEntry("OVATION_KV", "redis://localhost/1")
                .containsEntry("OVATION_STORE", "jdbc:postgresql://db/ovation1");
        assertThat(nodes.get(3).environment()).containsEntry("OVATION_KV", "redis://localhost/2");
    }

    @Test
    void basePort_movesAllPorts() {
        List<PlannedNode> nodes = ClusterPlan.of(
                        new ClusterShape(1, 1, 1, 1), EMBEDDED, PortScheme.startingAt(9000), DIRECTORY)
                .nodes();

        assertThat(nodes)
                .extracting(PlannedNode::ports)
                .containsExactly(
                        new NodePorts(null, null, 9100, 9200),
                        new NodePorts(null, 9001, 9101, 9201),
                        new NodePorts(9000, null, 9102, 9202));
    }

    @Test
    void clusterThatIsTooLarge_isRefused() {
        assertThatThrownBy(() -> new ClusterShape(20, 20, 1, 2)).hasMessageContaining("50 nodes, and this would be 82");
        assertThatThrownBy(() -> new ClusterShape(0, 1, 1, 1)).hasMessageStartingWith("--frontends must be");
    }

    private static ClusterPlan plan(ClusterShape shape, Stores stores) {
        return ClusterPlan.of(shape, stores, PortScheme.wellKnown(), DIRECTORY);
    }
}
