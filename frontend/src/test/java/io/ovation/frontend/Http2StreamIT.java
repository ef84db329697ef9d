package io.ovation.frontend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.ovation.common.event.Event;
import io.ovation.common.http.Json;
import io.ovation.common.log.Entry;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.sse.SseEvent;
import io.ovation.common.sse.SseParser;
import io.ovation.common.topic.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Viewers whose streams share a connection. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class Http2StreamIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String WINDOW = "jdk.httpclient.windowsize";
    private static final int COMMENTS = 100;
    private static final int COMMENT_BYTES = 2_000;

    @TempDir
    private static Path directory;

    private static final ScriptedTopics TOPICS = new ScriptedTopics();
    private static SSLContext trusting;
    private static FrontendNode node;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        // As little as the JDK's client lets a stream have before it is read.
        System.setProperty(WINDOW, Integer.toString(16 * 1024));
        X509Bundle bundle = new CertificateBuilder()
                .ecp256()
                .subject("CN=localhost")
                .addSanIpAddress("127.0.0.1")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Files.writeString(directory.resolve("certificate.pem"), bundle.getCertificatePathPEM());
        Files.writeString(directory.resolve("key.pem"), bundle.getPrivateKeyPEM());
        trusting = trusting(bundle);
        node = FrontendNode.start(TOPICS, """
                ovation.frontend.edge { max-pending-bytes = 16 KiB, send-buffer-bytes = 8 KiB }
                ovation.frontend.stream { heartbeat = 600 ms, patience = 2 s, recent-comments = 3 }
                ovation.frontend.stream.comments-per-second = 1000000
                """ + tls());
        client = client();
    }

    private static String tls() {
        return "ovation.edge.tls { certificate = \"" + directory.resolve("certificate.pem") + "\", key = \""
                + directory.resolve("key.pem") + "\" }\n";
    }

    private static SSLContext trusting(X509Bundle bundle) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, bundle.toTrustManagerFactory().getTrustManagers(), null);
        return context;
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .sslContext(trusting)
                .connectTimeout(PATIENCE)
                .build();
    }

    @AfterAll
    static void stop() {
        System.clearProperty(WINDOW);
        node.close();
    }

    @Test
    void streams_shareAConnection_andWhatIsAskedBesides() throws Exception {
        try (Viewer one = watch(node, client, "topic=video:one");
                Viewer other = watch(node, client, "topic=video:other")) {
            String connection = Json.read(one.next("open").data().getBytes(UTF_8))
                    .get("connection")
                    .textValue();
            one.next("snapshot");
            other.next("open");
            other.next("snapshot");

            HttpResponse<String> changed = client.send(
                    request(node, "/v1/stream/" + connection + "/topics")
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"subscribe\":[\"video:more\"]}"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(changed.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(changed.statusCode()).isEqualTo(200);
            assertThat(one.next("snapshot").data()).contains("video:more");

            TOPICS.deliver(Topic.video("more"), new Event.Viewers(2));
            TOPICS.deliver(Topic.video("other"), new Event.Viewers(3));
            assertThat(one.next("viewers").data()).contains("video:more");
            assertThat(other.next("viewers").data()).contains("video:other");
        }
    }

    @Test
    void poll_isAnswered() throws Exception {
        HttpResponse<String> answer =
                client.send(request(node, "/v1/poll?topic=video:polled").build(), BodyHandlers.ofString());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.body()).startsWith("[{\"event\":\"snapshot\"");
    }

    @Test
    void viewerThatGivesUpItsStream_isForgotten() throws Exception {
        Topic topic = Topic.video("left");
        try (Viewer viewer = watch(node, client, "topic=" + topic)) {
            viewer.next("open");
            viewer.next("snapshot");
        }
        TOPICS.awaitMessage(topic, TopicMessage.Unsubscribe.class::isInstance);
    }

    @Test
    void slowViewer_getsAGap_andThoseOnItsConnectionGetEverything() throws Exception {
        Topic topic = Topic.video("slow");
        try (Viewer slow = watch(node, client, "topic=" + topic);
                Viewer fast = watch(node, client, "topic=" + topic)) {
            slow.next("open");
            slow.next("snapshot");
            fast.next("open");
            fast.next("snapshot");
            String text = "x".repeat(COMMENT_BYTES);
            for (int i = 0; i < COMMENTS; i++) {
                Entry entry = TOPICS.say(topic, "ann", text);
                assertThat(fast.next("comment").data()).contains(entry.id());
            }

            int seen = 0;
            SseEvent event = slow.next();
            while (event.name().equals("comment")) {
                seen++;
                event = slow.next();
            }
            assertThat(seen).isBetween(1, COMMENTS - 1);
            assertThat(event.name()).isEqualTo("gap");
            assertThat(slow.next("snapshot").data()).contains("\"c-" + COMMENTS + "\"");
        }
        node.await(() -> assertThat(node.memory().viewers().taken()).isZero());
    }

    @Test
    void viewerThatReadsNothing_isCutOffAfterPatience() throws Exception {
        Topic topic = Topic.video("stuck");
        try (Viewer stuck = watch(node, client, "topic=" + topic)) {
            stuck.next("open");
            stuck.next("snapshot");
            String text = "x".repeat(COMMENT_BYTES);

            // One by one: of a burst, a viewer that is behind gets a gap instead, which any client takes.
            node.await(() -> {
                TOPICS.say(topic, "ann", text);
                return assertThat(TOPICS.hasReceived(topic, TopicMessage.Unsubscribe.class))
                        .isTrue();
            });

            assertThat(stuck.readToEnd()).as("the end was told").isFalse();
        }
        node.await(() -> assertThat(node.memory().viewers().taken()).isZero());
    }

    /** One that carries a stream is no visitor: with room for one visitor there is room for two viewers. */
    @Test
    void nodeThatStops_saysGoodbyeToViewers_whoseConnectionsAreNoVisitors() throws Exception {
        try (FrontendNode stopping =
                        FrontendNode.startBeside(node, "ovation.frontend.edge.max-visitors = 1\n" + tls());
                Viewer one = watch(stopping, client(), "topic=video:bye");
                Viewer other = watch(stopping, client(), "topic=video:bye")) {
            for (Viewer viewer : new Viewer[] {one, other}) {
                viewer.next("open");
                viewer.next("snapshot");
            }
            stopping.beginToStop();

            for (Viewer viewer : new Viewer[] {one, other}) {
                viewer.next("bye");
                assertThat(viewer.readToEnd()).as("the end was told").isTrue();
            }
        }
    }

    private static HttpRequest.Builder request(FrontendNode of, String path) {
        return HttpRequest.newBuilder(
                        URI.create("https://127.0.0.1:" + of.address().getPort() + path))
                .timeout(PATIENCE);
    }

    private static Viewer watch(FrontendNode at, HttpClient with, String query) throws Exception {
        HttpResponse<InputStream> stream =
                with.send(request(at, "/v1/stream?" + query).build(), BodyHandlers.ofInputStream());
        assertThat(stream.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.headers().map())
                .containsKeys("content-type", "cache-control", "date")
                .doesNotContainKeys("connection", "transfer-encoding");
        return new Viewer(stream.body());
    }

    /** Reads only while it is asked for something. */
    private static final class Viewer implements AutoCloseable {

        private final InputStream stream;
        private final Queue<SseEvent> events = new ArrayDeque<>();
        private final SseParser parser = new SseParser(events::add);
        private final byte[] buffer = new byte[1024];

        Viewer(InputStream stream) {
            this.stream = stream;
        }

        SseEvent next() throws IOException {
            while (events.isEmpty()) {
                int length = stream.read(buffer);
                assertThat(length).as("the stream has ended").isPositive();
                parser.feed(buffer, 0, length);
            }
            return events.remove();
        }

        SseEvent next(String name) throws IOException {
            SseEvent event = next();
            assertThat(event.name()).as(event.toString()).isEqualTo(name);
            return event;
        }

        /** @return whether the end was told, and the stream was not cut off */
        boolean readToEnd() {
            try {
                stream.readAllBytes();
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
