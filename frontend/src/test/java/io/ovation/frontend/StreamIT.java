package io.ovation.frontend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.http.Json;
import io.ovation.common.log.Entry;
import io.ovation.common.log.EventId;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.sse.SseEvent;
import io.ovation.common.topic.Topic;
import java.time.Duration;
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

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final ScriptedTopics TOPICS = new ScriptedTopics();
    private static FrontendNode node;

    @BeforeAll
    static void start() throws Exception {
        node = FrontendNode.start(TOPICS, "ovation.frontend.stream.heartbeat = 1 s");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void stream_opensThenShowsTheSnapshot() throws Exception {
        Entry comment = TOPICS.say(Topic.video("opens"), "ann", "hi");
        TOPICS.stand(Topic.video("opens"), Totals.of("a", Map.of("heart", 41L)), 3);

        try (ViewerStream viewer = node.watch("topic=video:opens&member=ann")) {
            JsonNode open = viewer.next("open");
            assertThat(open.get("connection").textValue())
                    .startsWith(open.get("node").textValue() + ".");
            assertThat(open.get("heartbeatSeconds").intValue()).isEqualTo(1);
            assertThat(open.get("resumed").booleanValue()).isFalse();
            assertThat(viewer.next()).isEqualTo(new SseEvent(comment.eventId().toString(), "snapshot", """
                                    {"topic":"video:opens","likes":{"heart":41},"viewers":3,"comments":[{"id":"c-1","member":"ann","text":"hi","at":"2026-01-01T12:00:01Z"}]}"""));
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
                    .noneMatch(line -> line.startsWith("content-length"));
        }
    }

    @Test
    void everyKindOfEvent_arrivesSoon() throws Exception {
        Topic topic = Topic.video("events");
        try (ViewerStream viewer = node.watch("topic=video:events").settled()) {
            Entry first = warmUp(topic, viewer);

            arrives(
                    viewer,
                    () -> TOPICS.deliver(
                            topic, new Event.Likes(Map.of("heart", 2L), Totals.of("a", Map.of("heart", 42L)), 1.5)),
                    first.eventId().toString(),
                    "likes",
                    """
                    {"topic":"video:events","added":{"heart":2},"total":{"heart":42},"mediaTime":1.5}""");
            String last =
                    new EventId(first.loggedAt().plusSeconds(1), first.mark().next("c-2")).toString();
            arrives(viewer, () -> TOPICS.say(topic, "ann", "hi\nthere"), last, "comment", """
                    {"topic":"video:events","id":"c-2","member":"ann","text":"hi\\nthere","at":"2026-01-01T12:00:02Z"}""");
            arrives(viewer, () -> TOPICS.deliver(topic, new Event.Typing("bob", 6)), last, "typing", """
                    {"topic":"video:events","member":"bob","expiresInSeconds":6}""");
            arrives(viewer, () -> TOPICS.deliver(topic, new Event.Viewers(9)), last, "viewers", """
                    {"topic":"video:events","count":9}""");
        }
    }

    /** The first event of a JVM waits for classes to load. */
    private static Entry warmUp(Topic topic, ViewerStream viewer) throws Exception {
        TOPICS.deliver(topic, new Event.Likes(Map.of("heart", 1L), Totals.of("a", Map.of("heart", 40L)), null));
        viewer.next("likes");
        Entry first = TOPICS.say(topic, "ann", "hi");
        viewer.next("comment");
        return first;
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
        try (ViewerStream first = node.watch("topic=video:resume").settled()) {
            EventId old = TOPICS.say(topic, "ann", "hi").eventId();
            EventId last = TOPICS.say(topic, "ann", "there").eventId();
            first.next("comment");
            first.next("comment");

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

    @Test
    void topicsOfOneStream_goOnWhereEachOfThemStands() throws Exception {
        Topic one = Topic.video("each-1");
        Topic other = Topic.video("each-2");
        Topic fresh = Topic.video("each-3");
        EventId a1 = TOPICS.say(one, "ann", "a1").eventId();
        TOPICS.say(one, "ann", "a2");
        for (int i = 1; i <= 3; i++) {
            TOPICS.say(other, "ann", "b" + i);
        }
        EventId b3 = TOPICS.say(other, "ann", "b4").eventId();
        TOPICS.say(fresh, "ann", "c1");
        String query = "topic=" + one + "@" + a1 + "&topic=" + other + "@none-of-ours&topic=" + fresh;

        assertThat(textsAfterOpen(query, "", 3))
                .containsExactlyInAnyOrder(
                        one + " comment a2",
                        one + " snapshot",
                        other + " gap expired",
                        other + " snapshot",
                        fresh + " snapshot");
        // An EventSource that connects by itself again says more than its URL, of one of the topics.
        assertThat(textsAfterOpen(query, "Last-Event-ID: " + b3 + "\r\n", 3))
                .containsExactlyInAnyOrder(
                        one + " comment a2",
                        one + " snapshot",
                        other + " snapshot",
                        fresh + " comment c1",
                        fresh + " snapshot");
    }

    private static List<String> textsAfterOpen(String query, String header, int snapshots) throws Exception {
        String request = "GET /v1/stream?" + query + " HTTP/1.1\r\nHost: test\r\n" + header + "\r\n";
        List<String> events = new ArrayList<>();
        try (ViewerStream viewer = ViewerStream.open(node.address(), request)) {
            assertThat(viewer.next("open").get("resumed").booleanValue()).isTrue();
            for (int left = snapshots; left > 0; ) {
                SseEvent event = viewer.next();
                JsonNode data = Json.read(event.data().getBytes(UTF_8));
                String what = data.path("text").asText(data.path("reason").asText());
                events.add((data.get("topic").textValue() + " " + event.name() + " " + what).strip());
                left -= event.name().equals("snapshot") ? 1 : 0;
            }
        }
        return events;
    }

    @Test
    void retraction_isToldAndNobodySeesTheTextAnyMore() throws Exception {
        Topic topic = Topic.video("oops");
        try (ViewerStream viewer = node.watch("topic=video:oops").settled()) {
            Entry before = TOPICS.say(topic, "ann", "hi");
            Entry said = TOPICS.say(topic, "ann", "oops, my address");
            viewer.next("comment");
            viewer.next("comment");

            Entry retraction = TOPICS.retract(topic, said.id());

            SseEvent told = viewer.next();
            assertThat(told)
                    .isEqualTo(new SseEvent(
                            retraction.eventId().toString(),
                            "retracted",
                            "{\"topic\":\"video:oops\",\"id\":\"" + said.id() + "\",\"by\":\"mod\"}"));
            assertThat(textsAfterOpen("topic=video:oops@" + before.eventId(), "", 1))
                    .containsExactly("video:oops retracted", "video:oops snapshot");
            assertThat(textsAfterOpen("topic=video:oops@" + said.eventId(), "", 1))
                    .containsExactly("video:oops retracted", "video:oops snapshot");
            assertThat(textsAfterOpen("topic=video:oops@" + retraction.eventId(), "", 1))
                    .containsExactly("video:oops snapshot");
            try (ViewerStream newcomer = node.watch("topic=video:oops")) {
                newcomer.next("open");
                assertThat(newcomer.next("snapshot").toString())
                        .contains("\"hi\"")
                        .doesNotContain("oops, my address");
            }
        }
    }

    @Test
    void commentThatGotLost_isFetchedAndToldInItsPlace() throws Exception {
        Topic topic = Topic.video("hole");
        try (ViewerStream viewer = node.watch("topic=video:hole").settled()) {
            TOPICS.lose(topic, "ann", "lost");
            TOPICS.say(topic, "ann", "next");

            assertThat(viewer.next("comment").get("text").textValue()).isEqualTo("lost");
            assertThat(viewer.next("comment").get("text").textValue()).isEqualTo("next");
        }
    }

    @Test
    void pastBeforeTheFirstPage_isFetchedForWhoeverResumesThere() throws Exception {
        Topic topic = Topic.video("past");
        EventId old = TOPICS.say(topic, "ann", "old").eventId();
        for (int i = 0; i < 300; i++) {
            TOPICS.say(topic, "ann", "text " + i);
        }

        assertThat(textsAfterOpen("topic=video:past@" + old, "", 1))
                .hasSize(301)
                .startsWith("video:past comment text 0");
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
