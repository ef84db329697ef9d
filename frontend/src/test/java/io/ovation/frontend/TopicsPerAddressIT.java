package io.ovation.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that asks for more topics than its share. */
class TopicsPerAddressIT {

    private FrontendNode node;

    @BeforeEach
    void start() throws Exception {
        node = FrontendNode.start(
                new ScriptedTopics(),
                "ovation.edge.limits { exempt = \"\", topics-per-address { per-second = 1, burst = 3 } }");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void topicsBeyondTheLimitOfTheirAddress_areTold429() throws IOException {
        try (ViewerStream stream = node.watch("topic=video:a&topic=video:b&topic=video:c")) {
            String connection = stream.next("open").get("connection").textValue();
            assertRefused("GET /v1/stream?topic=video:d HTTP/1.1\r\nHost: test\r\n\r\n");
            assertRefused("GET /v1/poll?topic=video:d HTTP/1.1\r\nHost: test\r\n\r\n");
            String change = "{\"subscribe\":[\"video:d\"]}";
            assertRefused("POST /v1/stream/" + connection
                    + "/topics HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: "
                    + change.length() + "\r\n\r\n" + change);
        }
    }

    private void assertRefused(String request) throws IOException {
        try (RawClient client = node.connect()) {
            RawClient.Answer answer = client.send(request).readAnswer();
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.headers()).containsKey("retry-after");
            assertThat(answer.body()).contains("topics for this address");
        }
    }
}
