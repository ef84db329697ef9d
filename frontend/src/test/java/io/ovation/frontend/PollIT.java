package io.ovation.frontend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.event.Event;
import io.ovation.common.http.Json;
import io.ovation.common.log.Entry;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class PollIT {

    private static final long PATIENCE_SECONDS = 20;
    private static final ScriptedTopics TOPICS = new ScriptedTopics();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
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
    void firstPoll_getsTheSnapshotAtOnce() throws Exception {
        Entry first = TOPICS.say(Topic.video("first"), "ann", "hi");

        JsonNode events = answer(poll(node, "topic=video:first&member=ann"));

        assertThat(events).hasSize(1);
        assertThat(events.get(0).get("event").textValue()).isEqualTo("snapshot");
        assertThat(events.get(0).get("id").textValue())
                .isEqualTo(first.eventId().toString());
        assertThat(events.get(0).get("data").get("comments").get(0).get("text").textValue())
                .isEqualTo("hi");
    }

    @Test
    void laterPoll_getsWhatWasMissedAtOnce() throws Exception {
        Entry first = TOPICS.say(Topic.video("missed"), "ann", "hi");
        TOPICS.say(Topic.video("missed"), "bob", "ho");

        JsonNode events = answer(poll(node, "topic=video:missed&lastEventId=" + first.eventId()));

        assertThat(names(events)).containsExactly("comment", "snapshot");
        assertThat(events.get(0).get("data").get("id").textValue()).isEqualTo("c-2");
    }

    @Test
    void laterPoll_isHeldUntilSomethingComes() throws Exception {
        Topic topic = Topic.video("held");
        Entry first = TOPICS.say(topic, "ann", "hi");
        // It is a viewer of its own while it is held.
        try (ViewerStream beside = node.watch("topic=video:held").settled()) {
            CompletableFuture<HttpResponse<String>> poll =
                    poll(node, "topic=video:held&lastEventId=" + first.eventId());
            TOPICS.awaitMessage(topic, message -> viewers(message) == 2);
            assertThat(poll).isNotDone();

            Entry second = TOPICS.say(topic, "bob", "ho");

            JsonNode events = answer(poll);
            assertThat(names(events)).containsExactly("comment");
            assertThat(events.get(0).get("id").textValue())
                    .isEqualTo(second.eventId().toString());
            TOPICS.awaitMessage(topic, message -> viewers(message) == 1);
            beside.next("comment");
        }
    }

    @Test
    void pollWithoutNews_isAnsweredWithNone() throws Exception {
        ScriptedTopics topics = new ScriptedTopics();
        Entry first = topics.say(Topic.video("quiet"), "ann", "hi");
        try (FrontendNode impatient = FrontendNode.start(topics, "ovation.frontend.edge.poll.hold = 300 ms")) {
            assertThat(answer(poll(impatient, "topic=video:quiet&lastEventId=" + first.eventId())))
                    .isEmpty();
        }
    }

    @Test
    void pollThatOutlivesTheTimeForARequest_isHeldStill() throws Exception {
        Topic topic = Topic.video("long");
        Entry first = TOPICS.say(topic, "ann", "hi");
        try (ViewerStream beside = node.watch("topic=video:long").settled()) {
            CompletableFuture<HttpResponse<String>> poll =
                    poll(node, "topic=video:long&lastEventId=" + first.eventId());
            TOPICS.awaitMessage(topic, message -> viewers(message) == 2);
            // The node's request-timeout is a second.
            poll.copy()
                    .orTimeout(2, TimeUnit.SECONDS)
                    .handle((answer, failure) -> "")
                    .join();
            assertThat(poll).isNotDone();

            TOPICS.deliver(topic, new Event.Viewers(2));

            assertThat(names(answer(poll))).containsExactly("viewers");
            beside.next("viewers");
        }
    }

    @Test
    void clientThatGoesAway_isForgotten() throws Exception {
        Topic topic = Topic.video("gone");
        Entry first = TOPICS.say(topic, "ann", "hi");
        try (ViewerStream beside = node.watch("topic=video:gone").settled()) {
            RawClient client = node.connect();
            client.send(
                    "GET /v1/poll?topic=video:gone&lastEventId=" + first.eventId() + " HTTP/1.1\r\nHost: test\r\n\r\n");
            TOPICS.awaitMessage(topic, message -> viewers(message) == 2);

            client.close();

            TOPICS.awaitMessage(topic, message -> viewers(message) == 1);
            assertThat(beside.head()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void nodeThatStops_saysByeAndWhenToComeBack() throws Exception {
        ScriptedTopics topics = new ScriptedTopics();
        Topic topic = Topic.video("stops");
        Entry first = topics.say(topic, "ann", "hi");
        try (FrontendNode stopping = FrontendNode.start(topics, "")) {
            CompletableFuture<HttpResponse<String>> poll =
                    poll(stopping, "topic=video:stops&lastEventId=" + first.eventId());
            topics.awaitMessage(topic, message -> message instanceof TopicMessage.Subscribe);

            stopping.beginToStop();

            JsonNode events = answer(poll);
            assertThat(names(events)).containsExactly("bye");
            assertThat(events.get(0).get("data").get("reconnectAfterMs").isNumber())
                    .isTrue();
        }
    }

    @Test
    void pollWithoutATopic_isRefused() throws Exception {
        HttpResponse<String> answer = poll(node, "").get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("a poll needs a topic");
    }

    @Test
    void pollOfSeveralTopics_goesOnWhereEachOfThemStands() throws Exception {
        Topic one = Topic.video("several-1");
        Topic other = Topic.video("several-2");
        Topic fresh = Topic.video("several-3");
        Entry a1 = TOPICS.say(one, "ann", "a1");
        Entry b1 = TOPICS.say(other, "ann", "b1");
        TOPICS.say(one, "ann", "a2");
        TOPICS.say(fresh, "ann", "c1");

        JsonNode events =
                answer(poll(node, "topic=" + one + "@" + a1.eventId() + "&topic=" + other + "@" + b1.eventId()));
        assertThat(names(events)).containsExactly("comment", "snapshot");
        assertThat(events.get(0).get("data").get("text").textValue()).isEqualTo("a2");

        JsonNode begun = answer(poll(node, "topic=" + other + "@" + b1.eventId() + "&topic=" + fresh));
        assertThat(names(begun)).containsExactly("snapshot");
        assertThat(begun.get(0).get("data").get("topic").textValue()).isEqualTo(fresh.toString());
    }

    @Test
    void placeOfATopic_winsOverAnIdForAllTopics() throws Exception {
        Topic video = Topic.video("own-place");
        Topic bob = Topic.presence("own-place");
        Entry first = TOPICS.say(video, "ann", "a1");
        Entry second = TOPICS.say(video, "ann", "a2");

        JsonNode missed =
                answer(poll(node, "topic=" + video + "@" + first.eventId() + "&topic=" + bob + "&lastEventId=0"));
        assertThat(names(missed)).containsExactlyInAnyOrder("presence", "comment", "snapshot");
        assertThat(missed.findValuesAsText("text")).startsWith("a2");

        CompletableFuture<HttpResponse<String>> held =
                poll(node, "topic=" + video + "@" + second.eventId() + "&topic=" + bob + "&lastEventId=0");
        TOPICS.awaitMessage(video, message -> viewers(message) == 1);
        assertThat(held).as("nothing was missed").isNotDone();
        TOPICS.deliver(bob, new Event.Presence(true, TestLog.NOON));
        JsonNode news = answer(held);
        assertThat(names(news)).containsOnly("presence");
        assertThat(news.findValuesAsText("status")).endsWith("online");
    }

    @Test
    void retraction_isNewsToAPoll() throws Exception {
        Topic topic = Topic.video("retracted-poll");
        Entry said = TOPICS.say(topic, "ann", "oops");
        CompletableFuture<HttpResponse<String>> poll = poll(node, "topic=" + topic + "@" + said.eventId());
        TOPICS.awaitMessage(topic, message -> message instanceof TopicMessage.Subscribe);

        Entry retraction = TOPICS.retract(topic, said.id());

        JsonNode events = answer(poll);
        assertThat(names(events)).startsWith("retracted");
        assertThat(events.get(0).get("id").textValue())
                .isEqualTo(retraction.eventId().toString());
        assertThat(events.get(0).get("data").get("id").textValue()).isEqualTo(said.id());
    }

    private static CompletableFuture<HttpResponse<String>> poll(FrontendNode at, String query) {
        URI uri = URI.create("http://127.0.0.1:" + at.address().getPort() + "/v1/poll?" + query);
        return HTTP.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static JsonNode answer(CompletableFuture<HttpResponse<String>> poll) throws Exception {
        HttpResponse<String> answer = poll.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        return Json.read(answer.body().getBytes(UTF_8));
    }

    private static List<String> names(JsonNode events) {
        return events.findValuesAsText("event");
    }

    private static int viewers(TopicMessage message) {
        return message instanceof TopicMessage.Renew renew ? renew.viewers() : -1;
    }
}
