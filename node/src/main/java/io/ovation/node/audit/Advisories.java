package io.ovation.node.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is known of vulnerabilities in libraries of Maven. */
final class Advisories {

    static final Advisories NONE = new Advisories(List.of());

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DATE_CHARACTERS = "2026-01-01".length();

    private final List<Advisory> advisories;

    private Advisories(List<Advisory> advisories) {
        this.advisories = List.copyOf(advisories);
    }

    /**
     * @param path a {@code .json} or {@code .zip} file, or a directory of them
     * @throws IOException with a message that names the file
     */
    static Advisories read(Path path) throws IOException {
        List<Advisory> found = new ArrayList<>();
        if (!Files.exists(path)) {
            throw new NoSuchFileException("there is no " + path);
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.toString().endsWith(".json")) {
                    readFile(file, found);
                } else if (file.toString().endsWith(".zip")) {
                    readArchive(file, found);
                }
            }
        }
        return new Advisories(found);
    }

    private static void readArchive(Path archive, List<Advisory> found) throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(archive)) {
            for (Path root : inside.getRootDirectories()) {
                found.addAll(read(root).advisories);
            }
        }
    }

    /** One advisory, or an array of them. Those about other ecosystems, and withdrawn ones, are left out. */
    private static void readFile(Path file, List<Advisory> found) throws IOException {
        for (JsonNode one : parse(file)) {
            Advisory advisory = Advisory.of(one);
            if (!advisory.affected().isEmpty() && !one.has("withdrawn")) {
                found.add(advisory);
            }
        }
    }

    private static Iterable<JsonNode> parse(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            JsonNode content = JSON.readTree(in);
            return content.isArray() ? content : List.of(content);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    boolean isEmpty() {
        return advisories.isEmpty();
    }

    int size() {
        return advisories.size();
    }

    /** @return the day of the latest change */
    String newest() {
        return advisories.stream()
                .map(Advisory::modified)
                .filter(time -> time.length() >= DATE_CHARACTERS)
                .max(Comparator.naturalOrder())
                .map(time -> time.substring(0, DATE_CHARACTERS))
                .orElse("an unknown day");
    }

    /** @return a line for each library and advisory about it */
    List<String> of(List<Library> libraries) {
        return libraries.stream()
                .flatMap(library -> advisories.stream()
                        .filter(advisory -> advisory.isAbout(library))
                        .map(advisory -> advisory.id() + ' ' + library + ": " + advisory.summary()))
                .toList();
    }
}
