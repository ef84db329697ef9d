package io.ovation.systemtests.harness;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of a few megabytes that can be filled. Linux, as root. */
public final class SmallDisk implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;

    private final Path directory = TemporaryDirectory.create("ovation-disk");

    private final Thread atExit = new Thread(this::unmount);

    private SmallDisk() {}

    /** Skips the caller's tests, and says why, where nothing can be mounted. */
    public static SmallDisk mountOrSkip(int megabytes) {
        SmallDisk disk = new SmallDisk();
        try {
            Command.tryToRun(List.of(
                    "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", disk.directory.toString()));
        } catch (IOException e) {
            TemporaryDirectory.delete(disk.directory);
            abort("needs root to mount a small disk: " + e.getMessage());
        }
        Runtime.getRuntime().addShutdownHook(disk.atExit);
        return disk;
    }

    public Path directory() {
        return directory;
    }

    /** Not a byte is left from now on. */
    public void fill() {
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            byte[] chunk = new byte[CHUNK];
            for (int size = CHUNK; size > 0; ) {
                try {
                    ballast.write(chunk, 0, size);
                } catch (IOException e) {
                    size /= 2;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void free() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }

    @Override
    public void close() {
        unmount();
        Runtime.getRuntime().removeShutdownHook(atExit);
        TemporaryDirectory.delete(directory);
    }

    /** Lazily: whoever still writes to it may do so until it ends. */
    private void unmount() {
        Command.run("umount", "--lazy", directory.toString());
    }
}
