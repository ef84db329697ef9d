package io.ovation.likes;

import static io.ovation.likes.ApiClient.assertProblem;
import static io.ovation.likes.ApiClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.access.rights.Rights;
import io.ovation.access.rights.Role;
import io.ovation.access.rights.TopicPattern;
import io.ovation.access.token.TokenMaker;
import io.ovation.common.log.Retraction;
import io.ovation.common.settings.Secret;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint where access is closed. */
class AccessIT {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final TokenMaker MAKER = new TokenMaker(new Secret(SECRET), Optional.empty(), Optional.empty());
    private static final Duration HOUR = Duration.ofHours(1);

    /** May read and write to one video, and nothing else. */
    private static final String ANN = token("ann", Role.VIEWER, "video:1");

    private static final String STRANGER = token("eve", Role.VIEWER, "video:other");
    private static final String MODERATOR = token("mod", Role.MODERATOR, "video:1");
    private static final String SERVICE = token("shop", Role.SERVICE, "*");

    /** What a member may do, and who may not. */
    private enum Endpoint {
        LIKES("POST", "/likes", "{'video':'1'}"),
        LIKES_OF_A_MEMBER("POST", "/likes", "{'video':'1','member':'ann'}"),
        LIKES_OF_AN_ARRAY("POST", "/likes", "[{'video':'1'},{'video':'1'}]"),
        COMMENTS("POST", "/comments", "{'video':'1','member':'ann','text':'hi'}"),
        TYPING("POST", "/typing", "{'video':'1','member':'ann'}"),
        PRESENCE("POST", "/presence", "{'member':'ann'}"),
        PRESENCES("GET", "/presence?member=ann", ""),
        PRESENCES_HEAD("HEAD", "/presence?member=ann", ""),
        VIDEO("GET", "/videos/1", ""),
        VIDEO_HEAD("HEAD", "/videos/1", "");

        private final String method;
        private final String path;
        private final String body;

        Endpoint(String method, String path, String body) {
            this.method = method;
            this.path = path;
            this.body = body.replace('\'', '"');
        }

        HttpResponse<byte[]> ask(Optional<String> token) throws Exception {
            return AccessIT.ask(method, path, body, token);
        }
    }

    @TempDir
    private static Path directory;

    private static BackendNode node;
    private static ApiClient api;

