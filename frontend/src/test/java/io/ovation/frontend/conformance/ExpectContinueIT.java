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

/** RFC 9110, section 10.1.1. */
@ExtendWith(NoLeaks.class)
class ExpectContinueIT {

    private static final String PATH = "POST /v1/stream/node.0.AAAAAAAAAAAAAAAAAAAAAA/topics ";
    private static final String JSON = "Host: test\r\nContent-Type: application/json\r\n";
    private static FrontendNode node;

    @BeforeAll
    static void start() throws Exception {
        node = FrontendNode.start(new ScriptedTopics(), "");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void body_isAskedForAndThenAnswered() throws IOException {
        try (RawClient client = node.connect()) {
            client.send(PATH + "HTTP/1.1\r\n" + JSON + "Content-Length: 2\r\nExpect: 100-Continue\r\n\r\n");
            assertThat(client.readHead()).isEqualTo("HTTP/1.1 100 Continue");

            assertThat(client.send("{}").readAnswer().status()).isEqualTo(404);
        }
    }

    @Test
    void body_thatHasComeIsAnswered() throws IOException {
        try (RawClient client = node.connect()) {
            client.send(PATH + "HTTP/1.1\r\n" + JSON + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n{}");

            assertThat(client.readHead()).isEqualTo("HTTP/1.1 100 Continue");
            assertThat(client.readAnswer().status()).isEqualTo(404);
        }
    }

    @Test
    void http10_getsNo1xx() throws IOException {
        try (RawClient client = node.connect()) {
            client.send(PATH + "HTTP/1.0\r\n" + JSON + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n{}");

            assertThat(client.readAnswer().status()).isEqualTo(404);
        }
    }

    @Test
    void tooLargeBody_getsNoContinue() throws IOException {
        assertLast("Content-Length: 1000000\r\nExpect: 100-continue\r\n\r\n", 413);
    }

    @Test
    void otherExpectation_gets417() throws IOException {
        assertLast("Content-Length: 2\r\nExpect: the-unexpected\r\n\r\n{}", 417);
    }

    private static void assertLast(String rest, int status) throws IOException {
        try (RawClient client = node.connect()) {
            RawClient.Answer answer =
                    client.send(PATH + "HTTP/1.1\r\n" + JSON + rest).readAnswer();

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
            assertThat(client.readToEnd()).isEmpty();
        }
    }
}
