package io.ovation.frontend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.event.Event;
import io.ovation.common.http.Json;
import io.ovation.common.topic.Topic;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a client sends is answered with a failure of ours, or felt by the viewer beside it. */
@ExtendWith(NoLeaks.class)
class BadInputIT {

    private static final String TOPICS_PATH = "/v1/stream/node.0.AAAAAAAAAAAAAAAAAAAAAA/topics";
    private static final Topic HEALTHY = Topic.video("healthy");
    private static final ScriptedTopics TOPICS = new ScriptedTopics();
    private static FrontendNode node;
    private static ViewerStream healthy;

    @BeforeAll
    static void start() throws Exception {
        node = FrontendNode.start(TOPICS, "");
        healthy = node.watch("topic=" + HEALTHY).settled();
    }

    @AfterAll
    static void stop() throws IOException {
        healthy.close();
        node.close();
    }

    @AfterEach
    void theViewerBesideIt_keepsReceiving() throws IOException {
        TOPICS.deliver(HEALTHY, new Event.Viewers(1));
        healthy.next("viewers");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /v1/stream?topics=video:cats                        | unknown parameter 'topics'
            /v1/stream?topic=video:cats&Member=ann              | unknown parameter 'Member'
            /v1/stream?topic=                                   | must start with 'video:'
            /v1/stream?topic=cats                               | must start with 'video:'
            /v1/stream?topic=movie:cats                         | must start with 'video:'
            /v1/stream?topic=video:                             | 1 to 128 characters
            /v1/stream?topic=video:c%20t                        | 1 to 128 characters
            /v1/stream?topic=video:%E2%82%AC                    | 1 to 128 characters
            /v1/stream?topic=video:..                           | must not be '.' or '..'
            /v1/stream?topic=presence:%2E                       | must not be '.' or '..'
            /v1/stream?topic=video:cats&member=..               | must not be '.' or '..'
            /v1/stream?topic=video:cats&topic=video:%00         | 1 to 128 characters
            /v1/stream?topic=video:cats&member=                 | member id
            /v1/stream?topic=video:cats&member=a%2Fb            | member id
            /v1/stream?topic=video:%zz                          | has a '%' that two
            /v1/stream?topic=video:cats%                        | has a '%' that two
            /%zz                                                | has a '%' that two
            """)
    void badParameters_areInvalid(String uri, String detail) throws IOException {
        assertProblem(get(uri), 400, detail);
    }

    @Test
    void idPastTheLimit_isInvalidAndEchoedInPartOnly() throws IOException {
        RawClient.Answer answer = get("/v1/stream?topic=video:" + "x".repeat(2_000));

        assertProblem(answer, 400, "1 to 128 characters");
        assertThat(answer.body()).hasSizeLessThan(500);
    }

    @Test
    void tooManyTopics_areInvalid() throws IOException {
        StringBuilder uri = new StringBuilder("/v1/stream?topic=video:0");
        for (int topic = 1; topic <= 100; topic++) {
            uri.append("&topic=video:").append(topic);
        }

        assertProblem(get(uri.toString()), 400, "at most 100 topics");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/v1",
                "/v1/streams",
                "/v1/stream/",
                "/v1/stream/x",
                "/v1/stream/a/b/topics",
                "/no-such-page.js",
                "/..",
                "/../reference.conf",
                "/%2e%2e/reference.conf",
                "/..%2freference.conf",
                "/web/index.html",
                "/index.html/",
                "//etc/passwd",
                "/INDEX.HTML",
                "/\\..\\reference.conf"
            })
    void unknownPaths_areNotFound(String path) throws IOException {
        assertProblem(get(path), 404, "/v1/stream");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/stream?topic=video:cats, 'GET, HEAD, OPTIONS'",
        "DELETE, /v1/stream?topic=video:cats, 'GET, HEAD, OPTIONS'",
        "GET, " + TOPICS_PATH + ", 'POST, OPTIONS'",
        "HEAD, " + TOPICS_PATH + ", 'POST, OPTIONS'",
        "PUT, " + TOPICS_PATH + ", 'POST, OPTIONS'",
        "POST, /, 'GET, HEAD, OPTIONS'"
    })
    void wrongMethods_areToldTheRightOne(String method, String uri, String allowed) throws IOException {
        try (RawClient client = send(method + " " + uri + " HTTP/1.1\r\nHost: test\r\nContent-Length: 0\r\n\r\n")) {
            RawClient.Answer answer = method.equals("HEAD") ? client.readAnswerToHead() : client.readAnswer();
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.headers())
                    .containsEntry("allow", allowed)
                    .containsEntry("content-type", "application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Content-Type: text/plain\r\n", "Content-Type: application/jsonp\r\n", "Content-Type: ;\r\n"
            })
    void bodiesThatAreNotJson_areUnsupported(String header) throws IOException {
        assertProblem(post(header, "{}"), 415, "application/json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                          | empty
            {                                           | not JSON
            {}{}                                        | not JSON
            nonsense                                    | not JSON
            {"subscribe":[],"subscribe":[]}             | not JSON
            []                                          | object is expected
            null                                        | object is expected
            7                                           | object is expected
            {"subscribed":[]}                           | unknown field 'subscribed'
            {"subscribe":"video:cats"}                  | 'subscribe' must be an array
            {"subscribe":[7]}                           | 'subscribe' must be an array of text
            {"unsubscribe":[null]}                      | 'unsubscribe' must be an array of text
            {"unsubscribe":{}}                          | 'unsubscribe' must be an array
            {"subscribe":["cats"]}                      | must start with 'video:'
            {"subscribe":["video:c/t"]}                 | 1 to 128 characters
            """)
    void badBodies_areInvalid(String body, String detail) throws IOException {
        assertProblem(post("Content-Type: application/json\r\n", body), 400, detail);
    }

