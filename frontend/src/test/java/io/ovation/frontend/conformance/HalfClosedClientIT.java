package io.ovation.frontend.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.event.Event;
import io.ovation.common.http.Json;
import io.ovation.common.log.Entry;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.Chunks;
import io.ovation.frontend.FrontendNode;
import io.ovation.frontend.NoLeaks;
import io.ovation.frontend.RawClient;
import io.ovation.frontend.ScriptedTopics;
import io.ovation.frontend.ViewerStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that closes its half of the connection behind its request, as {@code nc} does, waits for the answer. */
@ExtendWith(NoLeaks.class)
class HalfClosedClientIT {

    private static final String PAGE = "GET /test-page.js HTTP/1.1\r\nHost: test\r\n\r\n";
    private static final String CHANGE = "POST /v1/stream/node.0.AAAAAAAAAAAAAAAAAAAAAA/topics HTTP/1.1"
            + "\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
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

    @Test
    void everyRequest_isAnsweredBeforeTheConnectionEnds() throws IOException {
        assertThat(answersTo(PAGE)).containsExactly("200");
        assertThat(answersTo(PAGE + CHANGE + PAGE + CHANGE)).containsExactly("200", "404", "200", "404");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "GET /te", "POST /v1/stream/x/topics HTTP/1.1\r\nHost: test\r\nContent-Length: 9\r\n\r\n{"})
    void requestThatWillNotBeComplete_isNotWaitedFor(String begun) throws IOException {
        long start = System.nanoTime();

        assertThat(answersTo(PAGE + begun)).startsWith("200").doesNotContain("500");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(900));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1"})
    void stream_goesOn(String version) throws Exception {
        Topic topic = Topic.video("half-" + version);
        RawClient client = node.connect()
                .send("GET /v1/stream?topic=" + topic + " HTTP/" + version + "\r\nHost: test\r\n\r\n")
                .halfClose();
        try (ViewerStream viewer = ViewerStream.of(client).settled()) {
            viewer.awaitText(": heartbeat\n\n");
            viewer.awaitText(": heartbeat\n\n");

            TOPICS.deliver(topic, new Event.Viewers(1));

            viewer.next("viewers");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1"})
    void firstPoll_getsTheSnapshot(String version) throws Exception {
        Topic topic = Topic.video("first-" + version);
        TOPICS.say(topic, "ann", "hi");

        JsonNode events = poll("topic=" + topic, version, () -> {});

        assertThat(events).hasSize(1);
        assertThat(events.get(0).get("event").textValue()).isEqualTo("snapshot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1"})
    void poll_isHeld(String version) throws Exception {
        Topic topic = Topic.video("held-" + version);
        Entry first = TOPICS.say(topic, "ann", "hi");
        try (ViewerStream beside = node.watch("topic=" + topic).settled()) {
            JsonNode events = poll("topic=" + topic + "@" + first.eventId(), version, () -> {
                TOPICS.awaitMessage(topic, message -> viewers(message) == 2);
                TOPICS.say(topic, "bob", "ho");
            });

            assertThat(events).hasSize(1);
            assertThat(events.get(0).get("data").get("text").textValue()).isEqualTo("ho");
            beside.next("comment");
        }
    }

    /** A tab that is closed again at once. */
    @Test
    void viewerThatHasGone_isNoticedBehindItsRequest() throws Exception {
        Topic topic = Topic.video("gone");
        Entry first = TOPICS.say(topic, "ann", "hi");
        String poll = "/v1/poll?topic=" + topic + "@" + first.eventId();
        try (ViewerStream stays = node.watch("topic=" + topic).settled()) {
            for (String path : List.of("/v1/stream?topic=" + topic, poll)) {
                RawClient client = node.connect().send("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n");
                TOPICS.awaitMessage(topic, message -> viewers(message) == 2);
                long start = System.nanoTime();
                client.close();

                TOPICS.awaitMessage(topic, message -> viewers(message) == 1);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(900));
            }
            TOPICS.deliver(topic, new Event.Viewers(1));
            stays.next("viewers");
        }
    }

    private static int viewers(TopicMessage message) {
        return message instanceof TopicMessage.Renew renew ? renew.viewers() : -1;
    }

    private static Iterable<String> answersTo(String requests) throws IOException {
        try (RawClient client = node.connect().send(requests).halfClose()) {
            return STATUS.matcher(client.readToEnd())
                    .results()
                    .map(status -> status.group(1))
                    .toList();
        }
    }

    private static JsonNode poll(String query, String version, Meanwhile meanwhile) throws Exception {
        String request = "GET /v1/poll?" + query + " HTTP/" + version + "\r\nHost: test\r\n\r\n";
        try (RawClient client = node.connect().send(request).halfClose()) {
            meanwhile.happens();
            String head = client.readHead();
            String body = client.readToEnd();
            assertThat(head).startsWith("HTTP/1.1 200 ").contains("content-type: application/json");
            String json = head.contains("transfer-encoding: chunked") ? Chunks.whole(body) : body;
            return Json.read(json.getBytes(ISO_8859_1));
        }
    }

    private interface Meanwhile {
        void happens() throws Exception;
    }
}
