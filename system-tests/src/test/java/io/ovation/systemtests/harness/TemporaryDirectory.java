package io.ovation.systemtests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories that processes of a scenario write to. */
final class TemporaryDirectory {

    private static final int ATTEMPTS = 3;

    private TemporaryDirectory() {}

    static Path create(String name) {
        try {
            return Files.createTempDirectory(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With all that is in it; again if a process that is just ending still writes to it. */
    static void delete(Path directory) {
        for (int attempt = 1; ; attempt++) {
            try {
                for (Path file : deepestFirst(directory)) {
                    Files.deleteIfExists(file);
                }
                return;
            } catch (NoSuchFileException e) {
                return;
            } catch (IOException | UncheckedIOException e) {
                if (attempt == ATTEMPTS) {
                    throw new IllegalStateException(directory + " cannot be deleted", e);
                }
            }
        }
    }

    private static List<Path> deepestFirst(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
