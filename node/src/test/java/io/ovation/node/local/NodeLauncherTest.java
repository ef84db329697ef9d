package io.ovation.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.node.environment.Environment;
import io.ovation.node.local.plan.NodePorts;
import io.ovation.node.local.plan.PlannedNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeLauncherTest {

    private static final PlannedNode NODE = new PlannedNode(
            "frontend-1",
            List.of("frontend"),
            "dc1",
            "127.0.0.1",
            new NodePorts(8080, null, 8558, 25_520),
            Map.of("OVATION_DATA_CENTRE", "dc1"),
            "log");

    @Test
    void node_hasWhatItsClusterGivesItAndWhatMayBeInherited() {
        Map<String, String> environment = environment(Map.of(
                "OVATION_DRAIN", "3 s",
                "OVATION_ALLOWED_ORIGINS", "https://a",
                "OVATION_HEAP", "1g",
                "OVATION_MANAGEMENT_TOKEN_FILE", "token",
                "OVATION_JAVA_OPTS", "-Xlog",
                "OVATION_STORE", "jdbc:h2:mem:elsewhere",
                "OVATION_DATA_CENTRE", "west"));

        assertThat(environment)
                .containsEntry("OVATION_DRAIN", "3 s")
                .containsEntry("OVATION_ALLOWED_ORIGINS", "https://a")
                .containsEntry("OVATION_HEAP", "1g")
                .containsEntry("OVATION_MANAGEMENT_TOKEN_FILE", "token")
                .containsEntry("OVATION_DATA_CENTRE", "dc1")
                .doesNotContainKey("OVATION_STORE");
        assertThat(environment.get("OVATION_JAVA_OPTS")).endsWith(" -Xlog");
    }

    @Test
    void emptyVariables_areAsIfTheyWereNotSet() {
        Map<String, String> unset = environment(Map.of());

        assertThat(unset).containsEntry("OVATION_HEAP", "256m");
        assertThat(environment(Map.of("OVATION_HEAP", "", "OVATION_DRAIN", "", "OVATION_JAVA_OPTS", "")))
                .isEqualTo(unset);
    }

    private static Map<String, String> environment(Map<String, String> outer) {
        return new NodeLauncher(Environment.of(outer), Optional.empty(), 1).environment(NODE, false);
    }
}
