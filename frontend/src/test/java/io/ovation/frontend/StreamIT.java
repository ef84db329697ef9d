package io.ovation.frontend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.EventId;
import io.ovation.common.event.Snapshot;
import io.ovation.common.event.Totals;
import io.ovation.common.http.Json;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.sse.SseEvent;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class StreamIT {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final ScriptedTopics TOPICS = new ScriptedTopics();
    private static FrontendNode node;

    @BeforeAll
    static void start() throws Exception {
        node = FrontendNode.start(TOPICS, "ovation.frontend.stream.heartbeat = 1 s");
    }

    private static final Comment FIRST = new Comment("c-0", "ann", "hi", NOON, null);

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void stream_opensThenShowsTheSnapshot() throws Exception {
        Comment comment = new Comment("c-1", "ann", "hi", NOON, 3.5);
        EventId last = EventId.of(comment);
        TOPICS.snapshot(
                Topic.video("opens"), new Snapshot(Totals.of("a", Map.of("heart", 41L)), 3, List.of(comment), true));

        try (ViewerStream viewer = node.watch("topic=video:opens&member=ann")) {
            JsonNode open = viewer.next("open");
            assertThat(open.get("connection").textValue())
                    .startsWith(open.get("node").textValue() + ".");
            assertThat(open.get("heartbeatSeconds").intValue()).isEqualTo(1);
            assertThat(open.get("resumed").booleanValue()).isFalse();
            assertThat(viewer.next()).isEqualTo(new SseEvent(last.toString(), "snapshot", """
                                    {"topic":"video:opens","likes":{"heart":41},"viewers":3,"comments":[{"id":"c-1","member":"ann","text":"hi","at":"2026-01-01T12:00:00Z","mediaTime":3.5}]}"""));
        }
    }

    @Test
    void stream_hasTheHeadersThatKeepProxiesAndCachesAway() throws Exception {
        try (ViewerStream viewer = node.watch("topic=video:headers")) {
            assertThat(viewer.head().lines())
                    .contains(
                            "HTTP/1.1 200 OK",
                            "content-type: text/event-stream;charset=utf-8",
                            "cache-control: no-store",
                            "X-Accel-Buffering: no",
                            "access-control-allow-origin: *")
                    .noneMatch(line -> line.startsWith("content-length") || line.startsWith("transfer-encoding"));
        }
    }

    @Test
    void everyKindOfEvent_arrivesSoon() throws Exception {
        Topic topic = Topic.video("events");
        try (ViewerStream viewer = node.watch("topic=video:events").settled()) {
            warmUp(topic, viewer);

            arrives(
                    viewer,
                    () -> TOPICS.deliver(
                            topic, new Event.Likes(Map.of("heart", 2L), Totals.of("a", Map.of("heart", 42L)), 1.5)),
                    EventId.of(FIRST).toString(),
                    "likes",
                    """
                    {"topic":"video:events","added":{"heart":2},"total":{"heart":42},"mediaTime":1.5}""");
            Comment comment = new Comment("c-1", "ann", "hi\nthere", NOON, null);
            arrives(
                    viewer,
                    () -> TOPICS.deliver(topic, comment),
                    EventId.of(comment).toString(),
                    "comment",
                    """
                    {"topic":"video:events","id":"c-1","member":"ann","text":"hi\\nthere","at":"2026-01-01T12:00:00Z"}""");
            arrives(
                    viewer,
                    () -> TOPICS.deliver(topic, new Event.Typing("bob", 6)),
                    EventId.of(comment).toString(),
                    "typing",
                    """
                    {"topic":"video:events","member":"bob","expiresInSeconds":6}""");
            arrives(
                    viewer,
                    () -> TOPICS.deliver(topic, new Event.Viewers(9)),
                    EventId.of(comment).toString(),
                    "viewers",
                    """
                    {"topic":"video:events","count":9}""");
        }
    }

    /** The first event of a JVM waits for classes to load. */
    private static void warmUp(Topic topic, ViewerStream viewer) throws Exception {
        TOPICS.deliver(topic, new Event.Likes(Map.of("heart", 1L), Totals.of("a", Map.of("heart", 40L)), null));
        viewer.next("likes");
        TOPICS.deliver(topic, FIRST);
        viewer.next("comment");
    }

    private static void arrives(ViewerStream viewer, Runnable deliver, String id, String name, String data)
            throws Exception {
        long start = System.nanoTime();
        deliver.run();
        SseEvent arrived = viewer.next();
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(arrived.name()).isEqualTo(name);
        assertThat(arrived.data()).isEqualTo(data);
        assertThat(arrived.id()).as("the latest id").isEqualTo(id);
        assertThat(took).isLessThan(SOON);
    }

    @Test
    void retry_isJittered() throws Exception {
        Set<Long> retries = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            try (ViewerStream viewer = node.watch("topic=video:retry").settled()) {
                retries.add(viewer.retryMillis());
            }
        }
        assertThat(retries)
                .hasSizeGreaterThan(3)
                .allSatisfy(retry -> assertThat(retry).isBetween(1_000L, 2_000L));
    }

    @Test
    void manyTopics_shareOneStream() throws Exception {
        List<Topic> topics = IntStream.range(0, 100)
                .mapToObj(i -> Topic.conversation("many-" + i))
                .toList();
        String query = topics.stream().map(topic -> "topic=" + topic).collect(Collectors.joining("&"));
        try (ViewerStream viewer = node.watch(query)) {
            viewer.next("open");
            Set<String> snapshots = new HashSet<>();
            for (int i = 0; i < topics.size(); i++) {
                snapshots.add(viewer.next("snapshot").get("topic").textValue());
            }
            assertThat(snapshots).hasSize(topics.size());

            for (Topic topic : topics) {
                TOPICS.deliver(topic, new Event.Viewers(1));
                assertThat(viewer.next("viewers").get("topic").textValue()).isEqualTo(topic.toString());
            }
        }
    }

    @Test
    void silence_isBrokenByHeartbeats() throws Exception {
        try (ViewerStream viewer = node.watch("topic=video:silence").settled()) {
            long start = System.nanoTime();
            viewer.awaitText(": heartbeat\n\n");
            viewer.awaitText(": heartbeat\n\n");

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(1_200), Duration.ofMillis(3_000));
        }
    }

    @Test
    void disconnect_isNoticedAtOnce() throws Exception {
        Topic topic = Topic.video("leaving");
        try (ViewerStream stays = node.watch("topic=video:leaving").settled()) {
            ViewerStream leaves = node.watch("topic=video:leaving").settled();
            TOPICS.awaitMessage(topic, message -> viewers(message) == 2);
            long start = System.nanoTime();
            leaves.close();

            TOPICS.awaitMessage(topic, message -> viewers(message) == 1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            TOPICS.deliver(topic, new Event.Viewers(1));
            stays.next("viewers");
        }
        TOPICS.awaitMessage(topic, TopicMessage.Unsubscribe.class::isInstance);
    }

    private static int viewers(TopicMessage message) {
        return message instanceof TopicMessage.Renew renew ? renew.viewers() : -1;
    }

    @Test
    void lastEventId_bringsWhatWasMissedOrSaysThatThereIsNoTelling() throws Exception {
        Topic topic = Topic.video("resume");
        Comment seen = new Comment("c-1", "ann", "hi", NOON, null);
        Comment missed = new Comment("c-2", "ann", "there", NOON, null);
        try (ViewerStream first = node.watch("topic=video:resume").settled()) {
            TOPICS.deliver(topic, seen);
            TOPICS.deliver(topic, missed);
            first.next("comment");
            first.next("comment");
            EventId old = EventId.of(seen);
            EventId last = EventId.of(missed);

            assertThat(eventsAfterOpen("&lastEventId=" + last, "")).containsExactly("snapshot");
            assertThat(eventsAfterOpen("", "Last-Event-ID: " + last + "\r\n")).containsExactly("snapshot");
            assertThat(eventsAfterOpen("&lastEventId=" + old, "")).containsExactly("comment c-2", "snapshot");
            assertThat(eventsAfterOpen("", "Last-Event-ID: " + old + "\r\n"))
                    .containsExactly("comment c-2", "snapshot");
            assertThat(eventsAfterOpen("&lastEventId=none%20of%20ours", "")).containsExactly("gap expired", "snapshot");
            assertThat(eventsAfterOpen("&lastEventId=" + old, "Last-Event-ID: " + last + "\r\n"))
                    .containsExactly("snapshot");
        }
    }

    private static List<String> eventsAfterOpen(String parameter, String header) throws Exception {
        String request =
                "GET /v1/stream?topic=video:resume" + parameter + " HTTP/1.1\r\nHost: test\r\n" + header + "\r\n";
        List<String> events = new ArrayList<>();
        try (ViewerStream viewer = ViewerStream.open(node.address(), request)) {
            assertThat(viewer.next("open").get("resumed").booleanValue()).isTrue();
            SseEvent event = viewer.next();
            while (!event.name().equals("snapshot")) {
                JsonNode data = Json.read(event.data().getBytes(UTF_8));
                events.add(event.name() + " "
                        + data.path("id").asText(data.path("reason").asText()));
                event = viewer.next();
            }
            events.add(event.name());
        }
        return events;
    }

    @Test
    void http10_getsTheSameStream() throws Exception {
        String request = "GET /v1/stream?topic=video:old HTTP/1.0\r\n\r\n";
        try (ViewerStream viewer = ViewerStream.open(node.address(), request).settled()) {
            TOPICS.deliver(Topic.video("old"), new Event.Viewers(1));
            viewer.next("viewers");
        }
    }

    @Test
    void whatAViewerSaysOnItsStream_isIgnored() throws Exception {
        try (ViewerStream viewer = node.watch("topic=video:talker").settled()) {
            viewer.client().send("GET / HTTP/1.1\r\nHost: test\r\n\r\n\0\1\2 and more");
            TOPICS.deliver(Topic.video("talker"), new Event.Viewers(1));
            viewer.next("viewers");
        }
    }

    @Test
    void requestsBehindTheOneThatBecomesAStream_areIgnored() throws Exception {
        String stream = "GET /v1/stream?topic=video:behind HTTP/1.1\r\nHost: test\r\n\r\n";
        try (ViewerStream beside = node.watch("topic=video:behind")) {
            String connection = beside.next("open").get("connection").textValue();
            // An actor answers this one; meanwhile the others are read and held back.
            String first = "POST /v1/stream/" + connection + "/topics HTTP/1.1\r\nHost: test\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
            RawClient client = node.connect().send(first + stream + stream + "GET / HTTP/1.1\r\nHost: test\r\n\r\n");
            assertThat(client.readAnswer().status()).isEqualTo(200);
            try (ViewerStream viewer = ViewerStream.open(client, "").settled()) {
                TOPICS.deliver(Topic.video("behind"), new Event.Viewers(1));
                viewer.next("viewers");
            }
        }
    }

    @Test
    void requestInPieces_becomesAStream() throws Exception {
        String request = "GET /v1/stream?topic=video:pieces HTTP/1.1\r\nHost: test\r\n\r\n";
        RawClient client = node.connect();
        for (char piece : request.substring(0, request.length() - 1).toCharArray()) {
            client.send(String.valueOf(piece));
        }
        try (ViewerStream viewer = ViewerStream.open(client, "\n")) {
            viewer.settled();
        }
    }
}
