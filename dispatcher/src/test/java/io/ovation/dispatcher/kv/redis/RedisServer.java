package io.ovation.dispatcher.kv.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real Redis on a free port of the loopback address, in memory only, gone after the tests. */
public final class RedisServer implements AutoCloseable {

    private static final String BINARY = "redis-server";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port;
    private final String password;
    private Process process;

    private RedisServer(String password) {
        this.port = freePort();
        this.password = password;
        this.process = run();
    }

    /** Skips the caller's tests, and says why, where there is no Redis; fails them in CI. */
    public static RedisServer startOrSkip() {
        return startOrSkip("");
    }

    static RedisServer startOrSkip(String password) {
        boolean found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> new File(directory, BINARY).canExecute());
        String missing = "not tested on Redis: there is no " + BINARY + " on the PATH";
        if (!found && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(missing);
        }
        Assumptions.assumeTrue(found, missing);
        return new RedisServer(password);
    }

    public String url() {
        return "redis://" + (password.isEmpty() ? "" : ":" + password + "@") + "127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    /** As a machine that fails: without a chance to save anything. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Empty, at the same address. */
    public void restart() {
        process = run();
    }

    /** Takes connections and answers nothing. */
    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    boolean hasKey(String key) {
        return ask(commands -> commands.exists(key)) > 0;
    }

    Duration lifeOf(String key) {
        return Duration.ofMillis(ask(commands -> commands.pttl(key)));
    }

    Map<String, String> fields(String key) {
        return ask(commands -> commands.hgetall(key));
    }

    void setField(String key, String field, String value) {
        ask(commands -> commands.hset(key, field, value));
    }

    private <T> T ask(Function<RedisCommands<String, String>, T> question) {
        RedisURI uri = RedisURI.create(url());
        uri.setTimeout(PATIENCE);
        try (RedisClient client = RedisClient.create(uri);
                StatefulRedisConnection<String, String> connection = client.connect()) {
            return question.apply(connection.sync());
        }
    }

    @Override
    public void close() {
        // Also while it is paused.
        kill();
    }

    private Process run() {
        List<String> command =
                new ArrayList<>(List.of(BINARY, "--bind", "127.0.0.1", "--port", Integer.toString(port)));
        command.addAll(List.of("--save", "", "--appendonly", "no", "--daemonize", "no"));
        if (!password.isEmpty()) {
            command.addAll(List.of("--requirepass", password));
        }
        try {
            Process started = new ProcessBuilder(command)
                    .directory(new File(System.getProperty("java.io.tmpdir")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            awaitListening(started);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitListening(Process started) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isListening()) {
            if (!started.isAlive() || System.nanoTime() - end > 0) {
                started.destroyForcibly();
                throw new IllegalStateException(BINARY + " does not start");
            }
            Thread.onSpinWait();
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(BINARY + " does not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
