package io.ovation.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.Done;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.protocol.Role;
import io.ovation.loadtest.LoadTest;
import io.ovation.loadtest.command.ExitCode;
import io.ovation.node.environment.Configuration;
import io.ovation.node.environment.Environment;
import io.ovation.node.listening.Addresses;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A whole node in this JVM. */
class NodeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path data;

    @Test
    void node_answersOnEveryPortUntilItStops() throws Exception {
        Node node = start(TestConfig.of(data));
        InetSocketAddress viewer = node.addresses().viewer().orElseThrow();
        InetSocketAddress publish = node.addresses().publish().orElseThrow();
        InetSocketAddress management = node.addresses().management();

        assertThat(get(viewer, "/").body()).contains("<title>Ovation</title>");
        assertThat(get(publish, "/videos/42").body()).contains("\"likes\":{}");
        assertThat(get(management, "/ready").statusCode()).isEqualTo(200);
        assertThat(get(management, "/alive").statusCode()).isEqualTo(200);
        assertThat(get(management, "/cluster/members").body())
                .contains("\"Up\"", "frontend", "dispatcher", "likes-backend");
        assertThat(get(management, "/metrics").body())
                .contains(
                        "ovation_frontend_streams_open ",
                        "ovation_frontend_streams_opened_total ",
                        "jvm_memory_used_bytes");

        await(node.stop());

        await(node.whenStopped());
        for (InetSocketAddress closed : new InetSocketAddress[] {viewer, publish, management}) {
            assertThatThrownBy(() -> connect(closed)).isInstanceOf(ConnectException.class);
        }
        // Nor does it hold on to its data.
        await(start(TestConfig.of(data)).stop());
    }

    @Test
    void node_thatDrains_isAliveButNotReady() throws Exception {
        Node node = start(TestConfig.of(data, "ovation.frontend.drain.duration", "1 minute"));
        InetSocketAddress management = node.addresses().management();
        CompletionStage<Done> stopped;
        try (InputStream stream = HTTP.send(
                        request(node.addresses().viewer().orElseThrow(), "/v1/stream?topic=video:42"),
                        BodyHandlers.ofInputStream())
                .body()) {
            assertThat(stream.read()).isNotNegative();

            stopped = node.stop();

            assertThat(get(management, "/ready").statusCode()).isBetween(500, 599);
            assertThat(get(management, "/alive").statusCode()).isEqualTo(200);
        }
        // The one viewer has left by itself, so there is nothing to wait for.
        await(stopped);
    }

    @ParameterizedTest
    @CsvSource({
        "ovation.frontend.edge.port, OVATION_VIEWER_PORT",
        "ovation.likes.port, OVATION_PUBLISH_PORT",
        "akka.management.http.port, OVATION_MANAGEMENT_PORT",
        "akka.remote.artery.canonical.port, OVATION_REMOTING_PORT"
    })
    void node_whosePortIsTaken_saysWhichInOneLine(String key, String variable) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(failure(TestConfig.of(data, key, taken.getLocalPort())))
                    .isEqualTo("%s (%s) %d on 127.0.0.1 cannot be bound: Address already in use; choose another port"
                            .formatted(key, variable, taken.getLocalPort()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.99", "nowhere.invalid"})
    void node_thatIsToListenElsewhere_saysSoInOneLine(String host) {
        assertThat(failure(TestConfig.of(data, "ovation.bind-host", host)))
                .isEqualTo(
                        "ovation.frontend.edge.port (OVATION_VIEWER_PORT) 0 on %1$s cannot be bound: %1$s is no address"
                                        .formatted(host)
                                + " of this machine; see ovation.bind-host (OVATION_BIND_HOST)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void node_thatOthersReach_doesNotStartOpenUnlessThatIsSaid(String host) {
        assertThat(failure(TestConfig.of(data, "ovation.bind-host", host)))
                .isEqualTo("ovation.bind-host (OVATION_BIND_HOST) lets others than this machine reach viewers or"
                        + " publishers, and anybody could read and publish: set ovation.access.jwt.secret"
                        + " (OVATION_JWT_SECRET) or ovation.access.jwt.jwks (OVATION_JWT_JWKS) to close them, or"
                        + " ovation.access.mode (OVATION_ACCESS) to open if that is meant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void node_whoseManagementOthersReach_doesNotStartWithoutAToken(String host) {
        Map<String, String> variables = new HashMap<>(
                Map.of("OVATION_BIND_HOST", host, "OVATION_ACCESS", "open", "OVATION_DATA_DIR", data.toString()));
        for (String port : List.of("VIEWER", "PUBLISH", "MANAGEMENT", "REMOTING")) {
            variables.put("OVATION_" + port + "_PORT", "0");
        }
        Config config = Configuration.load(Environment.of(variables), ConfigFactory.empty());

        assertThat(failure(config))
                .isEqualTo(
                        "others than this machine can reach the management port, which would tell anybody"
                                + " everything: set ovation.node.management-token (OVATION_MANAGEMENT_TOKEN), or akka.management.http.bind-hostname to 127.0.0.1");
    }

    @Test
    void node_thatIsClosed_refusesWhoeverHasNoToken() throws Exception {
        Node node = start(TestConfig.of(data, "ovation.access.jwt.secret", "0123456789abcdef0123456789abcdef"));
        try {
            assertThat(node.access()).contains("closed: to those who have a token");
            assertThat(get(node.addresses().viewer().orElseThrow(), "/v1/poll?topic=video:1")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(get(node.addresses().publish().orElseThrow(), "/videos/1")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(get(node.addresses().management(), "/ready").statusCode())
                    .isEqualTo(200);
            Path nobodys = Files.writeString(data.resolve("nobodys"), "fedcba9876543210fedcba9876543210");
            assertThat(broadcast(node, nobodys)).isEqualTo(ExitCode.RUN_FAILED);
            Path secret = Files.writeString(data.resolve("secret"), "0123456789abcdef0123456789abcdef\n");
            assertThat(broadcast(node, secret)).isEqualTo(ExitCode.OK);
        } finally {
            await(node.stop());
        }
    }

    /** @return the exit code of a load test that signs its tokens with a secret */
    private static int broadcast(Node node, Path secret) {
        return new CommandLine(new LoadTest())
                .execute(
                        "broadcast",
                        "--viewers=3",
                        "--rate=10",
                        "--warm-up=200ms",
                        "--duration=1s",
                        "--max-p99=30s",
                        "--jwt-secret-file=" + secret,
                        "--viewer-url="
                                + Addresses.url(node.addresses().viewer().orElseThrow()),
                        "--publish-url="
                                + Addresses.url(node.addresses().publish().orElseThrow()));
    }

    @Test
    void node_whoseSettingIsWrong_saysWhichInOneLine() {
        assertThat(failure(TestConfig.of(data, "ovation.frontend.edge.max-streams", 0)))
                .isEqualTo("ovation.frontend.edge.max-streams must be from 1 to 2147483647, not 0");
        assertThat(failure(TestConfig.of(data, "ovation.likes.http.retraction", "maybe")))
                .contains("retraction has type STRING rather than BOOLEAN")
                .doesNotContain("\n");
        assertThat(failure(TestConfig.of(data, "ovation.dispatcher.lease", "soon")))
                .contains("lease")
                .doesNotContain("\n");
        assertThat(failure(TestConfig.of(data, "ovation.kv", "redis://:s3cret@host:port")))
                .startsWith("ovation.kv (OVATION_KV) must be ddata or redis://")
                .doesNotContain("s3cret", "\n");
    }

    @Test
    void node_whoseCertificateCannotBeUsed_saysWhichFileInOneLine() throws IOException {
        Path text = Files.writeString(data.resolve("text"), "hello");
        Map<String, Object> files =
                Map.of("ovation.edge.tls.certificate", "/none.pem", "ovation.edge.tls.key", text.toString());

        assertThat(failure(ConfigFactory.parseMap(files).withFallback(TestConfig.of(data))))
                .isEqualTo("ovation.edge.tls.certificate (OVATION_TLS_CERTIFICATE) is /none.pem: it cannot be read");
        assertThat(failure(TestConfig.of(data, "ovation.edge.tls.key", text.toString())))
                .isEqualTo("ovation.edge.tls.certificate (OVATION_TLS_CERTIFICATE) and ovation.edge.tls.key"
                        + " (OVATION_TLS_KEY) belong together: set both, or none");
    }

    @Test
    void node_thatKnowsNoLikesBackend_saysThatItWaitsForOne() throws Exception {
        Node node = await(Node.start(EnumSet.of(Role.DISPATCHER, Role.FRONTEND), TestConfig.of(data)));

        HttpResponse<String> ready = get(node.addresses().management(), "/ready");

        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.headers().firstValue("Retry-After")).contains("1");
        assertThat(ready.body()).contains("no likes backend has joined the cluster yet");
        await(node.stop());
    }

    @Test
    void node_startsNoThreadForWhatItIsAsked() throws Exception {
        Node node = start(TestConfig.of(data));
        String publishers = Addresses.url(node.addresses().publish().orElseThrow());
        askEverything(publishers, 10);
        long before = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();

        askEverything(publishers, 100);

        assertThat(ManagementFactory.getThreadMXBean().getTotalStartedThreadCount() - before)
                .as("threads started for 400 requests")
                .isLessThan(100);
        await(node.stop());
    }

    @Test
    void node_thatServesViewers_isReadyWithoutItsRedis() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        Node node = start(TestConfig.of(data, "ovation.kv", "redis://127.0.0.1:" + nobody));

        assertThat(get(node.addresses().management(), "/ready").statusCode()).isEqualTo(200);
        assertThat(get(node.addresses().management(), "/metrics").body())
                .contains("ovation_dispatcher_store_reachable 0.0");
        await(node.stop());
    }

    private static Node start(Config config) throws Exception {
        return await(Node.start(EnumSet.allOf(Role.class), config));
    }

    /** As {@link Launcher} would tell it. */
    private static String failure(Config config) {
        try {
            await(start(config).stop());
            throw new AssertionError("the node started");
        } catch (Exception e) {
            return Launcher.reason(e);
        }
    }

    private static void askEverything(String publishers, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            call(publishers + "/likes", "{\"video\":\"42\",\"reaction\":\"heart\"}");
            call(publishers + "/comments", "{\"video\":\"42\",\"member\":\"ann\",\"text\":\"hello\"}");
            call(publishers + "/videos/42", null);
            call(publishers + "/presence?member=ann", null);
        }
    }

    /** On this thread: the newer HTTP client would start threads of its own. */
    private static void call(String url, @Nullable String body) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        if (body != null) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body.getBytes(UTF_8));
            }
        }
        assertThat(connection.getResponseCode()).as(url).isBetween(200, 202);
        connection.getInputStream().readAllBytes();
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void connect(InetSocketAddress address) throws IOException {
        new Socket(address.getHostString(), address.getPort()).close();
    }

    private static HttpResponse<String> get(InetSocketAddress address, String path) throws Exception {
        return HTTP.send(request(address, path), BodyHandlers.ofString());
    }

    private static HttpRequest request(InetSocketAddress address, String path) {
        return HttpRequest.newBuilder(URI.create(Addresses.url(address) + path)).build();
    }
}
