package io.ovation.frontend.conformance;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ovation.common.topic.Topic;
import io.ovation.frontend.FrontendNode;
import io.ovation.frontend.NoLeaks;
import io.ovation.frontend.RawClient;
import io.ovation.frontend.ScriptedTopics;
import java.io.IOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer has, of whatever kind: RFC 9110, sections 5.6.7 and 6.6.1. */
@ExtendWith(NoLeaks.class)
class EveryResponseIT {

    private static final String HOST = " HTTP/1.1\r\nHost: test\r\n";
    private static final String TOPICS_PATH = "POST /v1/stream/node.0.AAAAAAAAAAAAAAAAAAAAAA/topics" + HOST;
    private static final ScriptedTopics TOPICS = new ScriptedTopics();
    private static FrontendNode node;

    @BeforeAll
    static void start() throws Exception {
        node = FrontendNode.start(TOPICS, "");
        TOPICS.say(Topic.video("a"), "ann", "hi");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /test-page.js" + HOST + "\r\n",
                "GET /test-page.js" + HOST + "If-None-Match: *\r\n\r\n",
                "GET /test-page.js" + HOST + "If-Match: \"other\"\r\n\r\n",
                "GET /demo.json" + HOST + "\r\n",
                "GET /nothing" + HOST + "\r\n",
                "GET /v1/stream?topic=video:a" + HOST + "\r\n",
                "GET /v1/poll?topic=video:a" + HOST + "\r\n",
                "HEAD /v1/stream?topic=video:a" + HOST + "\r\n",
                "HEAD /v1/poll?topic=video:a" + HOST + "\r\n",
                "GET /v1/stream?topics=video:a" + HOST + "\r\n",
                "OPTIONS *" + HOST + "\r\n",
                "POST /test-page.js" + HOST + "\r\n",
                "BREW /test-page.js" + HOST + "\r\n",
                "nonsense\r\n\r\n",
                TOPICS_PATH + "\r\n",
                TOPICS_PATH + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
                TOPICS_PATH + "Content-Length: 1000000\r\n\r\n",
                TOPICS_PATH + "Content-Length: 1000000\r\nExpect: 100-continue\r\n\r\n",
                TOPICS_PATH + "Content-Length: 2\r\nExpect: a miracle\r\n\r\n"
            })
    void everyAnswer_isDatedAndNotToBeGuessedAt(String request) throws IOException {
        try (RawClient client = node.connect()) {
            RawClient.Answer answer = client.send(request).readAnswerToHead();

            String date = answer.headers().get("date");
            assertThat(date).as(answer.toString()).matches("[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} [\\d:]{8} GMT");
            assertThat(ZonedDateTime.parse(date, RFC_1123_DATE_TIME).toInstant())
                    .isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
            assertThat(answer.headers())
                    .containsEntry("x-content-type-options", "nosniff")
                    .containsEntry("access-control-allow-origin", "*");
        }
    }
}
