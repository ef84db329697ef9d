package io.ovation.node.local.state;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** {@code nodes.json}: which nodes there are, for scripts as much as for the next command. */
public final class NodesFile {

    private static final TypeReference<List<StartedNode>> NODES = new TypeReference<>() {};

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Path path;

    public NodesFile(Path directory) {
        this.path = directory.resolve("nodes.json");
    }

    public Path path() {
        return path;
    }

    /** @return none if there is no file */
    public List<StartedNode> read() {
        try {
            return Files.exists(path) ? MAPPER.readValue(path.toFile(), NODES) : List.of();
        } catch (IOException e) {
            throw new IllegalStateException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whoever reads it meanwhile sees the old or the new, nothing between. */
    public void write(List<StartedNode> nodes) {
        try {
            Path draft = Files.createTempFile(path.toAbsolutePath().getParent(), "nodes", ".json");
            MAPPER.writeValue(draft.toFile(), nodes);
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
