package io.ovation.systemtests.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import io.ovation.common.protocol.Role;
import io.ovation.node.local.Distribution;
import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.ClusterPlan;
import io.ovation.systemtests.harness.ClusterUnderTest;
import io.ovation.systemtests.harness.ClusterUnderTest.Member;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Viewer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What operators see at any node of two data centres, and what becomes of a node that stands still or dies. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EveryNodeShowsTheClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Three seconds to be silent, one until it is looked for, and a busy machine. */
    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(12);

    /** Nobody is called up of whom nothing was heard for longer, however busy the machine. */
    private static final double OLDEST = 4.5;

    private static final int COMMENTS = 5;

    private static ClusterUnderTest cluster;

    @BeforeAll
    static void start() {
        cluster = ClusterUnderTest.start(ClusterPlan.inDataCentres("east", "west"));
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Order(1)
    void everyNode_showsEveryNode() {
        for (NodeProcess asked : cluster.nodes()) {
            Eventually.within(PATIENCE, () -> {
                JsonNode shown = seenBy(asked);
                assertThat(shown.path("self").asText()).isEqualTo(address(asked));
                assertThat(shown.path("nodes")).hasSize(cluster.members().size());
                for (Member member : cluster.members()) {
                    assertShown(shown, member);
                }
            });
        }
    }

    private static void assertShown(JsonNode shown, Member member) {
        JsonNode node = find(shown, member.node()).orElseThrow(() -> new AssertionError(shown.toString()));
        assertThat(node.path("status").asText()).as("%s", shown).isEqualTo("up");
        assertThat(node.path("ready").asBoolean()).as("%s", node).isTrue();
        assertThat(node.path("ageSeconds").asDouble(OLDEST)).as("%s", node).isLessThan(OLDEST);
        assertThat(node.path("dataCentre").asText()).isEqualTo(member.dataCentre());
        assertThat(node.path("roles"))
                .extracting(JsonNode::asText)
                .containsExactly(member.role().label());
        assertThat(node.path("management").asText())
                .isEqualTo(member.node().management().toString());
        assertThat(node.path("frontend").isObject()).isEqualTo(member.role() == Role.FRONTEND);
        assertThat(node.path("dispatcher").isObject()).isEqualTo(member.role() == Role.DISPATCHER);
        assertThat(node.path("backend").isObject()).isEqualTo(member.role() == Role.LIKES_BACKEND);
    }

    @Test
    @Order(2)
    void top_tellsTheWholeDocument(@TempDir Path directory) throws Exception {
        NodeProcess asked = cluster.frontends().get(0);

        String output =
                top(directory, "--json", "--once", "--url", asked.management().toString());

        assertThat(output).hasLineCount(1);
        JsonNode document = Json.read(output.getBytes(UTF_8));
        assertThat(document.path("self").asText()).isEqualTo(address(asked));
        assertThat(document.path("nodes")).hasSize(cluster.members().size());
    }

    /** Its output is no terminal. */
    @Test
    @Order(3)
    void top_printsATableOnce(@TempDir Path directory) throws Exception {
        String output =
                top(directory, "--url", cluster.frontends().get(0).management().toString());

        assertThat(output).contains("6 nodes, 6 up, 6 ready").doesNotContain("\033");
        for (NodeProcess node : cluster.nodes()) {
            assertThat(output).contains(address(node));
        }
        assertThat(output.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    @Order(4)
    void everyNode_showsATopic_whereItIsInBothDataCentres() throws Exception {
        Api publisher = new Api(cluster.in("east", Role.LIKES_BACKEND).get(0).publishers());
        try (Viewer east = watch("east");
                Viewer west = watch("west")) {
            for (int comment = 0; comment < COMMENTS; comment++) {
                publisher.comment("42", "ada", "only for viewers");
            }
            publisher.like("42", "heart");
            for (NodeProcess asked : cluster.nodes()) {
                Eventually.within(PATIENCE, () -> {
                    JsonNode topic = answer(asked, "/insight/topics/video%3A42");
                    assertThat(topic.path("unanswered")).as("%s", topic).isEmpty();
                    assertThat(topic.path("likes").path("heart").asInt()).isEqualTo(1);
                    assertThat(topic.path("dataCentres")).hasSize(2);
                    assertThatIsThere(topic.path("dataCentres").get(0), "east");
                    assertThatIsThere(topic.path("dataCentres").get(1), "west");
                    assertThat(topic.toString()).doesNotContain("only for viewers", "ada");
                });
            }
            assertThat(east.received("comment")).hasSize(COMMENTS);
            assertThat(west.received("comment")).hasSize(COMMENTS);
        }
    }

    private static void assertThatIsThere(JsonNode place, String dataCentre) {
        assertThat(place.path("dataCentre").asText()).isEqualTo(dataCentre);
        assertThat(place.path("dispatcher").asText())
                .as("%s", place)
                .isEqualTo(address(cluster.in(dataCentre, Role.DISPATCHER).get(0)));
        for (String position : List.of("committed", "position")) {
            assertThat(place.path(position).asInt()).as("%s", place).isEqualTo(COMMENTS);
        }
        assertThat(place.path("missing").asInt(-1)).isZero();
        assertThat(place.path("comments").isNull()).isTrue();
        assertThat(place.path("frontends")).as("%s", place).hasSize(1);
        JsonNode frontend = place.path("frontends").get(0);
        assertThat(frontend.path("address").asText())
                .isEqualTo(address(cluster.in(dataCentre, Role.FRONTEND).get(0)));
        assertThat(frontend.path("subscribed").asBoolean()).isTrue();
        assertThat(frontend.path("viewers").asInt()).isEqualTo(1);
        assertThat(frontend.path("position").asInt()).as("%s", place).isEqualTo(COMMENTS);
        assertThat(frontend.path("behind").asInt(-1)).isZero();
    }

    private static Viewer watch(String dataCentre) {
        return Viewer.watch(cluster.in(dataCentre, Role.FRONTEND).get(0).viewers(), "video:42");
    }

    @Test
    @Order(5)
    void nodeThatStandsStill_isShownSoInBothDataCentres_andAsUpOnceItGoesOn() {
        NodeProcess still = cluster.in("west", Role.FRONTEND).get(0);
        still.pause();
        try {
            for (NodeProcess asked : others(still)) {
                Eventually.within(
                        SHOWN_WITHIN, () -> assertThat(status(asked, still)).isIn("silent", "unreachable"));
            }
        } finally {
            still.resume();
        }
        for (NodeProcess asked : cluster.nodes()) {
            Eventually.within(PATIENCE, () -> assertThat(status(asked, still)).isEqualTo("up"));
        }
    }

    @Test
    @Order(6)
    void nodeThatIsKilled_isNotCalledUp_andThenGone() {
        NodeProcess dead = cluster.in("east", Role.FRONTEND).get(0);
        Set<String> seen = new TreeSet<>();
        dead.kill();

        for (NodeProcess asked : others(dead)) {
            Eventually.within(PATIENCE, () -> {
                Optional<JsonNode> shown = find(seenBy(asked), dead);
                shown.ifPresent(node -> {
                    seen.add(node.path("status").asText());
                    if (node.path("status").asText().equals("up")
                            && node.path("ageSeconds").asDouble() > OLDEST) {
                        throw new IllegalStateException("called up, and is dead: " + node);
                    }
                });
                assertThat(shown).isEmpty();
            });
        }
        assertThat(seen).isSubsetOf("up", "silent", "unreachable", "down", "leaving");
        assertThat(seenBy(others(dead).get(0)).path("nodes"))
                .hasSize(cluster.members().size() - 1);
    }

    private static List<NodeProcess> others(NodeProcess node) {
        List<NodeProcess> others = new ArrayList<>(cluster.nodes());
        others.remove(node);
        return others;
    }

    private static String status(NodeProcess asked, NodeProcess about) {
        return find(seenBy(asked), about)
                .map(node -> node.path("status").asText())
                .orElse("gone");
    }

    private static JsonNode seenBy(NodeProcess asked) {
        return answer(asked, "/insight/cluster");
    }

    private static JsonNode answer(NodeProcess asked, String path) {
        try {
            return asked.operator().get(path).json();
        } catch (IOException e) {
            throw new AssertionError(asked.name() + " does not answer", e);
        }
    }

    private static Optional<JsonNode> find(JsonNode shown, NodeProcess node) {
        return StreamSupport.stream(shown.path("nodes").spliterator(), false)
                .filter(each -> each.path("address").asText().equals(address(node)))
                .findFirst();
    }

    private static String address(NodeProcess node) {
        return node.host() + ':' + node.ports().remoting();
    }

    private static String top(Path directory, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(Distribution.command());
        command.add("top");
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readString(output);
    }
}
