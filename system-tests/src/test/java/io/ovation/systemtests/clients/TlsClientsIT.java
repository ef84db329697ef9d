package io.ovation.systemtests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.harness.Browser;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import io.ovation.systemtests.harness.TestAuthority;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Other people's clients at a node that encrypts. */
class TlsClientsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final Nodes NODES = new Nodes();

    @TempDir
    private static Path directory;

    private static TestAuthority authority;
    private static NodeProcess node;

    @BeforeAll
    static void start() {
        Clients.require();
        authority = TestAuthority.create(directory, "first");
        node = NODES.demoWith(authority.issue(directory), Map.of("ovation.edge.tls.read-every", "200ms"));
    }

    @Test
    void node_saysWhereItCanBeOpened() {
        assertThat(node.log().lines())
                .anyMatch(line -> line.endsWith("the page    " + node.viewers() + "/"))
                .anyMatch(line -> line.contains(node.publishers() + "/likes"));
        assertThat(node.viewers()).hasScheme("https");
        assertThat(curl(authority, node.viewers() + "/")).contains("<title>Ovation</title>");
    }

    @ParameterizedTest
    @MethodSource("clients")
    void stream_tellsWhatIsPublished(StreamClient client) {
        String video = "published-" + UUID.randomUUID();
        try (Watch watch = client.watch(stream(video), Optional.empty())) {
            watch.awaitStart();
            publish("/likes", "{\"video\":\"%s\"}".formatted(video));
            watch.awaitEvent("likes");
            publish("/comments", "{\"video\":\"%s\",\"member\":\"ada\",\"text\":\"one\"}".formatted(video));
            watch.awaitComment("one");
        }
    }

    @Test
    void chromium_showsWhatIsPublished() {
        try (Browser browser = Browser.trusting(authority.key())) {
            stream_tellsWhatIsPublished(new ChromiumClient(browser));
        }
    }

    /** Over HTTP/1.1 a browser has six connections to a server, and a page with as many streams can ask for nothing. */
    @Test
    void chromium_hasMoreStreamsThanConnections() {
        try (Browser browser = Browser.trusting(authority.key())) {
            browser.visit(node.viewers() + "/");
            assertThat(browser.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol"))
                    .isEqualTo("h2");

            browser.evaluate("(window.streams = Array.from({ length: 20 }, () =>"
                    + " new EventSource('/v1/stream?topic=video:many')), 0)");

            browser.await(() -> assertThat(browser.evaluate(
                            "window.streams.filter((stream) => stream.readyState === EventSource.OPEN).length"))
                    .isEqualTo(20L));
        }
    }

    @ParameterizedTest
    @CsvSource({"--http1.1, 1.1", "--http2, 2"})
    void protocol_isOneThatTheClientKnows(String option, String version) {
        for (URI port : List.of(node.viewers(), node.publishers())) {
            assertThat(curl(authority, port + "/", option, "--output", "/dev/null", "--write-out", "%{http_version}"))
                    .isEqualTo(version);
        }
    }

    @Test
    void poll_isAnswered() {
        assertThat(curl(authority, node.viewers() + "/v1/poll?topic=video:polled"))
                .startsWith("[")
                .contains("snapshot");
    }

    static Stream<Named<StreamClient>> clients() {
        return Stream.of(
                Named.of("curl, HTTP/1.1", watching(authority, "--http1.1")),
                Named.of("curl, HTTP/2", watching(authority, "--http2")),
                Named.of("undici", node("undici-watch.js")),
                Named.of("Node, HTTP/2", node("http2-watch.js")),
                Named.of("Java", new JavaHttpClient(authority.trusting())));
    }

    @Test
    void requestThatIsNotEncrypted_isToldWhatWouldBeRight() {
        for (URI port : List.of(node.viewers(), node.publishers())) {
            assertThat(curl(authority, "http://" + port.getAuthority() + "/"))
                    .contains("\"status\":400", "ask for https://");
        }
    }

    @Test
    void certificate_isExchanged_andStreamsGoOn() {
        TestAuthority second = TestAuthority.create(directory, "second");
        try (Watch before = watch(authority, "exchanged")) {
            before.awaitStart();
            second.issue(directory);
            Eventually.within(
                    PATIENCE,
                    () -> assertThat(curl(second, node.viewers() + "/")).contains("<title>Ovation</title>"));

            assertThat(curl(authority, node.viewers() + "/")).contains("certificate");
            authority.issue(directory);
            Eventually.within(
                    PATIENCE,
                    () -> assertThat(curl(authority, node.viewers() + "/")
                                    + curl(authority, node.publishers() + "/videos/exchanged"))
                            .contains("<title>Ovation</title>", "\"likes\""));
            publish("/likes", "{\"video\":\"exchanged\"}");
            before.awaitEvent("likes");
        }
    }

    private static Watch watch(TestAuthority trusted, String video) {
        return watching(trusted).watch(stream(video), Optional.empty());
    }

    private static StreamClient watching(TestAuthority trusted, String... options) {
        List<String> all =
                new ArrayList<>(List.of("--cacert", trusted.certificate().toString()));
        all.addAll(List.of(options));
        return CurlClient.with(all.toArray(String[]::new));
    }

    private static StreamClient node(String script) {
        List<String> command = new ArrayList<>(List.of("env", "NODE_EXTRA_CA_CERTS=" + authority.certificate()));
        command.addAll(Clients.node(script));
        return new ScriptClient(command);
    }

    private static URI stream(String video) {
        return node.viewers().resolve("/v1/stream?topic=video:" + video);
    }

    private static void publish(String path, String body) {
        assertThat(curl(
                        authority,
                        node.publishers() + path,
                        "--data",
                        body,
                        "--header",
                        "Content-Type: application/json",
                        "--write-out",
                        "%{http_code}"))
                .endsWith("202");
    }

    private static String curl(TestAuthority trusted, String url, String... options) {
        List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error"));
        command.addAll(List.of("--cacert", trusted.certificate().toString()));
        command.addAll(List.of(options));
        command.add(url);
        return Program.run(command);
    }
}