    @Test
    void tooManyTopicsInABody_areInvalid() throws IOException {
        String body = "{\"subscribe\":[" + "\"video:1\",".repeat(100) + "\"video:1\"]}";

        assertProblem(post("Content-Type: application/json\r\n", body), 400, "at most 100 entries, not 101");
    }

    @Test
    void brokenUtf8_isInvalid() throws IOException {
        assertProblem(
                post("Content-Type: application/json\r\n", "{\"subscribe\":[\"video:\u00ff\u00fe\"]}"),
                400,
                "not UTF-8 from byte 22 on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "node.0.short", "node.0.AAAAAAAAAAAAAAAAAAAAAA"})
    void unknownConnections_areNotFound(String connection) throws IOException {
        String request = postTo("/v1/stream/" + connection + "/topics", "Content-Type: application/json\r\n", "{}");
        try (RawClient client = send(request)) {
            assertProblem(client.readAnswer(), 404, "no such connection");
        }
    }

    @Test
    void oversizedBody_isRefused() throws IOException {
        assertProblem(post("Content-Type: application/json\r\n", " ".repeat(4_097)), 413, "4096 bytes");
    }

    @Test
    void oversizedBody_isRefusedBeforeItIsSent() throws IOException {
        try (RawClient client =
                send("POST " + TOPICS_PATH + " HTTP/1.1\r\nHost: test\r\nContent-Length: 1000000000000\r\n\r\n")) {
            assertProblem(client.readAnswer(), 413, "4096 bytes");
        }
    }

    @Test
    void oversizedBody_isRefusedToClientsThatAskBeforehand() throws IOException {
        try (RawClient client = send("POST " + TOPICS_PATH
                + " HTTP/1.1\r\nHost: test\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n")) {
            assertProblem(client.readAnswer(), 413, "4096 bytes");
        }
    }

    @Test
    void oversizedBodyInChunks_isRefused() throws IOException {
        String chunk = "400\r\n" + " ".repeat(1_024) + "\r\n";
        try (RawClient client = send("POST " + TOPICS_PATH
                + " HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunk.repeat(5))) {
            assertProblem(client.readAnswer(), 413, "4096 bytes");
        }
    }

    @Test
    void oversizedRequestLine_isRefused() throws IOException {
        assertProblem(get("/v1/stream?topic=" + "x".repeat(30_000)), 414, "24576 bytes");
    }

    @Test
    void oversizedHeaders_areRefused() throws IOException {
        try (RawClient client = send("GET / HTTP/1.1\r\nHost: test\r\nX-Large: " + "x".repeat(20_000) + "\r\n\r\n")) {
            assertProblem(client.readAnswer(), 431, "16384 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET /\r\n\r\n",
                "GET / HTTP/9.9.9\r\n\r\n",
                "GET / HTTP/1.1\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: test\r\nContent-Length: -1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: test\r\nContent-Length: many\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: test\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
                "GET / HTTP/1.1\r\nHost: test\r\nBad Header: x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\nnot a length\r\n"
            })
    void whatIsNotHttp_isMalformed(String request) throws IOException {
        try (RawClient client = send(request)) {
            assertProblem(client.readAnswer(), 400, "not an HTTP/1.1 request");
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void garbage_isAnsweredOrClosed() throws IOException {
        Random random = new Random(42);
        for (int i = 0; i < 50; i++) {
            byte[] garbage = new byte[1 + random.nextInt(40_000)];
            random.nextBytes(garbage);
            garbage[garbage.length - 1] = '\n';
            assertAnsweredOrClosed(garbage);
        }
    }

    @Test
    void tlsHello_isAnsweredOrClosed() throws IOException {
        byte[] hello = new byte[517];
        System.arraycopy(new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3}, 0, hello, 0, 11);

        assertAnsweredOrClosed(hello);
    }

    private static void assertAnsweredOrClosed(byte[] bytes) throws IOException {
        try (RawClient client = node.connect()) {
            String answer;
            try {
                answer = client.send(bytes).readToEnd();
            } catch (SocketTimeoutException e) {
                throw new AssertionError("neither answered nor closed", e);
            } catch (SocketException closedWhileSending) {
                answer = "";
            }
            assertThat(answer)
                    .satisfiesAnyOf(
                            closed -> assertThat(closed).isEmpty(),
                            problem ->
                                    assertThat(problem).startsWith("HTTP/1.1 4").contains("application/problem+json"));
        }
    }

    @Test
    void requestThatDrips_isClosedInTime() throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        try (RawClient client = send("GET / HTTP/1.1\r\nX-Slow: ")) {
            while (System.nanoTime() < end && client.readsNothingWithin(Duration.ofMillis(50))) {
                client.send("x");
            }
        } catch (SocketException reset) {
            // Closed, too.
        }
        assertThat(System.nanoTime()).isLessThan(end);
    }

    @Test
    void clientThatLeavesInTheMiddle_isForgotten() throws IOException {
        send("POST " + TOPICS_PATH + " HTTP/1.1\r\nHost: test\r\nContent-Length: 100\r\n\r\n{\"subscribe\":")
                .close();
        send("GET /v1/stream?topic=video:gone HTTP/1.1\r\nHost: test\r\n\r\n").close();
        send(postTo(TOPICS_PATH, "Content-Type: application/json\r\n", "{}")).close();
    }

    @Test
    void connection_staysUsableAfterARefusal() throws IOException {
        try (RawClient client = send("GET /nothing HTTP/1.1\r\nHost: test\r\n\r\n")) {
            assertThat(client.readAnswer().status()).isEqualTo(404);
            client.send(postTo(TOPICS_PATH, "Content-Type: application/json\r\n", "{"));
            assertThat(client.readAnswer().status()).isEqualTo(400);
            client.send("GET /v1/stream?topics=video:late HTTP/1.1\r\nHost: test\r\n\r\n");
            assertThat(client.readAnswer().status()).isEqualTo(400);
            ViewerStream.open(client, "GET /v1/stream?topic=video:late HTTP/1.1\r\nHost: test\r\n\r\n")
                    .settled();
        }
    }

    private static RawClient send(String request) throws IOException {
        return RawClient.connect(node.address()).send(request);
    }

    private static RawClient.Answer get(String uri) throws IOException {
        try (RawClient client = send("GET " + uri + " HTTP/1.1\r\nHost: test\r\n\r\n")) {
            return client.readAnswer();
        }
    }

    private static RawClient.Answer post(String header, String body) throws IOException {
        try (RawClient client = send(postTo(TOPICS_PATH, header, body))) {
            return client.readAnswer();
        }
    }

    private static String postTo(String path, String header, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: test\r\n" + header + "Content-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private static void assertProblem(RawClient.Answer answer, int status, String detail) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers())
                .containsEntry("content-type", "application/problem+json")
                .containsEntry("access-control-allow-origin", "*");
        JsonNode problem = Json.read(answer.body().getBytes(UTF_8));
        assertThat(problem.get("type").textValue()).startsWith("urn:ovation:problem:");
        assertThat(problem.get("title").textValue()).isNotBlank();
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("detail").textValue()).contains(detail);
    }
}
