package io.ovation.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Prometheus on a free port, with a directory of its own. */
public final class PrometheusServer implements AutoCloseable {

    private static final String PROGRAM = "prometheus";
    private static final String TOOL = "promtool";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TAIL = 20;

    private final Path directory = TemporaryDirectory.create("ovation-prometheus");
    private final int port = Ports.freePort();
    private final ProcessLog log = new ProcessLog();
    private final Api api = new Api(URI.create("http://127.0.0.1:" + port));
    private final Process process;

    private PrometheusServer(String configuration) {
        try {
            Path file = Files.writeString(directory.resolve("prometheus.yml"), configuration);
            process = new ProcessBuilder(
                            PROGRAM,
                            "--config.file=" + file,
                            "--storage.tsdb.path=" + directory.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port,
                            "--log.level=warn")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        log.follow(process.getInputStream(), PROGRAM);
    }

    /** Answers. Skips the caller's tests where there is no Prometheus; fails them in CI. */
    public static PrometheusServer start(String configuration) {
        Installed.program(PROGRAM);
        PrometheusServer server = new PrometheusServer(configuration);
        try {
            Eventually.within(PATIENCE, server::assertReady);
        } catch (AssertionError e) {
            server.close();
            throw e;
        }
        return server;
    }

    /**
     * Has {@code promtool} look at files. Skips the caller's tests where there is none; fails them in CI.
     *
     * @throws AssertionError with what it says if it is not content
     */
    public static void check(String... arguments) {
        Installed.program(TOOL);
        List<String> command = new ArrayList<>(List.of(TOOL));
        command.addAll(List.of(arguments));
        try {
            Command.tryToRun(command);
        } catch (IOException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private void assertReady() {
        assertThat(process.isAlive())
                .as("Prometheus runs; it says: %s", log.tail(TAIL))
                .isTrue();
        try {
            assertThat(api.get("/-/ready").status()).isEqualTo(200);
        } catch (IOException e) {
            throw new AssertionError("Prometheus does not answer yet", e);
        }
    }

    /** What its API answers there, without the envelope. */
    public JsonNode ask(String path) {
        try {
            JsonNode answer = api.get("/api/v1/" + path).json();
            assertThat(answer.path("status").asText())
                    .as("%s: %s", path, answer)
                    .isEqualTo("success");
            return answer.path("data");
        } catch (IOException e) {
            throw new AssertionError("Prometheus does not answer; it says: " + log.tail(TAIL), e);
        }
    }

    /** What an expression is now: each element with its {@code metric} and its {@code value}. */
    public JsonNode query(String expression) {
        return ask("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("result");
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
