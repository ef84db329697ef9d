package io.ovation.systemtests.harness;

import static org.junit.jupiter.api.Assumptions.abort;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A real PostgreSQL on a free port, whose data survive its process. */
public final class PostgresServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final int port = Ports.freePort();
    private final Path directory = TemporaryDirectory.create("ovation-postgres");
    private EmbeddedPostgres postgres;

    private PostgresServer() throws IOException {
        postgres = launch();
    }

    /** Skips the caller's tests, and says why, where PostgreSQL cannot run. */
    public static PostgresServer startOrSkip() {
        try {
            return new PostgresServer();
        } catch (IllegalStateException e) {
            // As root it runs in a user namespace of its own (unshare -U), which some containers do not allow.
            return abort("PostgreSQL does not run here: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EmbeddedPostgres launch() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data())
                .setCleanDataDirectory(false)
                .setPGStartupWait(PATIENCE)
                .setRegisterShutdownHook(true)
                .start();
    }

    private Path data() {
        return directory.resolve("data");
    }

    public String url() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    /** The whole of it, as a failing machine would. */
    public void kill() {
        ProcessHandle postmaster = postmaster();
        CompletableFuture<?>[] ends =
                postmaster.descendants().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        CompletableFuture<ProcessHandle> end = postmaster.onExit();
        postmaster.descendants().forEach(ProcessHandle::destroyForcibly);
        postmaster.destroyForcibly();
        CompletableFuture.allOf(ends)
                .thenCombine(end, (children, parent) -> parent)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        release();
    }

    /** Answers, with all its data, once this returns. */
    public void start() {
        try {
            postgres = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessHandle postmaster() {
        try {
            String pid =
                    Files.readAllLines(data().resolve("postmaster.pid")).get(0).trim();
            return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        release();
        TemporaryDirectory.delete(directory);
    }

    /** Stops it if it runs, and gives up the lock on its data, which stay. */
    private void release() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
