package io.ovation.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A real nginx before a node, which keeps an answer back until it has much of it, whatever the node asks for: over
 * HTTP/1.0, since the chunks of HTTP/1.1 it would pass on one by one.
 */
public final class BufferingProxy implements AutoCloseable {

    private static final String PROGRAM = "nginx";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String CONFIGURATION = """
            daemon off;
            master_process off;
            pid pid;
            error_log error.log;
            events {}
            http {
              access_log off;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
              server {
                listen 127.0.0.1:%d;
                location / {
                  proxy_pass %s;
                  proxy_http_version 1.0;
                  proxy_ignore_headers X-Accel-Buffering;
                  proxy_buffering on;
                  proxy_buffer_size 256k;
                  proxy_buffers 8 256k;
                  proxy_busy_buffers_size 512k;
                }
              }
            }
            """;

    private final int port = Ports.freePort();
    private final Path directory = TemporaryDirectory.create("ovation-nginx");
    private final Process process;

    private BufferingProxy(URI upstream) {
        try {
            Path configuration =
                    Files.writeString(directory.resolve("nginx.conf"), CONFIGURATION.formatted(port, upstream));
            process = new ProcessBuilder(
                            PROGRAM, "-p", directory.toString(), "-c", configuration.toString(), "-e", "log")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Skips the caller's tests, and says why, where there is no nginx. */
    public static BufferingProxy startOrSkip(URI upstream) {
        assumeTrue(Command.exists(PROGRAM), "needs nginx on the PATH");
        BufferingProxy proxy = new BufferingProxy(upstream);
        Eventually.within(PATIENCE, () -> {
            assertThat(proxy.process.isAlive()).as("nginx runs").isTrue();
            assertThat(proxy.listens()).as("nginx listens").isTrue();
        });
        return proxy;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
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
