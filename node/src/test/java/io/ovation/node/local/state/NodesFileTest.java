package io.ovation.node.local.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ovation.node.local.plan.NodePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodesFileTest {

    private static final StartedNode NODE = new StartedNode(
            "frontend-1",
            List.of("frontend"),
            "dc1",
            "127.0.0.1",
            4711,
            Instant.parse("2026-11-22T21:58:59.769Z"),
            new NodePorts(8080, null, 8558, 25_520),
            "/cluster/frontend-1.log",
            Map.of("OVATION_HOST", "127.0.0.1"));

    @TempDir
    private Path directory;

    private NodesFile file;

    @BeforeEach
    void create() {
        file = new NodesFile(directory);
    }

    @Test
    void nodes_areReadAsTheyWereWritten() {
        file.write(List.of(NODE));

        assertThat(file.read()).containsExactly(NODE);
    }

    @Test
    void file_hasTheFieldsThatScriptsRelyOn() throws IOException {
        file.write(List.of(NODE));

        JsonNode entry = new ObjectMapper().readTree(file.path().toFile()).get(0);
        assertThat(entry.get("name").asText()).isEqualTo("frontend-1");
        assertThat(entry.get("roles").get(0).asText()).isEqualTo("frontend");
        assertThat(entry.get("dataCentre").asText()).isEqualTo("dc1");
        assertThat(entry.get("host").asText()).isEqualTo("127.0.0.1");
        assertThat(entry.get("pid").asLong()).isEqualTo(4711);
        assertThat(entry.get("log").asText()).isEqualTo("/cluster/frontend-1.log");
        assertThat(entry.get("ports").toString()).isEqualTo("{\"viewer\":8080,\"management\":8558,\"remoting\":25520}");
    }

    @Test
    void fileThatIsNotThere_meansNoNodes() {
        assertThat(file.read()).isEmpty();
        file.write(List.of(NODE));
        file.delete();
        assertThat(file.read()).isEmpty();
    }

    @Test
    void processThatOnlyHasTheSameId_isAnother() {
        ProcessHandle own = ProcessHandle.current();

        assertThat(started(own.pid(), own.info().startInstant().orElseThrow()).isAlive())
                .isTrue();
        assertThat(started(own.pid(), Instant.EPOCH).isAlive()).isFalse();
    }

    private static StartedNode started(long pid, Instant at) {
        return new StartedNode("node", List.of(), "dc1", "127.0.0.1", pid, at, NODE.ports(), "log", Map.of());
    }
}
