package io.ovation.systemtests.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import io.ovation.systemtests.harness.Stranger;
import io.ovation.systemtests.harness.Viewer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever goes wrong, and though everything is logged that can be. */
class SecretsStayOutOfLogsIT {

    private static final String OLD_SECRET = "old-secret-of-the-site-0123456789abcdef";
    private static final String STORE_PASSWORD = "password-of-the-store";
    private static final String MANAGEMENT_TOKEN = "of-the-operators-0123456789abcdefghi";

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @Test
    void whatIsSetAndWhatClientsPresent_isInNoLogAndNoMetric() throws IOException {
        Map<String, String> variables = new HashMap<>(Tokens.CLOSED);
        variables.put("OVATION_JWT_SECRET", Tokens.SECRET + ',' + OLD_SECRET);
        variables.put("OVATION_STORE_USER", "ovation");
        variables.put("OVATION_STORE_PASSWORD", STORE_PASSWORD);
        variables.put("OVATION_MANAGEMENT_TOKEN", MANAGEMENT_TOKEN);
        variables.put("OVATION_LOG_LEVEL", "DEBUG");
        NodeProcess node = nodes.demoWith(variables).awaitReady();
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("the secret", Tokens.SECRET);
        secrets.put("the secret before", OLD_SECRET);
        secrets.put("the password of the store", STORE_PASSWORD);
        secrets.put("the token of the operators", MANAGEMENT_TOKEN);

        presentEverywhere("a token", Tokens.viewer("ann"), node, secrets);
        presentEverywhere("an expired token", Tokens.viewer("ann", Duration.ofMinutes(-5)), node, secrets);
        String token = Tokens.viewer("ann");
        presentEverywhere("a forged token", token.substring(0, token.length() - 8) + "forgedAA", node, secrets);
        presentEverywhere("no token", "s3cr3t-that-is-no-token-at-all", node, secrets);
        presentTickets(node, secrets);
        watch(node, secrets);
        assertThat(new Api(node.publishers(), Tokens.service())
                        .post("/v1/revocations", Map.of("member", "ann"))
                        .status())
                .isEqualTo(200);
        presentEverywhere("a revoked token", Tokens.viewer("ann"), node, secrets);

        presentToOperators(node, secrets);

        List<String> said = new ArrayList<>(new Api(node.management(), MANAGEMENT_TOKEN)
                .get("/metrics")
                .text()
                .lines()
                .toList());
        assertThat(said).anyMatch(line -> line.startsWith("ovation_access_verifications_total"));
        node.terminate();
        said.addAll(node.log().lines());
        assertThat(said).as("everything is logged").anyMatch(line -> line.contains(" DEBUG "));
        assertAreNotIn(said, secrets);
    }

    @ParameterizedTest
    @CsvSource({
        "OVATION_JWT_SECRET, s3cr3t-too-short",
        "OVATION_JWT_JWKS, https://ovation:s3cr3t-of-the-issuer@issuer.example/jwks",
        "OVATION_STORE, jdbc:postgresql://127.0.0.1:1/ovation?user=ovation&password=s3cr3t-of-the-store",
        "OVATION_KV, redis://:s3cr3t of redis@127.0.0.1:1",
    })
    void whatIsWrong_isToldWithoutIt(String variable, String value) {
        NodeProcess node = nodes.demoWith(Map.of(variable, value, "OVATION_LOG_LEVEL", "DEBUG"));

        assertThat(node.awaitExit()).isNotZero();
        assertThat(node.log().lines()).isNotEmpty().noneMatch(line -> line.contains("s3cr3t"));
    }

