package io.ovation.frontend;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.access.rights.Rights;
import io.ovation.access.rights.Role;
import io.ovation.access.rights.TopicPattern;
import io.ovation.access.token.TokenMaker;
import io.ovation.common.settings.Secret;
import io.ovation.common.topic.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every endpoint where access is closed. */
@ExtendWith(NoLeaks.class)
class AccessIT {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final TokenMaker MAKER = new TokenMaker(new Secret(SECRET), Optional.empty(), Optional.empty());
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String ANN = token("ann", Role.VIEWER, "video:1");

    private static final String SERVICE = token("shop", Role.SERVICE, "*");
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private static final ScriptedTopics TOPICS = new ScriptedTopics();
    private static KeyPair issuer;
    private static FrontendNode node;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        issuer = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        RSAPublicKey key = (RSAPublicKey) issuer.getPublic();
        Path keys = Files.writeString(
                directory.resolve("jwks.json"),
                "{\"keys\":[{\"kty\":\"RSA\",\"n\":\""
                        + BASE64URL.encodeToString(key.getModulus().toByteArray()) + "\",\"e\":\""
                        + BASE64URL.encodeToString(key.getPublicExponent().toByteArray()) + "\"}]}");
        node = FrontendNode.start(
                TOPICS,
                "ovation.access { mode = closed, jwt { secret = \"" + SECRET + "\", jwks = \"" + keys
                        + "\" }, anonymous-read = [\"video:public\"] }");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/stream?topic=video:1",
                "GET /v1/stream?topic=video:1&member=ann",
                "GET /v1/stream?topic=video:1&topic=presence:ann",
                "GET /v1/stream",
                "GET /v1/poll?topic=video:1",
                "GET /v1/poll?topic=video:1&member=ann",
            })
    void memberWithTheRight_isLetIn(String request) throws Exception {
        assertThat(status(request, Optional.of(ANN))).isEqualTo(200);
        assertThat(status(request.replace("GET", "HEAD"), Optional.of(ANN))).isEqualTo(200);
        assertThat(status(request, Optional.of(SERVICE))).isEqualTo(200);
        assertThat(status(request, Optional.of(issued("ann")))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/stream?topic=video:2",
                "GET /v1/stream?topic=video:1&topic=video:2",
                "GET /v1/stream?topic=video:1&member=bob",
                "GET /v1/stream?topic=conversation:1",
                "GET /v1/stream?topic=presence:bob",
                "GET /v1/stream?member=bob",
                "GET /v1/poll?topic=video:2",
                "GET /v1/poll?topic=video:1&member=bob",
                "GET /v1/poll?topic=presence:bob",
            })
    void memberWithoutTheRight_isRefused(String request) throws Exception {
        assertThat(status(request, Optional.of(ANN))).isEqualTo(403);
        assertThat(status(request.replace("GET", "HEAD"), Optional.of(ANN))).isEqualTo(403);
        assertThat(status(request, Optional.of(issued("ann")))).isEqualTo(403);
        assertThat(status(request, Optional.of(SERVICE))).isEqualTo(200);
    }

    static Stream<Optional<String>> noTokens() {
        return Stream.of(
                Optional.empty(),
                Optional.of("nonsense"),
                Optional.of(ANN + 'x'),
                Optional.of(MAKER.make(
                        "ann", rights(Role.SERVICE, "*"), Instant.now().minus(HOUR), Duration.ofMinutes(1))),
                Optional.of(issued("ann").replaceFirst("\\.[^.]*$", ".AAAA")));
    }

    @ParameterizedTest
    @MethodSource("noTokens")
    void whoeverHasNoValidToken_isRefusedEverywhereWithOneText(Optional<String> token) throws Exception {
        String text = node.ask("GET /v1/poll?topic=video:1 HTTP/1.1\r\nHost: test\r\n\r\n")
                .body();
        for (String request : List.of("GET /v1/stream?topic=video:1", "GET /v1/poll?topic=video:1")) {
            RawClient.Answer answer = node.ask(request(request, token));

            assertThat(answer.status()).as(request).isEqualTo(401);
            assertThat(answer.headers()).containsEntry("www-authenticate", "Bearer realm=\"ovation\"");
            assertThat(answer.body()).isEqualTo(text).contains("urn:ovation:problem:unauthorized");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /", "GET /client.js", "GET /demo.json", "OPTIONS /v1/stream", "OPTIONS *"})
    void pagesAndOptions_needNoToken(String request) throws Exception {
        assertThat(status(request, Optional.empty())).isBetween(200, 204);
    }

    @Test
    void page_saysThatItIsClosed() throws Exception {
        assertThat(node.ask("GET /demo.json HTTP/1.1\r\nHost: test\r\n\r\n").body())
                .contains("\"access\":\"closed\"");
    }

    @Test
    void anonymousViewer_readsWhatIsPublicAlone() throws Exception {
        assertThat(status("GET /v1/stream?topic=video:public", Optional.empty()))
                .isEqualTo(200);
        assertThat(status("GET /v1/poll?topic=video:public", Optional.empty())).isEqualTo(200);
        assertThat(status("GET /v1/stream?topic=video:public&topic=video:1", Optional.empty()))
                .isEqualTo(401);
        assertThat(status("GET /v1/stream?topic=video:public&member=ann", Optional.empty()))
                .isEqualTo(401);
    }

    @Test
    void ticket_isForThoseWithATokenAlone() throws Exception {
        assertThat(status("POST /v1/tickets", Optional.empty())).isEqualTo(401);
        assertThat(status("POST /v1/tickets", Optional.of(ANN))).isEqualTo(201);
    }

    @Test
    void topics_areAddedWhereTheTokenCoversThem() throws Exception {
        try (ViewerStream viewer =
                ViewerStream.open(node.address(), request("GET /v1/stream?topic=video:1", Optional.of(ANN)))) {
            String connection = viewer.next("open").get("connection").textValue();
            viewer.next("snapshot");

            assertThat(change(connection, "{\"subscribe\":[\"video:2\"]}", Optional.of(ANN)))
                    .isEqualTo(403);
            assertThat(change(connection, "{\"subscribe\":[\"video:1\",\"video:2\"]}", Optional.of(ANN)))
                    .isEqualTo(403);
            for (Optional<String> token : List.of(Optional.<String>empty(), Optional.of("nonsense"))) {
                assertThat(change(connection, "{\"subscribe\":[\"presence:ann\"]}", token))
                        .isEqualTo(401);
            }
            assertThat(change(connection, "{\"subscribe\":[\"presence:ann\"]}", Optional.of(ANN)))
                    .isEqualTo(200);
            assertThat(viewer.next("presence").get("topic").textValue()).isEqualTo("presence:ann");
        }
    }

    /** Whoever asks may have a token that covers more, and that ends sooner. */
    @Test
    void topicsThatTheStreamsOwnTokenDoesNotCover_areRefused_untilItIsRenewed() throws Exception {
        try (ViewerStream viewer =
                ViewerStream.open(node.address(), request("GET /v1/stream?topic=video:1", Optional.of(ANN)))) {
            String connection = viewer.next("open").get("connection").textValue();
            Optional<String> wider = Optional.of(token("ann", Role.VIEWER, "video:*"));
            String wanted = "{\"subscribe\":[\"video:2\"]}";

            assertThat(change(connection, wanted, wider)).isEqualTo(403);
            assertThat(status("POST /v1/stream/" + connection + "/token", wider))
                    .isEqualTo(200);
            assertThat(change(connection, wanted, wider)).isEqualTo(200);
        }
    }

    /** Else it would go on when the rights of whoever asks have ended. */
    @Test
    void topicsOfAStreamOfSomebodyElse_areNotChanged() throws Exception {
        String wanted = "{\"subscribe\":[\"video:1\"]}";
        try (ViewerStream ann = ViewerStream.open(node.address(), request("GET /v1/stream", Optional.of(ANN)));
                ViewerStream anybody = ViewerStream.open(
                        node.address(), request("GET /v1/stream?topic=video:public", Optional.empty()))) {
            String ofAnn = ann.next("open").get("connection").textValue();
            String ofAnybody = anybody.next("open").get("connection").textValue();

            assertThat(change(ofAnn, wanted, Optional.of(token("bob", Role.VIEWER, "video:1"))))
                    .isEqualTo(404);
            assertThat(change(ofAnybody, wanted, Optional.of(ANN))).isEqualTo(404);
            assertThat(change(ofAnn, wanted, Optional.of(ANN))).isEqualTo(200);
            assertThat(change(ofAnybody, "{\"unsubscribe\":[\"video:public\"]}", Optional.empty()))
                    .isEqualTo(200);
        }
    }

    @Test
    void streamOfAnIssuersToken_getsWhatIsSaid() throws Exception {
        try (ViewerStream viewer = ViewerStream.open(
                        node.address(), request("GET /v1/stream?topic=video:1", Optional.of(issued("bob"))))
                .settled()) {
            TOPICS.say(Topic.video("1"), "ann", "hi");
            assertThat(viewer.next("comment").get("text").textValue()).isEqualTo("hi");
        }
    }

    /** The issuer's signatures are verified elsewhere, and take longer than what follows. */
    @Test
    void answers_leaveInTheOrderOfTheRequests() throws Exception {
        String slow = request("GET /v1/stream?topic=video:2", Optional.of(issued("cid")));
        String quick = request("GET /nothing", Optional.empty());
        try (RawClient client = node.connect()) {
            client.send(slow + quick + slow + quick);
            assertThat(List.of(
                            client.readAnswer().status(),
                            client.readAnswer().status(),
                            client.readAnswer().status(),
                            client.readAnswer().status()))
                    .containsExactly(403, 404, 403, 404);
        }
    }

    @Test
    void cookie_isATokenForPagesOfTheOwnOrigin() throws Exception {
        String poll =
                "GET /v1/poll?topic=video:1 HTTP/1.1\r\nHost: test:80\r\nCookie: a=b; ovation_token=" + ANN + "\r\n";
        assertThat(node.ask(poll + "\r\n").status()).isEqualTo(200);
        assertThat(node.ask(poll + "Origin: http://test:80\r\n\r\n").status()).isEqualTo(200);
        assertThat(node.ask(poll + "Sec-Fetch-Site: same-origin\r\n\r\n").status())
                .isEqualTo(200);
        assertThat(node.ask(poll + "Origin: https://evil.example\r\n\r\n").status())
                .isEqualTo(401);
        assertThat(node.ask(poll + "Sec-Fetch-Site: cross-site\r\n\r\n").status())
                .isEqualTo(401);
    }

    @Test
    void tokenInTheQuery_isNoToken() throws Exception {
        String request = "GET /v1/poll?topic=video:1&access_token=" + ANN;
        assertThat(status(request, Optional.of(ANN))).isEqualTo(400);
        assertThat(status(request, Optional.empty())).isEqualTo(400);
    }

    @Test
    void memberWhoAsksTooOften_isToldToWait() throws Exception {
        String busy = token("busy", Role.VIEWER, "video:1");
        try (RawClient client = node.connect()) {
            RawClient.Answer answer;
            int tickets = -1;
            do {
                answer = client.send(request("POST /v1/tickets", Optional.of(busy)))
                        .readAnswer();
                tickets++;
            } while (answer.status() == 201 && tickets < 2_000);

            assertThat(tickets).isGreaterThanOrEqualTo(200);
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.body()).contains("urn:ovation:problem:too-many-requests");
            assertThat(answer.headers().get("retry-after")).matches("[12]");
        }
        assertThat(status("POST /v1/tickets", Optional.of(ANN))).isEqualTo(201);
    }

    private static int status(String request, Optional<String> token) throws Exception {
        try (RawClient client = node.connect()) {
            return client.send(request(request, token)).readAnswerToHead().status();
        }
    }

    private static int change(String connection, String body, Optional<String> token) throws Exception {
        String head = request("POST /v1/stream/" + connection + "/topics", token);
        return node.ask(head.substring(0, head.length() - 2) + "Content-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .status();
    }

    private static String request(String methodAndTarget, Optional<String> token) {
        return methodAndTarget + " HTTP/1.1\r\nHost: test\r\n"
                + token.map(known -> "Authorization: Bearer " + known + "\r\n").orElse("") + "\r\n";
    }

    private static String token(String member, Role role, String pattern) {
        return MAKER.make(member, rights(role, pattern), Instant.now(), HOUR);
    }

    private static Rights rights(Role role, String... patterns) {
        List<TopicPattern> topics =
                Arrays.stream(patterns).map(TopicPattern::parse).toList();
        return new Rights(topics, topics, role);
    }

    private static String issued(String member) {
        String claims = "{\"sub\":\"" + member + "\",\"exp\":" + (Instant.now().getEpochSecond() + 3600) + ",\"jti\":\""
                + System.nanoTime() + "\",\"ovation\":{\"read\":[\"video:1\"]}}";
        String content = encode("{\"alg\":\"RS256\"}") + '.' + encode(claims);
        try {
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(issuer.getPrivate());
            signer.update(content.getBytes(US_ASCII));
            return content + '.' + BASE64URL.encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return BASE64URL.encodeToString(text.getBytes(UTF_8));
    }
}
