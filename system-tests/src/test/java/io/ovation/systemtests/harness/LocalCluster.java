package io.ovation.systemtests.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** {@code ./ovation cluster} on free ports and in a directory of its own; nothing of it outlives its test. */
public final class LocalCluster implements AfterEachCallback {

    private static final long PATIENCE_SECONDS = 240;

    /** What a command did. */
    public record Outcome(int exitCode, String output) {}

    private final Path directory = TemporaryDirectory.create("ovation-local-cluster");
    private final List<ProcessHandle> seen = new ArrayList<>();

    /** Waits for its end. */
    public Outcome run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("cluster"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--directory", directory.toString()));
        File output = Files.createTempFile(directory, "command", ".out").toFile();
        Process process = new ProcessBuilder(JavaCommand.of(command))
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("does not end: " + String.join(" ", arguments));
            }
        } finally {
            process.destroyForcibly();
            nodes().forEach(node -> ProcessHandle.of(node.get("pid").asLong()).ifPresent(seen::add));
        }
        return new Outcome(process.exitValue(), Files.readString(output.toPath()));
    }

    /** Of {@code nodes.json}; none if there is no such file. */
    public List<JsonNode> nodes() throws IOException {
        Path file = directory.resolve("nodes.json");
        List<JsonNode> nodes = new ArrayList<>();
        if (Files.exists(file)) {
            new ObjectMapper().readTree(file.toFile()).forEach(nodes::add);
        }
        return nodes;
    }

    public JsonNode node(String name) throws IOException {
        return nodes().stream()
                .filter(node -> node.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (ProcessHandle node : seen) {
            node.destroyForcibly();
        }
        for (ProcessHandle node : seen) {
            node.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        TemporaryDirectory.delete(directory);
    }
}
