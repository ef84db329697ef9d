package io.ovation.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real Redis on a free port that forgets everything when it dies. */
public final class RedisServer implements AutoCloseable {

    private static final String PROGRAM = "redis-server";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port = Ports.freePort();
    private final Path directory = TemporaryDirectory.create("ovation-redis");
    private @Nullable Process process;

    private RedisServer() {}

    /** Skips the caller's tests, and says why, where there is no Redis. */
    public static RedisServer startOrSkip() {
        assumeTrue(Command.exists(PROGRAM), "needs redis-server on the PATH");
        RedisServer server = new RedisServer();
        server.start();
        return server;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Empty; answers once this returns. */
    public void start() {
        ProcessBuilder builder = new ProcessBuilder(
                        PROGRAM, "--bind", "127.0.0.1", "--port", Integer.toString(port), "--save", "")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Eventually.within(PATIENCE, () -> {
            assertThat(process.isAlive()).as("redis-server runs").isTrue();
            assertThat(listens()).as("redis-server listens").isTrue();
        });
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            try {
                process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        kill();
        TemporaryDirectory.delete(directory);
    }
}