    /** Where it belongs, and where somebody might put it by mistake. */
    private static void presentEverywhere(String what, String token, NodeProcess node, Map<String, String> secrets)
            throws IOException {
        String[] parts = token.split("\\.", -1);
        secrets.put(what, parts[parts.length - 1]);
        secrets.put("the claims of " + what, parts[parts.length / 2]);
        for (URI port : List.of(node.viewers(), node.publishers())) {
            for (String path : List.of("/v1/poll?topic=video:1", "/videos/1", "/v1/tickets", "/likes")) {
                say(port, "GET " + path, "Authorization: Bearer " + token);
                say(port, "GET " + path, "authorization: bearer " + token + "\r\nAuthorization: Bearer " + token);
                say(port, "GET " + path, "Authorization: Basic " + token);
                say(port, "GET " + path, "Authorization: " + token);
                say(port, "GET " + path, "Cookie: ovation_token=" + token);
                say(port, "GET " + path, "Cookie: ovation_token=" + token + "; ovation_token=\"x" + token);
                say(port, "POST " + path, "Authorization: Bearer " + token + "\r\nContent-Length: 0");
                say(port, "POST " + path, "Authorization: Bearer " + token + '\u0001');
                say(port, "BREW " + path, "Authorization: Bearer " + token);
            }
            say(port, "GET /v1/poll?topic=video:1&access_token=" + token, "Accept: */*");
            say(port, "GET /v1/poll?topic=" + token + "&ticket=" + token, "Accept: */*");
            say(port, "GET /v1/stream/" + token, "Accept: */*");
            say(port, "POST /v1/stream/" + token + "/token", "Content-Length: 0");
            say(port, "GET /v1/poll?topic=%" + token, "Last-Event-ID: " + token);
            say(port, "GET " + token, "Host : " + token);
            say(port, "GET /" + "x".repeat(30_000) + token, "Accept: */*");
            say(port, "GET /", "X-Long: " + "x".repeat(30_000) + token);
            say(port, "GET / " + token, "Accept: */*");
            for (String path : List.of("/likes", "/comments", "/v1/revocations", "/v1/stream/none/topics")) {
                say(port, "POST " + path, body("{\"token\":\"" + token + "\",\"member\":{}}", token));
                say(port, "POST " + path, body("{\"" + token + "\":\"" + token, token));
            }
        }
    }

    private static String body(String json, String token) {
        return "Authorization: Bearer " + token + "\r\nContent-Type: application/json\r\nIdempotency-Key: " + token
                + "\r\nContent-Length: " + json.length() + "\r\n\r\n" + json;
    }

    private static void presentTickets(NodeProcess node, Map<String, String> secrets) throws IOException {
        String ticket = new Api(node.viewers(), Tokens.viewer("bob"))
                .post("/v1/tickets", Map.of())
                .json()
                .path("ticket")
                .asText();
        secrets.put("a ticket", ticket.substring(ticket.lastIndexOf('.') + 1));
        for (int time = 0; time < 2; time++) {
            say(node.viewers(), "GET /v1/poll?topic=video:2&ticket=" + ticket, "Accept: */*");
        }
        say(node.viewers(), "GET /v1/poll?ticket=" + ticket + "&ticket=" + ticket, "Accept: */*");
        say(node.viewers(), "GET /v1/nothing?ticket=" + ticket, "Accept: */*");
    }

    private static void presentToOperators(NodeProcess node, Map<String, String> secrets) throws IOException {
        String wrong = "s3cr3t-that-is-not-the-operators-one";
        secrets.put("a wrong token of operators", wrong);
        for (String token : List.of(MANAGEMENT_TOKEN, wrong)) {
            for (String path :
                    List.of("/metrics", "/cluster/members", "/cluster/members/" + token, "/?token=" + token)) {
                say(node.management(), "GET " + path, "Authorization: Bearer " + token);
                say(node.management(), "GET " + path, "Authorization: Basic " + token);
                say(node.management(), "GET " + path, "Cookie: token=" + token);
                say(node.management(), "BREW " + path, "Authorization: Bearer " + token);
            }
        }
    }

    /** The id of a stream is a secret of its viewer. */
    private static void watch(NodeProcess node, Map<String, String> secrets) throws IOException {
        String token = Tokens.viewer("bob");
        try (Viewer viewer = Viewer.watchAs(token, node.viewers(), "video:1")) {
            String connection = viewer.connection();
            secrets.put("the id of a stream", connection.substring(connection.lastIndexOf('.') + 1));
            Api api = new Api(node.viewers(), token);
            assertThat(api.post("/v1/stream/" + connection + "/token", Map.of()).status())
                    .isEqualTo(200);
            assertThat(api.post("/v1/stream/" + connection + "/topics", Map.of("subscribe", List.of("presence:cid")))
                            .status())
                    .isEqualTo(403);
        }
    }

    private static void say(URI port, String methodAndTarget, String headers) throws IOException {
        String end = headers.contains("\r\n\r\n") ? "" : "\r\n\r\n";
        String request = methodAndTarget + " HTTP/1.1\r\nHost: " + port.getAuthority() + "\r\nConnection: close\r\n"
                + headers + end;
        Stranger.say(port.getHost(), port.getPort(), request.getBytes(ISO_8859_1));
    }

    private static void assertAreNotIn(List<String> said, Map<String, String> secrets) {
        secrets.forEach((what, secret) -> {
            assertThat(secret).as(what).hasSizeGreaterThan(7);
            assertThat(said.stream().filter(line -> line.contains(secret)))
                    .as(what)
                    .isEmpty();
        });
    }
}
