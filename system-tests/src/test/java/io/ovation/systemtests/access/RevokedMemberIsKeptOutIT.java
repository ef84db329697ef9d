package io.ovation.systemtests.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.ClusterPlan;
import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Viewer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Two data centres, each role in a process of its own. Whoever is revoked at one likes backend is kept out by all nodes
 * of both within a second, and stays out though every node is killed as soon as that was answered.
 */
class RevokedMemberIsKeptOutIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int OTHERS = 20;
    private static final String ANN = Tokens.viewer("ann");
    private static final String BOB = Tokens.viewer("bob");
    private static final String CID = Tokens.viewer("cid");

    @Test
    void memberWhoIsRevoked_isKeptOutEverywhereWithinASecond_andStaysOutThoughAllNodesAreKilled() throws IOException {
        ClusterPlan plan = ClusterPlan.inDataCentres("east", "west").with(Tokens.CLOSED);
        try (ClusterUnderTest cluster = ClusterUnderTest.start(plan)) {
            List<NodeProcess> frontends = cluster.frontends();
            NodeProcess told = cluster.backends().get(0);
            awaitThatNodesKnowEachOther(cluster, told);
            try (Viewer annInTheEast = watch(ANN, frontends.get(0));
                    Viewer annInTheWest = watch(ANN, frontends.get(1));
                    Viewer bob = watch(BOB, frontends.get(1))) {
                for (int other = 0; other < OTHERS; other++) {
                    String member = "other-" + other;
                    assertKeptOutWithinASecond(member, Tokens.viewer(member), told, cluster);
                }
                long before = System.nanoTime();
                assertKeptOutWithinASecond("ann", ANN, told, cluster);
                for (Viewer ann : List.of(annInTheEast, annInTheWest)) {
                    Viewer.Received bye = ann.await("bye");
                    assertThat(bye.data().path("reason").asText()).isEqualTo("revoked");
                    assertThat(Duration.ofNanos(bye.atNanos() - before)).isLessThan(SECOND);
                }
                assertThat(bob.hasEnded()).isFalse();
            }

            assertThat(revoke("cid", told).status()).isEqualTo(200);
            told.kill();
            cluster.nodes().stream().filter(node -> node != told).forEach(NodeProcess::kill);
            cluster.nodes().forEach(NodeProcess::start);
            cluster.awaitWhole();

            for (NodeProcess node : cluster.nodes()) {
                assertKeptOut("cid", CID, node, cluster);
                assertKeptOut("ann", ANN, node, cluster);
            }
            for (NodeProcess frontend : frontends) {
                assertThat(poll(BOB, frontend)).isEqualTo(200);
            }
            for (NodeProcess backend : cluster.backends()) {
                assertThat(publish("bob", BOB, backend)).isEqualTo(202);
            }
        }
    }

    /** By somebody else, since before that it can take longer. */
    private static void awaitThatNodesKnowEachOther(ClusterUnderTest cluster, NodeProcess told) {
        Eventually.within(
                PATIENCE,
                () -> assertThat(
                                revoke("nobody", told).json().path("everywhere").asBoolean())
                        .isTrue());
        String nobody = Tokens.viewer("nobody");
        for (NodeProcess node : cluster.nodes()) {
            Eventually.within(PATIENCE, () -> assertKeptOut("nobody", nobody, node, cluster));
        }
    }

    private static void assertKeptOutWithinASecond(
            String member, String token, NodeProcess told, ClusterUnderTest cluster) throws IOException {
        long before = System.nanoTime();
        assertThat(revoke(member, told).json().path("everywhere").asBoolean()).isTrue();
        for (NodeProcess node : cluster.nodes()) {
            assertKeptOut(member, token, node, cluster);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).as(member).isLessThan(SECOND);
    }

    /** Dispatchers meet no clients. */
    private static void assertKeptOut(String member, String token, NodeProcess node, ClusterUnderTest cluster)
            throws IOException {
        if (cluster.frontends().contains(node)) {
            assertThat(poll(token, node)).as("%s at %s", member, node.name()).isEqualTo(401);
        } else if (cluster.backends().contains(node)) {
            assertThat(publish(member, token, node))
                    .as("%s at %s", member, node.name())
                    .isEqualTo(401);
        }
    }

    private static Api.Answer revoke(String member, NodeProcess backend) throws IOException {
        return new Api(backend.publishers(), Tokens.service()).post("/v1/revocations", Map.of("member", member));
    }

    private static Viewer watch(String token, NodeProcess frontend) {
        return Viewer.watchAs(token, frontend.viewers(), "video:1");
    }

    private static int poll(String token, NodeProcess frontend) throws IOException {
        return new Api(frontend.viewers(), token).get("/v1/poll?topic=video:1").status();
    }

    private static int publish(String member, String token, NodeProcess backend) throws IOException {
        return new Api(backend.publishers(), token)
                .post("/comments", Map.of("video", "1", "member", member, "text", "hi"))
                .status();
    }
}
