package io.ovation.loadtest.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.topic.Topic;
import io.ovation.loadtest.access.Access;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class CrowdPublisherIT {

    private static final String ACCEPTED = "HTTP/1.1 202 Accepted\r\nContent-Length: 10\r\n\r\n{\"id\":\"x\"}";
    private static final String LAST_ACCEPTED =
            "HTTP/1.1 202 Accepted\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    private static final String REFUSED =
            "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 17\r\n\r\nthe queue is full";
    private static final String NOTHING = "";

    @Test
    void publisher_goesOnAfterRefusalsAndLostConnections() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(List.of(ACCEPTED, LAST_ACCEPTED, REFUSED, NOTHING, "what?\r\n\r\n", ACCEPTED))) {
            Publications publications = new Publications(6, System.nanoTime());
            CrowdPublisher publisher = publisher(server.url(), publications);
            try (publisher) {
                publisher.start(new Schedule(System.nanoTime(), 1_000));

                assertThat(publisher.awaitAnswers(Duration.ofSeconds(30))).isTrue();
            }

            assertThat(publications.accepted()).isEqualTo(BitSet.valueOf(new long[] {0b100011}));
            assertThat(publisher.accepted()).isEqualTo(3);
            assertThat(publisher.reasons())
                    .contains(
                            "the server answered with status 503: the queue is full",
                            "the server closed the connection")
                    .hasSize(3);
            assertThat(publisher.lateness().getTotalCount())
                    .as("one is warm-up")
                    .isEqualTo(5);
        }
    }

    @Test
    void publisher_saysWhereNobodyListens() throws Exception {
        URI url;
        try (ServerSocket closed = new ServerSocket(0)) {
            url = URI.create("http://127.0.0.1:" + closed.getLocalPort());
        }
        CrowdPublisher publisher = publisher(url, new Publications(3, System.nanoTime()));
        try (publisher) {
            publisher.start(new Schedule(System.nanoTime(), 1_000));

            assertThat(publisher.awaitAnswers(Duration.ofSeconds(30))).isTrue();
        }

        assertThat(publisher.reasons()).singleElement().asString().startsWith("cannot connect to " + url);
    }

    @Test
    void publisher_whoIsClosedSendsNoMore() throws Exception {
        try (ScriptedServer server = new ScriptedServer(List.of(ACCEPTED))) {
            CrowdPublisher publisher = publisher(server.url(), new Publications(1_000, System.nanoTime()));
            publisher.start(new Schedule(System.nanoTime() + Duration.ofHours(1).toNanos(), 1_000));
            publisher.close();

            assertThat(publisher.awaitAnswers(Duration.ZERO)).isFalse();
            assertThat(publisher.accepted()).isZero();
        }
    }

    private static CrowdPublisher publisher(URI url, Publications publications) {
        return new CrowdPublisher(
                url, Topic.video("v"), 7, comment -> "anna-" + comment, 1, 1, publications, Access.open());
    }

    /** Gives the answers one after the other, and closes the connection behind each that is no plain answer. */
    private static final class ScriptedServer implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final Queue<String> answers;

        ScriptedServer(List<String> answers) throws IOException {
            this.answers = new ArrayDeque<>(answers);
            Thread thread = new Thread(this::serve, "scripted-server");
            thread.setDaemon(true);
            thread.start();
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + server.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            server.close();
        }

        private void serve() {
            while (!answers.isEmpty()) {
                try (Socket socket = server.accept()) {
                    while (!answers.isEmpty() && readRequest(socket.getInputStream())) {
                        String answer = answers.remove();
                        socket.getOutputStream().write(answer.getBytes(US_ASCII));
                        if (answer.isEmpty() || answer.equals(LAST_ACCEPTED)) {
                            break;
                        }
                    }
                } catch (IOException e) {
                    return;
                }
            }
        }

        /** The body of a comment ends with the first closing brace. */
        private static boolean readRequest(InputStream in) throws IOException {
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b == '}') {
                    return true;
                }
            }
            return false;
        }
    }
}
