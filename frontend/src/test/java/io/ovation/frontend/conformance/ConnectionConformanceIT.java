package io.ovation.frontend.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ovation.frontend.FrontendNode;
import io.ovation.frontend.NoLeaks;
import io.ovation.frontend.RawClient;
import io.ovation.frontend.ScriptedTopics;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112, section 9. */
@ExtendWith(NoLeaks.class)
class ConnectionConformanceIT {

    private static final String PAGE = "GET /test-page.js HTTP/1.1\r\nHost: test\r\n";
    private static final String CHANGE = "POST /v1/stream/node.0.AAAAAAAAAAAAAAAAAAAAAA/topics HTTP/1.1"
            + "\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: 2\r\n";

    /** The node's request-timeout is a second. */
    private static final Duration AT_LEAST = Duration.ofMillis(900);

    private static final Duration AT_MOST = Duration.ofSeconds(3);
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
    @CsvSource(
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "1.1, -, -",
                "1.1, close, close",
                "1.1, Close, close",
                "1.1, `keep-alive, close`, close",
                "1.1, keep-alive, -",
                "1.0, -, close",
                "1.0, keep-alive, keep-alive",
                "1.0, Keep-Alive, keep-alive",
                "1.0, close, close"
            })
    void persistence_followsTable(String version, String asked, String told) throws IOException {
        String fields = "Host: test\r\n" + (asked == null ? "" : "Connection: " + asked + "\r\n") + "\r\n";
        try (RawClient client = node.connect()) {
            RawClient.Answer first = client.send("GET /test-page.js HTTP/" + version + "\r\n" + fields)
                    .readAnswer();

            assertThat(first.headers().get("connection")).isEqualTo(told);
            if ("close".equals(told)) {
                assertThat(client.readToEnd()).isEmpty();
            } else {
                assertThat(client.send("GET /nothing HTTP/" + version + "\r\n" + fields)
                                .readAnswer()
                                .status())
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void pipelined_areAnsweredInOrder() throws IOException {
        // An actor of another node would answer the changes: those take longer than pages do.
        String requests = (CHANGE + "\r\n{}" + PAGE + "\r\n").repeat(20);
        try (RawClient client = node.connect().send(requests)) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.readAnswer().status()).isEqualTo(404);
                assertThat(client.readAnswer().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void close_isHonoured() throws IOException {
        try (RawClient client = node.connect()) {
            client.send(PAGE + "Connection: close\r\n\r\n" + PAGE + "\r\n");

            assertThat(client.readAnswer().status()).isEqualTo(200);
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    /** Whether so many have to wait depends on how soon the first is answered. */
    @Test
    void moreThanMayWait_areAnsweredOrEndTheConnection() throws IOException {
        try (RawClient client = node.connect()) {
            client.send(CHANGE + "\r\n{}" + (PAGE + "\r\n").repeat(1_000) + PAGE + "Connection: close\r\n\r\n");

            assertThat(client.readToEnd()).doesNotContain("HTTP/1.1 5");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "GET /test-page.js HTTP/1.1\r\nHost: test\r\n", PAGE + "X-Slow: ", CHANGE + "\r\n{"})
    void slowRequests_get408(String begun) throws IOException {
        try (RawClient client = node.connect()) {
            assertTimedOut(client, begun);
        }
    }

    @Test
    void slowSecondRequest_gets408() throws IOException {
        try (RawClient client = node.connect()) {
            client.send(PAGE + "\r\n").readAnswer();

            assertTimedOut(client, CHANGE + "\r\n{");
        }
    }

    private static void assertTimedOut(RawClient client, String begun) throws IOException {
        long sent = System.nanoTime();
        RawClient.Answer answer = client.send(begun).readAnswer();

        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.headers())
                .containsEntry("connection", "close")
                .containsEntry("content-type", "application/problem+json");
        assertThat(client.readToEnd()).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - sent)).isBetween(AT_LEAST, AT_MOST);
    }

    @Test
    void connectionWithoutARequest_isClosedInSilence() throws IOException {
        long connected = System.nanoTime();
        try (RawClient client = node.connect()) {
            assertThat(client.readToEnd()).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - connected)).isBetween(AT_LEAST, AT_MOST);
    }

    @Test
    void idle_isKeptLongerThanARequestMayTake() throws IOException {
        try (RawClient client = node.connect()) {
            client.send(PAGE + "\r\n").readAnswer();

            assertThat(client.readsNothingWithin(AT_MOST)).isTrue();
            assertThat(client.send(PAGE + "\r\n").readAnswer().status()).isEqualTo(200);
        }
    }

    @Test
    void idle_endsInSilence() throws Exception {
        try (FrontendNode impatient = FrontendNode.start(
                        new ScriptedTopics(),
                        "ovation.frontend.edge { request-timeout = 200 ms, idle-timeout = 1 s }");
                RawClient client = impatient.connect()) {
            client.send(PAGE + "\r\n").readAnswer();
            long answered = System.nanoTime();

            assertThat(client.readToEnd()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - answered)).isBetween(AT_LEAST, AT_MOST);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/stream/x/topics HTTP/1.1\r\nHost: test\r\nContent-Length: 8000000\r\n\r\n",
                "POST /v1/stream/x/topics HTTP/1.1\r\nContent-Length: 8000000\r\n\r\n",
                "BREW / HTTP/1.1\r\nHost: test\r\nContent-Length: 8000000\r\n\r\n",
                "nonsense\r\n\r\n",
                PAGE + "Connection: close\r\n\r\n"
            })
    void lastAnswer_isReadableByASendingClient(String begin) throws IOException {
        try (RawClient client = node.connect().send(begin)) {
            for (int i = 0; i < 8; i++) {
                client.send(new byte[1_000_000]);
            }

            assertThat(client.readToEnd()).startsWith("HTTP/1.1 ").contains("connection: close");
        }
    }

    @Test
    void clientThatSendsOnAndOn_isCutOff() throws IOException {
        long sent = 0;
        byte[] megabyte = new byte[1_000_000];
        try (RawClient client = node.connect().send("nonsense\r\n\r\n")) {
            while (sent < 100_000_000) {
                client.send(megabyte);
                sent += megabyte.length;
            }
        } catch (SocketException cutOff) {
            // The kernels have taken some more than the node has read.
            assertThat(sent).isBetween(15_000_000L, 50_000_000L);
            return;
        }
        throw new AssertionError("everything was read");
    }

    @Test
    void clientThatDoesNotClose_isClosed() throws IOException {
        try (RawClient client = node.connect().send("nonsense\r\n\r\n")) {
            long answered = System.nanoTime();
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 400 ");

            node.await(() -> assertThatThrownBy(() -> client.send("x")).isInstanceOf(SocketException.class));

            assertThat(Duration.ofNanos(System.nanoTime() - answered))
                    .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
        }
    }
}
