package io.ovation.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real proxy before a node, with a directory of its own. */
public final class ProxyProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path directory;
    private final Process process;
    private final ProcessLog log = new ProcessLog();

    private ProxyProcess(Path directory, List<String> command) {
        this.directory = directory;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        log.follow(process.getInputStream(), command.get(0));
    }

    /**
     * Listens. Skips the caller's tests where there is no nginx; fails them in CI.
     *
     * @param http what nginx is to do, within {@code http}
     */
    public static ProxyProcess nginx(String http, int... ports) {
        Installed.program("nginx");
        Path directory = TemporaryDirectory.create("ovation-nginx");
        Path file = write(directory, """
                daemon off;
                master_process off;
                pid pid;
                error_log stderr;
                events {}
                http {
                  access_log off;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                  %s
                }
                """.formatted(http));
        return new ProxyProcess(
                        directory, List.of("nginx", "-p", directory.toString(), "-c", file.toString(), "-e", "stderr"))
                .listening(ports);
    }

    /** Listens. Skips the caller's tests where there is no HAProxy; fails them in CI. */
    public static ProxyProcess haproxy(String configuration, int... ports) {
        Installed.program("haproxy");
        Path directory = TemporaryDirectory.create("ovation-haproxy");
        Path file = write(directory, configuration);
        return new ProxyProcess(directory, List.of("haproxy", "-db", "-f", file.toString())).listening(ports);
    }

    /** Where a proxy may listen. */
    public static int freePort() {
        return Ports.freePort();
    }

    public static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What it has said. */
    public ProcessLog log() {
        return log;
    }

    private ProxyProcess listening(int... ports) {
        Eventually.within(PATIENCE, () -> {
            for (int port : ports) {
                assertThat(process.isAlive() && listens(port))
                        .as("the proxy listens at %d; it says: %s", port, log.lines())
                        .isTrue();
            }
        });
        return this;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static Path write(Path directory, String configuration) {
        try {
            return Files.writeString(directory.resolve("configuration"), configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        TemporaryDirectory.delete(directory);
    }
}
