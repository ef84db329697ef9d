package io.ovation.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Event;
import io.ovation.common.log.Entry;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.sse.SseEvent;
import io.ovation.common.topic.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A viewer that does not read costs a bounded number of bytes, and nobody else anything. */
@ExtendWith(NoLeaks.class)
class SlowViewerIT {

    private static final int COMMENTS = 300;
    private static final int COMMENT_BYTES = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final ScriptedTopics TOPICS = new ScriptedTopics();
    private static FrontendNode node;

    @BeforeAll
    static void start() throws Exception {
        node = FrontendNode.start(TOPICS, """
                ovation.frontend.edge { max-pending-bytes = 16 KiB, send-buffer-bytes = 8 KiB }
                ovation.frontend.stream { heartbeat = 600 ms, patience = 2 s, recent-comments = 3 }
                ovation.frontend.stream.comments-per-second = 1000000
                """);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void slowViewer_getsAGapAndASnapshotWhenItReadsAgain() throws Exception {
        Topic topic = Topic.video("slow");
        try (ViewerStream fast = node.watch("topic=video:slow").settled();
                ViewerStream slow = watchSlowly(topic)) {
            flood(topic, fast);

            Set<String> seen = new HashSet<>();
            SseEvent event = slow.next();
            while (event.name().equals("comment")) {
                seen.add(event.id());
                event = slow.next();
            }
            assertThat(seen).hasSizeLessThan(COMMENTS);
            assertThat(event.name()).isEqualTo("gap");
            assertThat(event.data()).isEqualTo("{\"topic\":\"video:slow\",\"reason\":\"slow\"}");
            assertThat(slow.next("snapshot").get("comments").get(2).get("id").textValue())
                    .isEqualTo("c-" + COMMENTS);

            TOPICS.deliver(topic, new Event.Viewers(2));
            assertThat(slow.next("viewers").get("count").intValue()).isEqualTo(2);
            fast.next("viewers");
        }
    }

    /** Netty alone would fail the write that the network does not take at once. */
    @Test
    void slowViewer_thatHasClosedItsHalfKeepsItsStream() throws Exception {
        Topic topic = Topic.video("half");
        RawClient client = RawClient.connect(node.address(), 4 * 1024)
                .send("GET /v1/stream?topic=video:half HTTP/1.1\r\nHost: test\r\n\r\n")
                .halfClose();
        try (ViewerStream fast = node.watch("topic=video:half").settled();
                ViewerStream slow = ViewerStream.of(client).settled()) {
            flood(topic, fast);

            SseEvent event = slow.next();
            while (event.name().equals("comment")) {
                event = slow.next();
            }
            assertThat(event.name()).isEqualTo("gap");
            slow.next("snapshot");
            TOPICS.deliver(topic, new Event.Viewers(2));
            slow.next("viewers");
        }
    }

    @Test
    void viewerThatReadsNothing_isDisconnectedAfterPatience() throws Exception {
        Topic topic = Topic.video("stuck");
        try (ViewerStream fast = node.watch("topic=video:stuck").settled();
                ViewerStream stuck = watchSlowly(topic)) {
            TOPICS.awaitMessage(topic, message -> viewers(message) == 2);
            flood(topic, fast);
            long start = System.nanoTime();

            TOPICS.awaitMessage(topic, message -> viewers(message) == 1);

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(PATIENCE.dividedBy(2), PATIENCE.plusSeconds(2));
            TOPICS.deliver(topic, new Event.Viewers(1));
            fast.next("viewers");
            assertThat(stuck.client().readToEnd())
                    .doesNotContain("event: gap")
                    .as("a stream that is cut off has no end")
                    .doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void slowViewer_thatComesBackReadsWhatItMissedAsFastAsItLikes() throws Exception {
        Topic topic = Topic.video("returns");
        String text = "x".repeat(COMMENT_BYTES);
        Entry first = TOPICS.say(topic, "ann", text);
        for (int i = 1; i < COMMENTS / 2; i++) {
            TOPICS.say(topic, "ann", text);
        }
        RawClient client = RawClient.connect(node.address(), 4 * 1024);
        try (ViewerStream slow = ViewerStream.open(
                client, "GET /v1/stream?topic=" + topic + "@" + first.eventId() + " HTTP/1.1\r\nHost: test\r\n\r\n")) {
            slow.next("open");
            TOPICS.say(topic, "ann", "meanwhile");

            for (int i = 2; i <= COMMENTS / 2 + 1; i++) {
                SseEvent comment = slow.next();
                assertThat(comment.name()).isEqualTo("comment");
                assertThat(comment.data()).contains("\"id\":\"c-" + i + "\"");
            }
            slow.next("snapshot");
            TOPICS.deliver(topic, new Event.Viewers(2));
            slow.next("viewers");
            assertThat(node.memory().viewers().taken()).isLessThan(COMMENTS * COMMENT_BYTES / 4L);
        }
    }

    private static ViewerStream watchSlowly(Topic topic) throws IOException {
        RawClient client = RawClient.connect(node.address(), 4 * 1024);
        return ViewerStream.open(client, "GET /v1/stream?topic=" + topic + " HTTP/1.1\r\nHost: test\r\n\r\n")
                .settled();
    }

    /** Delivers more than any buffer holds; the fast viewer gets all of it. */
    private static void flood(Topic topic, ViewerStream fast) throws IOException {
        String text = "x".repeat(COMMENT_BYTES);
        for (int i = 0; i < COMMENTS; i++) {
            Entry entry = TOPICS.say(topic, "ann", text);
            assertThat(fast.next("comment").get("id").textValue()).isEqualTo(entry.id());
        }
    }

    private static int viewers(TopicMessage message) {
        return message instanceof TopicMessage.Renew renew ? renew.viewers() : -1;
    }
}
