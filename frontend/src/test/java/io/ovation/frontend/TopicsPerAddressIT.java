package io.ovation.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that asks for more topics than its share. */
class TopicsPerAddressIT {

    private FrontendNode node;

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void topicsBeyondTheLimitOfTheirAddress_areTold429() throws Exception {
        start("per-second = 1, burst = 3");
        try (ViewerStream stream = node.watch("topic=video:a&topic=video:b&topic=video:c")) {
            String connection = stream.next("open").get("connection").textValue();
            assertRefused("GET /v1/stream?topic=video:d HTTP/1.1\r\nHost: test\r\n\r\n");
            assertRefused("GET /v1/poll?topic=video:d HTTP/1.1\r\nHost: test\r\n\r\n");
            String change = "{\"subscribe\":[\"video:d\"]}";
            assertRefused("POST /v1/stream/" + connection
                    + "/topics HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: "
                    + change.length() + "\r\n\r\n" + change);
            try (ViewerStream another = node.watch("topic=video:a&topic=video:b&topic=video:c")) {
                another.next("open");
            }
        }
    }

    @Test
    void topicsOfABurst_waitTheirTurn() throws Exception {
        start("per-second = 5, burst = 8, at-once = 3");
        long begun = System.nanoTime();
        try (ViewerStream first = node.watch("topic=video:a&topic=video:b&topic=video:c")) {
            first.next("open");
            try (ViewerStream second = node.watch("topic=video:d&topic=video:e&topic=video:f")) {
                second.next("open");
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(550));
            }
        }
    }

    private void start(String perAddress) throws Exception {
        node = FrontendNode.start(
                new ScriptedTopics(),
                "ovation.edge.limits { exempt = \"\", new-topics-per-address { " + perAddress + " } }");
    }

    private void assertRefused(String request) throws IOException {
        try (RawClient client = node.connect()) {
            RawClient.Answer answer = client.send(request).readAnswer();
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.headers()).containsKey("retry-after");
            assertThat(answer.body()).contains("new topics for this address");
        }
    }
}
