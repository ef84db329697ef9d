package io.ovation.frontend.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.frontend.FrontendNode;
import io.ovation.frontend.NoLeaks;
import io.ovation.frontend.RawClient;
import io.ovation.frontend.ScriptedTopics;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110, section 9. */
@ExtendWith(NoLeaks.class)
class MethodConformanceIT {

    private static final String HOST = " HTTP/1.1\r\nHost: test\r\n\r\n";
    private static FrontendNode node;

    @BeforeAll
    static void start() throws Exception {
        node = FrontendNode.start(new ScriptedTopics(), "");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BREW", "get", "PROPFIND", "GETGETGETGETGETGETGETGETGETGET"})
    void unknownMethod_gets501(String method) throws IOException {
        RawClient.Answer answer = node.ask(method + " /test-page.js" + HOST);

        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.body()).contains("urn:ovation:problem:not-implemented");
    }

    @Test
    void connect_isRefused() throws IOException {
        RawClient.Answer answer = node.ask("CONNECT test:443 HTTP/1.1\r\nHost: test:443\r\n\r\n");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("allow", "GET, HEAD, POST, OPTIONS");
    }

    @Test
    void trace_isRefused() throws IOException {
        RawClient.Answer answer = node.ask("TRACE /test-page.js HTTP/1.1\r\nHost: test\r\nCookie: secret\r\n\r\n");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsKey("allow");
        assertThat(answer.body()).doesNotContain("secret", "test-page");
    }

    @Test
    void optionsAsterisk_isAnswered() throws IOException {
        RawClient.Answer answer = node.ask("OPTIONS *" + HOST);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers())
                .containsEntry("allow", "GET, HEAD, POST, OPTIONS")
                .doesNotContainKey("content-length");
    }

    @ParameterizedTest
    @CsvSource({
        "/, 'GET, HEAD, OPTIONS'",
        "/v1/stream, 'GET, HEAD, OPTIONS'",
        "/v1/poll, 'GET, HEAD, OPTIONS'",
        "/v1/stream/any/topics, 'POST, OPTIONS'",
        "http://test/v1/poll, 'GET, HEAD, OPTIONS'"
    })
    void options_namesMethods(String target, String allowed) throws IOException {
        RawClient.Answer answer = node.ask("OPTIONS " + target + HOST);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers()).containsEntry("allow", allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/test-page.js",
                "/demo.json",
                "/nothing",
                "/v1/stream?topic=video:head",
                "/v1/stream?topics=video:head",
                "/v1/poll?topic=video:head",
                "/v1/poll"
            })
    void head_isServedWhereGetIs(String target) throws IOException {
        try (RawClient client = node.connect()) {
            RawClient.Answer head = client.send("HEAD " + target + HOST).readAnswerToHead();
            // The next bytes are those of the next answer.
            RawClient.Answer page = client.send("GET /test-page.js" + HOST).readAnswer();
            RawClient.Answer get = headOf("GET " + target + HOST);

            assertThat(head.status()).isEqualTo(get.status());
            assertThat(head.headers())
                    .containsEntry("content-type", get.headers().get("content-type"));
            assertThat(page.body()).startsWith("export");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/test-page.js", "/demo.json", "/nothing", "/v1/stream?topics=video:head"})
    void headLength_isThatOfGet(String target) throws IOException {
        try (RawClient client = node.connect()) {
            assertThat(client.send("HEAD " + target + HOST)
                            .readAnswerToHead()
                            .headers()
                            .get("content-length"))
                    .isEqualTo(node.ask("GET " + target + HOST).headers().get("content-length"));
        }
    }

    @Test
    void headOfStream_opensNone() throws Exception {
        try (FrontendNode small = FrontendNode.start(new ScriptedTopics(), "ovation.frontend.edge.max-streams = 1");
                RawClient stream = small.connect();
                RawClient poll = small.connect()) {
            assertThat(stream.send("HEAD /v1/stream?topic=video:a" + HOST)
                            .readAnswerToHead()
                            .status())
                    .isEqualTo(200);
            assertThat(poll.send("HEAD /v1/poll?topic=video:a" + HOST)
                            .readAnswerToHead()
                            .status())
                    .isEqualTo(200);

            small.watch("topic=video:a").settled().close();
        }
    }

    private static RawClient.Answer headOf(String request) throws IOException {
        try (RawClient client = node.connect()) {
            return client.send(request).readAnswerToHead();
        }
    }
}
