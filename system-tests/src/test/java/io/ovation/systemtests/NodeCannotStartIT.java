package io.ovation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.protocol.Role;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A process that cannot do what it is for ends at once, and says why in a line. */
class NodeCannotStartIT {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final String REASON = "Ovation cannot start: ";

    @RegisterExtension
    static final Nodes nodes = new Nodes();

    private static NodeProcess first;

    @BeforeAll
    static void start() {
        first = nodes.demo();
    }

    @Test
    void secondNodeOnOneEmbeddedStore_isRefusedAndTheFirstGoesOn() {
        NodeProcess second = nodes.demoWithDataOf(first);

        assertThat(second.awaitExit()).isEqualTo(FAILED);
        assertThat(reasons(second)).singleElement().asString().contains("another process", "likes");
        assertThat(first.isAlive()).isTrue();
    }

    @Test
    void portsThatAreTaken_areNamed() {
        Map<String, Integer> taken = Map.of(
                "OVATION_VIEWER_PORT", first.ports().viewer(),
                "OVATION_PUBLISH_PORT", first.ports().publish(),
                "OVATION_MANAGEMENT_PORT", first.ports().management(),
                "OVATION_REMOTING_PORT", first.ports().remoting());
        Map<String, NodeProcess> seconds = new HashMap<>();
        taken.forEach(
                (variable, port) -> seconds.put(variable, nodes.demoWith(Map.of(variable, Integer.toString(port)))));

        seconds.forEach((variable, second) -> {
            assertThat(second.awaitExit()).isEqualTo(FAILED);
            assertThat(reasons(second))
                    .singleElement()
                    .asString()
                    .contains("(" + variable + ") " + taken.get(variable) + " on 127.0.0.1 cannot be bound");
        });
        assertThat(first.isAlive()).isTrue();
    }

    @Test
    void dataDirectoryThatIsAFile_isNamed() {
        NodeProcess node = nodes.demoWith(Map.of("OVATION_DATA_DIR", "/dev/null"));

        assertThat(node.awaitExit()).isEqualTo(FAILED);
        assertThat(reasons(node))
                .containsExactly(
                        REASON + "ovation.data-dir (OVATION_DATA_DIR) must name a directory, and /dev/null is a file");
    }

    @Test
    void wrongValue_isTheOnlyThingThatIsSaid() {
        NodeProcess node = nodes.demoWith(Map.of("OVATION_MANAGEMENT_PORT", "abc", "OVATION_LOG_LEVEL", ""));

        assertThat(node.awaitExit()).isEqualTo(MISUSED);
        assertThat(node.log().lines())
                .containsExactly(REASON + "OVATION_MANAGEMENT_PORT must be a port, from 0 to 65535, not 'abc'");
    }

    @Test
    void emptyVariables_areAsIfTheyWereNotSet() {
        NodeProcess node = nodes.demoWith(Map.of(
                        "OVATION_BIND_HOST", "",
                        "OVATION_JOIN", "",
                        "OVATION_STORE", "",
                        "OVATION_STORE_USER", "",
                        "OVATION_STORE_PASSWORD", "",
                        "OVATION_KV", "",
                        "OVATION_DATA_CENTRE", "",
                        "OVATION_DRAIN", "",
                        "OVATION_LOG_LEVEL", ""))
                .awaitReady();

        assertThat(node.log().lines())
                .anyMatch(line -> line.contains(" INFO "))
                .noneMatch(line -> line.contains(" DEBUG "));
    }

    @Test
    void clusterThatIsNotThere_isNotWaitedForForEver(@TempDir Path directory) throws IOException {
        Path impatient = Files.writeString(
                directory.resolve("impatient.conf"), "akka.cluster.shutdown-after-unsuccessful-join-seed-nodes = 3 s");

        NodeProcess lost = nodes.joinNobody(Role.FRONTEND, impatient);

        assertThat(lost.awaitExit()).isEqualTo(FAILED);
        assertThat(reasons(lost)).singleElement().asString().contains("not become a member");
    }

    private static List<String> reasons(NodeProcess node) {
        List<String> said = node.log().lines();
        assertThat(said).noneMatch(line -> line.startsWith("\tat "));
        return said.stream().filter(line -> line.startsWith(REASON)).toList();
    }
}
