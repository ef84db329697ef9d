package io.ovation.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.http.Json;
import io.ovation.common.protocol.Role;
import io.ovation.node.listening.Addresses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the management port shows of the cluster, on a node alone. */
class InsightIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 300;
    private static final int MOST_STREAMS = 4;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private static Path data;

    private static Node node;

    @BeforeAll
    static void start() throws Exception {
        node = Node.start(
                        EnumSet.allOf(Role.class),
                        ConfigFactory.parseMap(Map.of("ovation.insight.streams", MOST_STREAMS))
                                .withFallback(TestConfig.of(data)))
                .toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        if (node != null) {
            node.stop().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** The names and their order are promised to whoever reads it. */
    @Test
    void cluster_isToldInJson() throws Exception {
        JsonNode shown = awaitReady();

        assertThat(fields(shown)).containsExactly("at", "self", "nodes", "latency");
        assertThat(shown.path("at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(shown.path("nodes")).hasSize(1);
        JsonNode self = shown.path("nodes").get(0);
        assertThat(fields(self))
                .containsExactly(
                        "address",
                        "dataCentre",
                        "roles",
                        "status",
                        "ageSeconds",
                        "uptimeSeconds",
                        "version",
                        "management",
                        "ready",
                        "process",
                        "frontend",
                        "dispatcher",
                        "backend",
                        "topTopics");
        assertThat(self.path("address")).isEqualTo(shown.path("self"));
        assertThat(self.path("dataCentre").asText()).isEqualTo("default");
        assertThat(self.path("roles"))
                .extracting(JsonNode::asText)
                .containsExactly("dispatcher", "frontend", "likes-backend");
        assertThat(self.path("status").asText()).isEqualTo("up");
        assertThat(self.path("management").asText())
                .isEqualTo(Addresses.url(node.addresses().management()));
        assertThat(self.path("topTopics").isArray()).isTrue();
    }

    @Test
    void meters_areReadForIt() throws Exception {
        JsonNode self = awaitReady().path("nodes").get(0);

        assertThat(fields(self.path("process")))
                .containsExactly("cpu", "heapUsedBytes", "heapMaxBytes", "gcPauseMillisPerSecond");
        assertThat(self.path("process").path("cpu").asDouble(-1)).isBetween(0.0, 1.0);
        assertThat(self.path("process").path("heapUsedBytes").asLong()).isPositive();
        assertThat(fields(self.path("frontend")))
                .containsExactly(
                        "streams",
                        "topics",
                        "subscriptions",
                        "joinsPerSecond",
                        "framesPerSecond",
                        "bytesPerSecond",
                        "gapsPerSecond",
                        "droppedPerSecond",
                        "slowViewersPerSecond");
        assertThatAreNumbers(
                self.path("frontend"),
                "streams",
                "topics",
                "subscriptions",
                "joinsPerSecond",
                "gapsPerSecond",
                "droppedPerSecond",
                "slowViewersPerSecond");
        assertThat(fields(self.path("dispatcher")))
                .containsExactly("topics", "subscribers", "eventsPerSecond", "storeMillis");
        assertThatAreNumbers(self.path("dispatcher"), "eventsPerSecond");
        assertThat(fields(self.path("backend")))
                .containsExactly("likesPerSecond", "commentsPerSecond", "refusedPerSecond", "commitMillis");
        assertThatAreNumbers(self.path("backend"), "commentsPerSecond", "refusedPerSecond");
    }

    @Test
    void topic_isToldInJson() throws Exception {
        awaitReady();
        HttpResponse<byte[]> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(
                                Addresses.url(node.addresses().management()) + "/insight/topics/video:nobody"))
                        .timeout(PATIENCE)
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode topic = Json.read(answer.body());
        assertThat(fields(topic)).containsExactly("at", "self", "topic", "likes", "dataCentres", "unanswered");
        assertThat(topic.path("topic").asText()).isEqualTo("video:nobody");
        assertThat(topic.path("unanswered")).isEmpty();
        assertThat(topic.path("dataCentres")).isEmpty();
    }

    @Test
    void stream_hasAnEventEachSecond() throws Exception {
        HttpResponse<InputStream> stream = stream();
        try (InputStream events = stream.body()) {
            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(stream.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            assertThat(stream.headers().firstValue("X-Accel-Buffering")).contains("no");
            long before = System.nanoTime();
            String first = next(events);
            next(events);
            String third = next(events);

            assertThat(first).startsWith("event: cluster\ndata: {\"at\":\"").endsWith("}\n\n");
            assertThat(third).startsWith("event: cluster\ndata: {\"at\":\"").isNotEqualTo(first);
            assertThat(System.nanoTime() - before).isGreaterThan(TimeUnit.SECONDS.toNanos(1));
        }
    }

    @Test
    void streams_areBounded_andEndWithTheirReaders() throws Exception {
        List<InputStream> readers = new ArrayList<>();
        try {
            while (readers.size() < MOST_STREAMS) {
                HttpResponse<InputStream> stream = awaitStream();
                readers.add(stream.body());
                assertThat(next(stream.body())).startsWith("event: cluster");
            }
            HttpResponse<InputStream> refused = stream();
            try (InputStream body = refused.body()) {
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(new String(body.readAllBytes(), UTF_8)).contains("ovation.insight.streams");
            }
            assertThat(cluster().path("nodes")).hasSize(1);
        } finally {
            for (InputStream reader : readers) {
                reader.close();
            }
        }
        awaitStream().body().close();
    }

    @Test
    void headOfAStream_holdsNone() throws Exception {
        for (int i = 0; i <= MOST_STREAMS; i++) {
            HttpResponse<Void> head = HTTP.send(
                    request()
                            .header("Accept", "text/event-stream")
                            .method("HEAD", BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.discarding());
            assertThat(head.statusCode()).isEqualTo(200);
        }
    }

    private static void assertThatAreNumbers(JsonNode object, String... names) {
        for (String name : names) {
            assertThat(object.path(name).isNumber())
                    .as("%s of %s", name, object)
                    .isTrue();
        }
    }

    /** Streams of other tests may only just have ended. */
    private static HttpResponse<InputStream> awaitStream() throws Exception {
        for (int i = 0; i < ATTEMPTS; i++) {
            HttpResponse<InputStream> stream = stream();
            if (stream.statusCode() == 200) {
                return stream;
            }
            stream.body().close();
            pause();
        }
        throw new AssertionError("there is no room for a stream");
    }

    private static HttpResponse<InputStream> stream() throws Exception {
        return HTTP.send(request().header("Accept", "text/event-stream").build(), BodyHandlers.ofInputStream());
    }

    private static String next(InputStream events) throws IOException {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        while (!event.toString(UTF_8).endsWith("\n\n")) {
            int read = events.read();
            assertThat(read).as(event.toString(UTF_8)).isNotNegative();
            event.write(read);
        }
        return event.toString(UTF_8);
    }

    /** A node says that it is ready in the first report after it was. */
    private static JsonNode awaitReady() throws Exception {
        for (int i = 0; i < ATTEMPTS; i++) {
            JsonNode shown = cluster();
            if (shown.path("nodes").path(0).path("ready").asBoolean()) {
                return shown;
            }
            pause();
        }
        throw new AssertionError("not ready: " + cluster());
    }

    private static JsonNode cluster() throws Exception {
        HttpResponse<byte[]> answer = HTTP.send(request().build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        return Json.read(answer.body());
    }

    private static HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create(Addresses.url(node.addresses().management()) + "/insight/cluster"))
                .timeout(PATIENCE);
    }

    private static List<String> fields(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
}
