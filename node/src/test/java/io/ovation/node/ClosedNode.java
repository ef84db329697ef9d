package io.ovation.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.access.rights.Rights;
import io.ovation.access.rights.Role;
import io.ovation.access.rights.TopicPattern;
import io.ovation.access.token.TokenMaker;
import io.ovation.common.http.Json;
import io.ovation.common.settings.Secret;
import io.ovation.node.listening.Addresses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A node that lets in whoever has a token. It has a stream and a comment of ann's, and keeps out cid and one token of
 * ann's. Whoever has none reads one video.
 */
final class ClosedNode {

    static final String MANAGEMENT_TOKEN = "of-the-operators-0123456789abcdefghi";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final TokenMaker MAKER = makerOf(SECRET);
    private static final TokenMaker FORGER = makerOf("x".repeat(32));
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Node node;
    private final HttpResponse<InputStream> stream;
    private final String connection;
    private final String comment;
    private final String ofRevokedMember = token("cid", "*", Role.SERVICE);
    private final String revoked = token("ann", "*", Role.SERVICE);

    private ClosedNode(Node node) throws Exception {
        this.node = node;
        Optional<String> ann = Optional.of(token("ann", "video:1", Role.VIEWER));
        stream = ask("GET", viewers() + "/v1/stream?topic=video:1", "", ann);
        connection = connectionOf(stream);
        byte[] published = ask(
                        "POST", publishers() + "/comments", "{\"video\":\"1\",\"member\":\"ann\",\"text\":\"hi\"}", ann)
                .body()
                .readAllBytes();
        comment = Json.read(published).get("id").textValue();
        revoke("{\"member\":\"cid\"}");
        revoke("{\"token\":\"" + idOf(revoked) + "\"}");
    }

    static ClosedNode start(Path data) throws Exception {
        Config config = ConfigFactory.parseMap(Map.of(
                        "ovation.access.jwt.secret", SECRET,
                        "ovation.access.anonymous-read", List.of("video:public"),
                        "ovation.node.management-token", MANAGEMENT_TOKEN))
                .withFallback(TestConfig.of(data));
        return new ClosedNode(await(Node.start(EnumSet.allOf(io.ovation.common.protocol.Role.class), config)));
    }

    void stop() throws Exception {
        stream.body().close();
        await(node.stop());
    }

    String viewers() {
        return Addresses.url(node.addresses().viewer().orElseThrow());
    }

    String publishers() {
        return Addresses.url(node.addresses().publish().orElseThrow());
    }

    String management() {
        return Addresses.url(node.addresses().management());
    }

    /** The id of ann's stream. */
    String connection() {
        return connection;
    }

    /** The id of ann's comment. */
    String comment() {
        return comment;
    }

    static String token(String member, String pattern, Role role) {
        return MAKER.make(member, rights(pattern, role), Instant.now(), HOUR);
    }

    static String expired(String member, String pattern, Role role) {
        return MAKER.make(member, rights(pattern, role), Instant.now().minus(HOUR), Duration.ofMinutes(59));
    }

    static String forged(String member, String pattern, Role role) {
        return FORGER.make(member, rights(pattern, role), Instant.now(), HOUR);
    }

    String ofRevokedMember() {
        return ofRevokedMember;
    }

    String revokedToken() {
        return revoked;
    }

    private void revoke(String body) throws Exception {
        Optional<String> service = Optional.of(token("shop", "*", Role.SERVICE));
        assertThat(ask("POST", publishers() + "/v1/revocations", body, service).statusCode())
                .isEqualTo(200);
    }

    static HttpResponse<InputStream> ask(String method, String url, String body, Optional<String> token)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        token.ifPresent(known -> request.header("Authorization", "Bearer " + known));
        return HTTP.send(request.build(), BodyHandlers.ofInputStream());
    }

    private static String connectionOf(HttpResponse<InputStream> opened) throws IOException {
        assertThat(opened.statusCode()).isEqualTo(200);
        BufferedReader lines = new BufferedReader(new InputStreamReader(opened.body(), UTF_8));
        String line = lines.readLine();
        while (!line.contains("\"connection\"")) {
            line = lines.readLine();
        }
        return Json.read(line.substring("data:".length()).getBytes(UTF_8))
                .get("connection")
                .textValue();
    }

    private static String idOf(String token) {
        String claims = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
        return Json.read(Base64.getUrlDecoder().decode(claims)).get("jti").textValue();
    }

    private static TokenMaker makerOf(String secret) {
        return new TokenMaker(new Secret(secret), Optional.empty(), Optional.empty());
    }

    private static Rights rights(String pattern, Role role) {
        List<TopicPattern> topics = List.of(TopicPattern.parse(pattern));
        return new Rights(topics, topics, role);
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
