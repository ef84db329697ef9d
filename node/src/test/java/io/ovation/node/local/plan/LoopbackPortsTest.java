package io.ovation.node.local.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {

    @Test
    void portThatIsTaken_isNamedWithItsNodeAndTheWayOut() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            PlannedNode node = new PlannedNode(
                    "frontend-1", List.of(), "dc1", "127.0.0.1", new NodePorts(port, null, 0, 0), Map.of(), "log");

            assertThatThrownBy(() -> LoopbackPorts.requireFree(List.of(node)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("port " + port + ", the viewer port of frontend-1, is taken")
                    .hasMessageContaining("--base-port");
        }
    }
}
