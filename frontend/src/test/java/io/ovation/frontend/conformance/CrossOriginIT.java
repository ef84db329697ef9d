package io.ovation.frontend.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.topic.Topic;
import io.ovation.frontend.FrontendNode;
import io.ovation.frontend.NoLeaks;
import io.ovation.frontend.RawClient;
import io.ovation.frontend.RawClient.Answer;
import io.ovation.frontend.ScriptedTopics;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are told of pages of other sites, where some are named: WHATWG Fetch, CORS protocol. */
@ExtendWith(NoLeaks.class)
class CrossOriginIT {

    private static final String NAMED = "https://live.example.com";
    private static final String HEAD = " HTTP/1.1\r\nHost: test\r\n";
    private static final String TOPICS_PATH = "POST /v1/stream/node.0.AAAAAAAAAAAAAAAAAAAAAA/topics" + HEAD;
    private static final ScriptedTopics TOPICS = new ScriptedTopics();
    private static FrontendNode node;

    @BeforeAll
    static void start() throws Exception {
        node = FrontendNode.start(TOPICS, "ovation.allowed-origins = \"https://other.example, " + NAMED + "\"");
        TOPICS.say(Topic.video("a"), "ann", "hi");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/stream?topic=video:a" + HEAD,
                "GET /v1/poll?topic=video:a" + HEAD,
                "HEAD /v1/stream?topic=video:a" + HEAD,
                "GET /test-page.js" + HEAD,
                "GET /test-page.js" + HEAD + "If-None-Match: *\r\n",
                "GET /nothing" + HEAD,
                "GET /v1/stream?topics=video:a" + HEAD,
                "OPTIONS /v1/stream" + HEAD,
                "BREW /v1/stream" + HEAD,
                "GET /v1/stream?topic=video:a HTTP/1.1\r\nHost: a, b\r\n",
                TOPICS_PATH + "Content-Length: 1000000\r\n",
                TOPICS_PATH + "Content-Length: 2\r\nExpect: a miracle\r\n"
            })
    void answers_grantWithCredentialsToNamedSitesAlone(String request) throws IOException {
        assertThat(ask(request + "Origin: " + NAMED + "\r\n\r\n").headers())
                .containsEntry("access-control-allow-origin", NAMED)
                .containsEntry("access-control-allow-credentials", "true")
                .containsEntry("access-control-expose-headers", "Retry-After, WWW-Authenticate")
                .containsEntry("vary", "Origin");
        for (String origin : new String[] {"Origin: https://evil.example\r\n", "Origin: null\r\n", ""}) {
            assertThat(ask(request + origin + "\r\n").headers())
                    .doesNotContainKeys("access-control-allow-origin", "access-control-allow-credentials")
                    .containsEntry("vary", "Origin");
        }
    }

    @Test
    void requestThatIsTooSlow_isRefusedReadably() throws IOException {
        Answer answer = ask(TOPICS_PATH + "Origin: " + NAMED + "\r\nContent-Length: 2\r\n\r\n{");

        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.headers()).containsEntry("access-control-allow-origin", NAMED);
    }

    /** The next request of a connection may be another page's. */
    @Test
    void eachRequest_isGrantedItsOwn() throws IOException {
        try (RawClient client = node.connect()) {
            client.send("GET /nothing" + HEAD + "Origin: " + NAMED + "\r\n\r\nGET /nothing" + HEAD + "\r\n");

            assertThat(client.readAnswer().headers()).containsEntry("access-control-allow-origin", NAMED);
            assertThat(client.readAnswer().headers()).doesNotContainKey("access-control-allow-origin");
        }
    }

    @Test
    void preflight_namesWhatMayBeSent() throws IOException {
        Answer answer = ask("OPTIONS /v1/stream" + HEAD + "Origin: " + NAMED
                + "\r\nAccess-Control-Request-Method: GET\r\nAccess-Control-Request-Headers: authorization\r\n\r\n");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers())
                .containsEntry("access-control-allow-methods", "GET, POST")
                .containsEntry(
                        "access-control-allow-headers", "Authorization, Content-Type, Last-Event-ID, Cache-Control")
                .containsEntry("access-control-max-age", "86400");
    }

    private static Answer ask(String request) throws IOException {
        try (RawClient client = node.connect()) {
            return client.send(request).readAnswerToHead();
        }
    }
}
