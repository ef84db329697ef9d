package io.ovation.frontend.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.topic.Topic;
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

/** RFC 9112, sections 2.3 and 3; RFC 3986. */
@ExtendWith(NoLeaks.class)
class RequestLineConformanceIT {

    private static final String PAGE = "GET /test-page.js ";
    private static final ScriptedTopics TOPICS = new ScriptedTopics();
    private static FrontendNode node;

    @BeforeAll
    static void start() throws Exception {
        node = FrontendNode.start(TOPICS, "");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PAGE + "HTTP/1.1\r\n\r\n",
                PAGE + "HTTP/1.2\r\n\r\n",
                PAGE + "HTTP/1.1\r\nHost: test\r\nHost: test\r\n\r\n",
                PAGE + "HTTP/1.0\r\nHost: test\r\nHost: other\r\n\r\n",
                PAGE + "HTTP/1.1\r\nHost: a b\r\n\r\n",
                PAGE + "HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
                PAGE + "HTTP/1.1\r\nHost: user@test\r\n\r\n",
                PAGE + "HTTP/1.1\r\nHost: test:port\r\n\r\n",
                PAGE + "HTTP/1.0\r\nHost: test/\r\n\r\n",
                "GET http://test/test-page.js HTTP/1.1\r\n\r\n",
                "POST /v1/stream/x/topics HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}"
            })
    void host_isRequiredOnce(String request) throws IOException {
        assertRefusedAndClosed(request, 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PAGE + "HTTP/1.1\r\nHost: test\r\n\r\n",
                PAGE + "HTTP/1.1\r\nHost: \r\n\r\n",
                PAGE + "HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
                PAGE + "HTTP/1.0\r\n\r\n",
                PAGE + "HTTP/1.0\r\nHost: test\r\n\r\n",
                PAGE + "HTTP/1.2\r\nHost: test\r\n\r\n"
            })
    void hostAsItShouldBe_isServed(String request) throws IOException {
        assertThat(node.ask(request).status()).isEqualTo(200);
    }

    @Test
    void absoluteForm_isServed() throws IOException {
        TOPICS.say(Topic.video("a"), "ann", "hi");

        RawClient.Answer answer = node.ask("GET http://any/v1/poll?topic=video:a HTTP/1.1\r\nHost: any\r\n\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"text\":\"hi\"");
    }

    @Test
    void absoluteForm_winsOverHost() throws IOException {
        assertThat(node.ask("GET HTTP://any:8080/test-page.js HTTP/1.1\r\nHost: other\r\n\r\n")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/2.0, 505",
        "HTTP/3.0, 505",
        "HTTP/0.9, 505",
        "HTTP/1.10, 400",
        "HTTP/01.1, 400",
        "HTTPS/1.1, 400",
        "ICY/1.1, 400"
    })
    void version_isJudged(String version, int status) throws IOException {
        assertRefusedAndClosed(PAGE + version + "\r\nHost: test\r\n\r\n", status);
    }

    @Test
    void preface_ofHttp2IsToldThatItIsNotSpokenHere() throws IOException {
        assertRefusedAndClosed("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/test-page.js#top", "/test-page.js?a#top", "http://test#top", "#top"})
    void fragment_gets400(String target) throws IOException {
        assertThat(get(target).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test-page.js",
                "*",
                "test:80",
                "http:///test-page.js",
                "http://:80/test-page.js",
                "http://user@test/",
                "http://te st/",
                "ftp://test/",
                "/test-page.js?%",
                "/test-page.js?a=%4",
                "/test-page.js?a=%C0%AF",
                "/test%zz",
                "/t\u00e9st-page.js",
                "/test-page.js?\u0001"
            })
    void invalidTargets_get400(String target) throws IOException {
        assertThat(get(target).status()).isEqualTo(400);
    }

    @Test
    void httpsTargetOverPlain_gets421() throws IOException {
        assertThat(get("https://test/test-page.js").status()).isEqualTo(421);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%2e%2e/reference.conf", "/./test-page.js", "/web/../test-page.js", "/%2Ftest-page.js"})
    void dotSegments_reachNothing(String target) throws IOException {
        assertThat(get(target).status()).isEqualTo(404);
    }

    @Test
    void encodedLetters_areThoseLetters() throws IOException {
        assertThat(get("/%74est%2Dpage.js").status()).isEqualTo(200);
    }

    @Test
    void eightThousandOctets_areServed() throws IOException {
        assertThat(get("/test-page.js?" + "x".repeat(8_000)).status()).isEqualTo(200);
    }

    @Test
    void leadingCrLf_isIgnored() throws IOException {
        assertThat(node.ask("\r\n\r\n" + PAGE + "HTTP/1.1\r\nHost: test\r\n\r\n")
                        .status())
                .isEqualTo(200);
    }

    private static RawClient.Answer get(String target) throws IOException {
        return node.ask("GET " + target + " HTTP/1.1\r\nHost: test\r\n\r\n");
    }

    private static void assertRefusedAndClosed(String request, int status) throws IOException {
        try (RawClient client = node.connect()) {
            RawClient.Answer answer = client.send(request).readAnswer();

            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
            assertThat(client.readToEnd()).isEmpty();
        }
    }
}
