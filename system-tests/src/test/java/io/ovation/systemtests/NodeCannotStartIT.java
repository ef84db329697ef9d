package io.ovation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.protocol.Role;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A process that cannot do what it is for ends at once, and says why in a line. */
class NodeCannotStartIT {

    private static final int FAILED = 1;
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
    void portThatIsTaken_isNamed() {
        NodeProcess second = nodes.demoWithViewerPortOf(first);

        assertThat(second.awaitExit()).isEqualTo(FAILED);
        assertThat(reasons(second))
                .singleElement()
                .asString()
                .contains("OVATION_VIEWER_PORT", Integer.toString(first.ports().viewer()));
        assertThat(first.isAlive()).isTrue();
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
