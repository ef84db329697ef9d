package io.ovation.frontend.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.frontend.FrontendNode;
import io.ovation.frontend.NoLeaks;
import io.ovation.frontend.RawClient;
import io.ovation.frontend.ScriptedTopics;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112, sections 6 and 7. */
@ExtendWith(NoLeaks.class)
class BodyConformanceIT {

    private static final String POST = "POST /v1/stream/node.0.AAAAAAAAAAAAAAAAAAAAAA/topics HTTP/1.1"
            + "\r\nHost: test\r\nContent-Type: application/json\r\n";
    private static FrontendNode node;

    @BeforeAll
    static void start() throws Exception {
        node = FrontendNode.start(new ScriptedTopics(), "");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** There is no such connection: the body has been read, and found to be right. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: , CHUNKED ,\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2;extension=\"x\"\r\n{}\r\n0\r\nTrailer: x\r\n\r\n",
                "Content-Length: 2\r\n\r\n{}"
            })
    void chunked_isRead(String rest) throws IOException {
        assertThat(node.ask(POST + rest).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "identity, br"})
    void encodedBody_is415_andToldWhatWouldBeRight(String coding) throws IOException {
        RawClient.Answer answer = node.ask(POST + "Content-Encoding: " + coding + "\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.headers()).containsEntry("accept-encoding", "identity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", ", Identity"})
    void bodyThatIsNotEncoded_isTaken(String coding) throws IOException {
        assertThat(node.ask(POST + "Content-Encoding: " + coding + "\r\nContent-Length: 2\r\n\r\n{}")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "'gzip, chunked', 501",
        "'x, chunked', 501",
        "'chunked;q=1, chunked', 501",
        "gzip, 400",
        "'chunked, gzip', 400",
        "'chunked, chunked', 400",
        "xchunked, 400"
    })
    void otherCodings_get501(String coding, int status) throws IOException {
        try (RawClient client = node.connect()) {
            RawClient.Answer answer = client.send(
                            POST + "Transfer-Encoding: " + coding + "\r\n\r\n2\r\n{}\r\n0\r\n\r\n")
                    .readAnswer();

            assertThat(answer.status()).isEqualTo(status);
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1\r\nHost: test\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1\r\nHost: test\r\nContent-Length: 2, 2\r\n\r\n{}",
                "HTTP/1.1\r\nHost: test\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1\r\nHost: test\r\nContent-Length: +2\r\n\r\n{}",
                "HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}"
            })
    void lengths_areJudged(String rest) throws IOException {
        try (RawClient client = node.connect()) {
            RawClient.Answer answer =
                    client.send("POST /v1/stream/x/topics " + rest).readAnswer();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(client.readToEnd()).isEmpty();
        }
    }
}
