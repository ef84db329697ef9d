package io.ovation.frontend.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Event;
import io.ovation.common.log.Entry;
import io.ovation.common.sse.SseEvent;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.FrontendNode;
import io.ovation.frontend.NoLeaks;
import io.ovation.frontend.ScriptedTopics;
import io.ovation.frontend.ViewerStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** RFC 9112, sections 6 and 7.1: how streams are delimited. */
@ExtendWith(NoLeaks.class)
class StreamFramingIT {

    private static final ScriptedTopics TOPICS = new ScriptedTopics();
    private static FrontendNode node;

    @BeforeAll
    static void start() throws Exception {
        node = FrontendNode.start(TOPICS, "ovation.frontend.stream.comments-per-second = 1000000");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void eventsOfHttp11_areNotLate() throws Exception {
        Topic topic = Topic.video("chunks");
        try (ViewerStream viewer = stream("topic=video:chunks", "1.1").settled()) {
            TOPICS.deliver(topic, new Event.Viewers(1));
            viewer.next("viewers");
            TOPICS.deliver(topic, new Event.Viewers(2));
            viewer.next("viewers");

            assertThat(viewer.head().lines())
                    .contains("transfer-encoding: chunked", "connection: close")
                    .noneMatch(line -> line.startsWith("content-length"));
            assertThat(viewer.chunks())
                    .endsWith(
                            "event: viewers\ndata: {\"topic\":\"video:chunks\",\"count\":1}\n\n",
                            "event: viewers\ndata: {\"topic\":\"video:chunks\",\"count\":2}\n\n")
                    .allSatisfy(chunk -> assertThat(chunk).endsWith("\n\n"));
        }
    }

    @Test
    void streamsOfHttp10_endWithTheConnection() throws Exception {
        try (ViewerStream viewer = stream("topic=video:whole", "1.0").settled()) {
            TOPICS.deliver(Topic.video("whole"), new Event.Viewers(1));
            viewer.next("viewers");

            assertThat(viewer.head().lines())
                    .contains("connection: close")
                    .noneMatch(line -> line.startsWith("transfer-encoding") || line.startsWith("content-length"));
            assertThat(viewer.chunks()).isEmpty();
        }
    }

    @Test
    void whatWasMissed_isTheSameInChunks() throws Exception {
        Topic topic = Topic.video("missed");
        Entry first = TOPICS.say(topic, "ann", "begin");
        for (int i = 0; i < 200; i++) {
            TOPICS.say(topic, "ann", "x".repeat(i * 7));
        }
        String query = "topic=video:missed@" + first.eventId();

        List<SseEvent> inChunks = eventsUntilTheSnapshot(stream(query, "1.1"));
        List<SseEvent> whole = eventsUntilTheSnapshot(stream(query, "1.0"));

        assertThat(inChunks).hasSize(201).isEqualTo(whole);
    }

    /** A presence has no gaps: there is nothing to be sent in place of one, and nothing is what ends a stream. */
    @Test
    void presence_endsNoStream() throws Exception {
        try (ViewerStream viewer = stream("topic=presence:ann&topic=video:beside&lastEventId=0", "1.1")) {
            viewer.next("open");
            while (!viewer.next().name().equals("snapshot")) {
                // What comes before does not matter.
            }
            TOPICS.deliver(Topic.video("beside"), new Event.Viewers(1));
            SseEvent event = viewer.next();
            while (!event.name().equals("viewers")) {
                event = viewer.next();
            }
            assertThat(viewer.isComplete()).isFalse();
        }
    }

    private static ViewerStream stream(String query, String version) throws Exception {
        return ViewerStream.open(
                node.address(), "GET /v1/stream?" + query + " HTTP/" + version + "\r\nHost: test\r\n\r\n");
    }

    private static List<SseEvent> eventsUntilTheSnapshot(ViewerStream stream) throws Exception {
        List<SseEvent> events = new ArrayList<>();
        try (ViewerStream viewer = stream) {
            viewer.next("open");
            do {
                events.add(viewer.next());
            } while (!events.get(events.size() - 1).name().equals("snapshot"));
        }
        return events;
    }
}
