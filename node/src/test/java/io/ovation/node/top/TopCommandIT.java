package io.ovation.node.top;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command, with something that answers as a management port does, or does not. */
class TopCommandIT {

    private static final String DOCUMENT = "{\"at\":\"now\",\"self\":\"host:1\",\"nodes\":[]}";

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PrintStream originalErr = System.err;
    private final PrintStream originalOut = System.out;
    private final AtomicReference<Optional<String>> shown = new AtomicReference<>(Optional.empty());
    private HttpServer server;
    private volatile int status = 200;
    private volatile String body = DOCUMENT;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/insight/cluster", exchange -> {
            shown.set(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
            exchange.close();
        });
        server.start();
        System.setErr(new PrintStream(errors, true, UTF_8));
        System.setOut(new PrintStream(output, true, UTF_8));
    }

    @AfterEach
    void release() {
        System.setErr(originalErr);
        System.setOut(originalOut);
        server.stop(0);
    }

    @Test
    void json_isTheDocumentOnALine() {
        body = DOCUMENT.replace(",", ",\n");

        assertThat(run("--json", "--once", "--url", url() + '/')).isZero();
        assertThat(output.toString(UTF_8)).isEqualTo(DOCUMENT + System.lineSeparator());
        assertThat(errors.toString(UTF_8)).isEmpty();
    }

    @Test
    void token_isShown(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("token"), "secret\n");

        assertThat(run("--once", "--url", url(), "--token-file", file.toString()))
                .isZero();
        assertThat(shown.get()).contains("Bearer secret");

        status = 401;
        assertThat(run("--once", "--url", url(), "--token-file", file.toString()))
                .isEqualTo(1);
        assertRefused("is of a node that has another management token");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | asks for the management token: set OVATION_MANAGEMENT_TOKEN",
                "404 | answers 404 to /insight/cluster: --url must be that of a node's management port (8558",
                "421 | does not answer for this name: use its address",
                "500 | answers 500 to /insight/cluster: --url must be that of a node's management port (8558"
            })
    void otherAnswers_areToldWithWhatWouldBeRight(int answer, String reason) {
        status = answer;

        assertThat(run("--once", "--url", url())).isEqualTo(1);
        assertRefused(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{}", "[]", "{\"nodes\":1}", ""})
    void somethingElse_isNotTakenForACluster(String page) {
        body = page;

        assertThat(run("--once", "--url", url())).isEqualTo(1);
        assertRefused("answers with something else to /insight/cluster: --url must be");
    }

    @Test
    void nobody_isToldSo() {
        String url = url();
        server.stop(0);

        assertThat(run("--url", url)).isEqualTo(1);
        assertRefused("nothing answers at " + url + ": is a node running there?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8558", "localhost", "ftp://host", "http://", "", "http://a b"})
    void urlThatIsNone_isMisuse(String url) {
        assertThat(run("--url", url)).isEqualTo(2);
        assertRefused("--url must be that of a management port, such as http://127.0.0.1:8558, not '" + url + "'");
    }

    @Test
    void tokenFileThatIsNone_isMisuse() {
        assertThat(run("--token-file", "/nowhere/token")).isEqualTo(2);
        assertRefused("--token-file: there is no readable file /nowhere/token");
    }

    private void assertRefused(String reason) {
        assertThat(errors.toString(UTF_8))
                .startsWith("ovation: ")
                .contains(reason)
                .hasLineCount(1);
        assertThat(errors.toString(UTF_8)).doesNotContain("secret");
    }

    private static int run(String... arguments) {
        return new CommandLine(new TopCommand()).execute(arguments);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