    @BeforeAll
    static void start() throws Exception {
        node = BackendNode.start(directory, "ovation.access { mode = closed, jwt.secret = \"" + SECRET + "\" }");
        api = new ApiClient(node.address());
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @BeforeEach
    void forgetWhatWasPublished() {
        node.forgetWhatWasPublished();
    }

    @ParameterizedTest
    @EnumSource
    void memberWithTheRight_isLetIn(Endpoint endpoint) throws Exception {
        assertThat(endpoint.ask(Optional.of(ANN)).statusCode()).isBetween(200, 299);
    }

    @ParameterizedTest
    @EnumSource
    void service_isLetIn(Endpoint endpoint) throws Exception {
        assertThat(endpoint.ask(Optional.of(SERVICE)).statusCode()).isBetween(200, 299);
    }

    @ParameterizedTest
    @EnumSource
    void memberWithoutTheRight_isRefused(Endpoint endpoint) throws Exception {
        assertForbidden(endpoint.ask(Optional.of(STRANGER)));
    }

    static Stream<Optional<String>> noTokens() {
        return Stream.of(
                Optional.empty(),
                Optional.of(""),
                Optional.of("nonsense"),
                Optional.of(ANN + "x"),
                Optional.of(MAKER.make(
                        "ann", rights(Role.SERVICE, "*"), Instant.now().minus(HOUR), Duration.ofMinutes(1))),
                Optional.of(new TokenMaker(new Secret("x".repeat(32)), Optional.empty(), Optional.empty())
                        .make("ann", rights(Role.SERVICE, "*"), Instant.now(), HOUR)));
    }

    @ParameterizedTest
    @MethodSource("noTokens")
    void whoeverHasNoValidToken_isRefusedEverywhereWithOneText(Optional<String> token) throws Exception {
        byte[] before = Endpoint.VIDEO.ask(Optional.of(SERVICE)).body();
        String text = new String(Endpoint.LIKES.ask(Optional.empty()).body(), UTF_8);
        for (Endpoint endpoint : Endpoint.values()) {
            HttpResponse<byte[]> response = endpoint.ask(token);

            assertThat(response.statusCode()).as(endpoint.name()).isEqualTo(401);
            assertThat(response.headers().allValues("WWW-Authenticate")).containsExactly("Bearer realm=\"ovation\"");
            if (!endpoint.method.equals("HEAD")) {
                assertThat(response.body()).asString().isEqualTo(text);
            }
        }
        assertThat(ask("DELETE", "/comments/none", "", token).statusCode()).isEqualTo(401);
        assertThat(Endpoint.VIDEO.ask(Optional.of(SERVICE)).body()).isEqualTo(before);
    }

    @Test
    void requestIsNotReadBeforeItIsKnownWhoMakesIt() throws Exception {
        assertThat(ask("POST", "/comments", "no JSON", Optional.empty()).statusCode())
                .isEqualTo(401);
        assertThat(ask("POST", "/comments", "no JSON", Optional.of(ANN)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void options_needNoToken() throws Exception {
        assertThat(ask("OPTIONS", "/comments", "", Optional.empty()).statusCode())
                .isEqualTo(204);
        assertThat(ask("GET", "/nothing", "", Optional.empty()).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/likes | {'video':'1','member':'bob'}",
                "/likes | [{'video':'1'},{'video':'2'}]",
                "/likes | [{'video':'1','member':'ann'},{'video':'1','member':'bob'}]",
                "/comments | {'video':'1','member':'bob','text':'hi'}",
                "/comments | {'video':'2','member':'ann','text':'hi'}",
                "/comments | {'conversation':'1','member':'ann','text':'hi'}",
                "/comments | {'video':'1','member':'ann','text':'hi','featured':true}",
                "/typing | {'video':'1','member':'bob'}",
                "/typing | {'conversation':'1','member':'ann'}",
                "/presence | {'member':'bob'}",
                "/presence | [{'member':'ann'},{'member':'bob'}]",
            })
    void onlyAService_publishesForOthersAndEverywhere(String path, String body) throws Exception {
        String json = body.replace('\'', '"');
        assertForbidden(ask("POST", path, json, Optional.of(ANN)));
        assertForbidden(ask("POST", path, json, Optional.of(MODERATOR)));
        assertThat(ask("POST", path, json, Optional.of(SERVICE)).statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({"/videos/2", "/presence?member=bob", "/presence?member=ann&member=bob"})
    void whatIsNotCovered_isNotRead(String path) throws Exception {
        assertForbidden(ask("GET", path, "", Optional.of(ANN)));
        assertThat(ask("GET", path, "", Optional.of(SERVICE)).statusCode()).isEqualTo(200);
    }

    @Test
    void comment_isTakenBackByItsMember() throws Exception {
        String id = comment("1", "ann");
        assertForbidden(delete(id, STRANGER));
        assertForbidden(delete(id, token("bob", Role.VIEWER, "video:1")));
        assertThat(delete(id, ANN).statusCode()).isEqualTo(202);
        assertThat(delete(id, ANN).statusCode()).as("again").isEqualTo(202);
    }

    @Test
    void comment_isTakenBackByAModeratorOfItsTopic() throws Exception {
        String here = comment("1", "ann");
        String elsewhere = comment("2", "ann");
        assertForbidden(delete(elsewhere, MODERATOR));
        assertThat(delete(here, MODERATOR).statusCode()).isEqualTo(202);
        assertThat(delete(elsewhere, SERVICE).statusCode()).isEqualTo(202);
    }

    @Test
    void retraction_isInTheNameOfWhoeverAsks() throws Exception {
        String id = comment("1", "ann");
        node.nextEntry();
        assertForbidden(delete(id + "?by=mod", ANN));
        assertThat(delete(id + "?by=ann", ANN).statusCode()).isEqualTo(202);
        assertThat(node.nextEntry().entry().body())
                .isInstanceOfSatisfying(
                        Retraction.class,
                        retraction -> assertThat(retraction.by()).isEqualTo("ann"));
    }

    @Test
    void commentThatIsNone_isNotToldApartFromThoseOfOthers() throws Exception {
        String others = comment("2", "bob");
        String none = "018f0000-0000-7000-8000-000000000000";
        for (String token : List.of(ANN, MODERATOR)) {
            assertThat(delete(none, token).body())
                    .isEqualTo(delete(others, token).body());
        }
        assertThat(delete(none, SERVICE).statusCode()).isEqualTo(404);
    }

    @Test
    void memberWhoIsRevoked_isKeptOut() throws Exception {
        String cid = token("cid", Role.VIEWER, "video:1");
        String body = "{\"video\":\"1\",\"member\":\"cid\",\"text\":\"hi\"}";
        assertThat(ask("POST", "/comments", body, Optional.of(cid)).statusCode())
                .isEqualTo(202);

        assertThat(revoke("{\"member\":\"cid\"}", SERVICE).statusCode()).isEqualTo(200);

        assertThat(ask("POST", "/comments", body, Optional.of(cid)).body())
                .isEqualTo(ask("POST", "/comments", body, Optional.empty()).body());
        assertThat(ask("POST", "/comments", body, Optional.of(SERVICE)).statusCode())
                .as("a service says it")
                .isEqualTo(202);
        assertThat(revoke("{\"member\":\"cid\",\"seconds\":0}", SERVICE).statusCode())
                .isEqualTo(200);
        assertThat(ask("POST", "/comments", body, Optional.of(cid)).statusCode())
                .isEqualTo(202);
    }

    @Test
    void revocation_isForServices() throws Exception {
        for (String token : List.of(ANN, MODERATOR, token("eve", Role.MODERATOR, "*"))) {
            assertForbidden(revoke("{\"member\":\"cid\"}", token));
        }
        assertThat(ask("POST", "/v1/revocations", "{\"member\":\"cid\"}", Optional.empty())
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{'member':'a','token':'b'}",
                "{'member':'a b'}",
                "{'token':''}",
                "{'token':'a\\u0000'}",
                "{'member':'a','seconds':-1}",
                "{'member':'a','seconds':1.5}",
                "{'member':'a','until':5}",
            })
    void revocation_thatIsNone_isRefused(String body) throws Exception {
        assertThat(revoke(body.replace('\'', '"'), SERVICE).statusCode()).isEqualTo(400);
    }

    private static HttpResponse<byte[]> revoke(String body, String token) throws Exception {
        return ask("POST", "/v1/revocations", body, Optional.of(token));
    }

    @Test
    void memberWhoCommentsTooOften_isToldToWait_andAServiceIsNot() throws Exception {
        String ivy = token("ivy", Role.VIEWER, "video:1");
        String body = "{\"video\":\"1\",\"member\":\"ivy\",\"text\":\"hi\"}";
        HttpResponse<byte[]> answer;
        int comments = -1;
        do {
            answer = ask("POST", "/comments", body, Optional.of(ivy));
            comments++;
        } while (answer.statusCode() == 202 && comments < 1_000);

        assertThat(comments).isGreaterThanOrEqualTo(20);
        assertProblem(answer, 429, "too-many-requests", "comments of this member");
        assertThat(answer.headers().firstValue("Retry-After"))
                .hasValueSatisfying(seconds -> assertThat(seconds).matches("[12]"));
        assertThat(ask("POST", "/comments", body, Optional.of(SERVICE)).statusCode())
                .isEqualTo(202);
        assertThat(ask("POST", "/typing", "{\"video\":\"1\",\"member\":\"ivy\"}", Optional.of(ivy))
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void cookie_isAToken_butNotForPagesOfOtherSites() throws Exception {
        HttpRequest.Builder like = api.postRequest("/likes", BodyPublishers.ofString("{\"video\":\"1\"}"))
                .header("Cookie", "ovation_token=" + ANN);
        assertThat(api.send(like.copy()).statusCode()).isEqualTo(202);
        String own = "http://" + node.address().getHostString() + ':'
                + node.address().getPort();
        assertThat(api.send(like.copy().header("Origin", own)).statusCode()).isEqualTo(202);
        assertThat(api.send(like.copy().header("Origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(401);
    }

    private static String comment(String video, String member) throws Exception {
        String body = "{\"video\":\"" + video + "\",\"member\":\"" + member + "\",\"text\":\"hi\"}";
        return json(ask("POST", "/comments", body, Optional.of(SERVICE)))
                .get("id")
                .textValue();
    }

    private static HttpResponse<byte[]> delete(String id, String token) throws Exception {
        return ask("DELETE", "/comments/" + id, "", Optional.of(token));
    }

    private static HttpResponse<byte[]> ask(String method, String path, String body, Optional<String> token)
            throws Exception {
        HttpRequest.Builder request = api.request(path)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        token.ifPresent(known -> request.header("Authorization", "Bearer " + known));
        return api.send(request);
    }

    private static void assertForbidden(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(403);
        if (response.body().length > 0) {
            assertProblem(response, 403, "forbidden", "the token does not give the right");
        }
    }

    private static String token(String member, Role role, String pattern) {
        return MAKER.make(member, rights(role, pattern), Instant.now(), HOUR);
    }

    private static Rights rights(Role role, String... patterns) {
        List<TopicPattern> topics =
                Arrays.stream(patterns).map(TopicPattern::parse).toList();
        return new Rights(topics, topics, role);
    }
}
