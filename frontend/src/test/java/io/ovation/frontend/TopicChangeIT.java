package io.ovation.frontend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.event.Event;
import io.ovation.common.http.Json;
import io.ovation.common.topic.Topic;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two frontends of one cluster: whichever is asked, the one that holds the connection does it. */
@ExtendWith(NoLeaks.class)
class TopicChangeIT {

    private static final Topic CATS = Topic.video("cats");
    private static final Topic DOGS = Topic.video("dogs");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ScriptedTopics TOPICS = new ScriptedTopics();
    private static FrontendNode holder;
    private static FrontendNode other;

    @BeforeAll
    static void start() throws Exception {
        holder = FrontendNode.start(TOPICS, "");
        other = FrontendNode.startBeside(holder);
    }

    @AfterAll
    static void stop() {
        other.close();
        holder.close();
    }

    @Test
    void change_atTheNodeThatHoldsTheConnection() throws Exception {
        try (ViewerStream viewer = holder.watch("topic=video:cats")) {
            String connection = viewer.next("open").get("connection").textValue();
            viewer.next("snapshot");

            assertThat(topicsAfter(change(holder.address(), connection, """
                    {"subscribe":["video:dogs"]}""")))
                    .containsExactlyInAnyOrder("video:cats", "video:dogs");
            assertThat(viewer.next("snapshot").get("topic").textValue()).isEqualTo("video:dogs");

            assertThat(topicsAfter(change(holder.address(), connection, """
                    {"unsubscribe":["video:cats"]}"""))).containsExactly("video:dogs");
            TOPICS.deliver(CATS, new Event.Viewers(1));
            TOPICS.deliver(DOGS, new Event.Viewers(2));
            assertThat(viewer.next("viewers").get("topic").textValue()).isEqualTo("video:dogs");
        }
    }

    @Test
    void change_throughAnotherNode() throws Exception {
        try (ViewerStream viewer = holder.watch("topic=video:cats")) {
            String connection = viewer.next("open").get("connection").textValue();
            viewer.next("snapshot");

            // It takes a moment until the two nodes have heard of each other.
            HttpResponse<String> answer = other.await(() -> {
                HttpResponse<String> now = change(other.address(), connection, """
                        {"subscribe":["video:dogs"],"unsubscribe":["video:cats"]}""");
                assertThat(now.statusCode()).isEqualTo(200);
                return now;
            });

            assertThat(topicsAfter(answer)).containsExactly("video:dogs");
            assertThat(viewer.next("snapshot").get("topic").textValue()).isEqualTo("video:dogs");
        }
    }

    @Test
    void passiveStream_getsCommentsAloneAndASnapshotWhenItReturns() throws Exception {
        Topic topic = Topic.video("hidden");
        try (ViewerStream viewer = holder.watch("topic=video:hidden")) {
            String connection = viewer.next("open").get("connection").textValue();
            viewer.next("snapshot");

            HttpResponse<String> passive = change(holder.address(), connection, "{\"passive\":true}");
            assertThat(passive.body()).isEqualTo("{\"topics\":[\"video:hidden\"],\"passive\":true}");
            TOPICS.deliver(topic, new Event.Viewers(7));
            TOPICS.deliver(topic, new Event.Typing("ann", 5));
            TOPICS.say(topic, "ann", "hi");
            assertThat(viewer.next("comment").get("id").textValue()).isEqualTo("c-1");

            HttpResponse<String> active = change(holder.address(), connection, "{\"passive\":false}");
            assertThat(active.body()).isEqualTo("{\"topics\":[\"video:hidden\"],\"passive\":false}");
            JsonNode snapshot = viewer.next("snapshot");
            assertThat(snapshot.get("viewers").intValue()).isEqualTo(7);
            TOPICS.deliver(topic, new Event.Viewers(8));
            assertThat(viewer.next("viewers").get("count").intValue()).isEqualTo(8);
        }
    }

    @Test
    void eventsReachViewersOfEveryNode() throws Exception {
        Topic topic = Topic.conversation("everywhere");
        try (ViewerStream one = holder.watch("topic=" + topic).settled();
                ViewerStream two = other.watch("topic=" + topic).settled()) {
            TOPICS.deliver(topic, new Event.Typing("ann", 5));

            assertThat(one.next("typing").get("member").textValue()).isEqualTo("ann");
            assertThat(two.next("typing").get("member").textValue()).isEqualTo("ann");
        }
    }

    @Test
    void change_ofAnEndedConnectionIsNotFound() throws Exception {
        ViewerStream viewer = holder.watch("topic=video:cats");
        String connection = viewer.next("open").get("connection").textValue();
        viewer.close();

        for (FrontendNode node : Set.of(holder, other)) {
            node.await(() -> {
                HttpResponse<String> answer = change(node.address(), connection, "{}");
                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
                return null;
            });
        }
    }

    @Test
    void answers_leaveInTheOrderOfTheRequests() throws Exception {
        try (ViewerStream viewer = holder.watch("topic=video:cats");
                RawClient client = holder.connect()) {
            String connection = viewer.next("open").get("connection").textValue();
            String change = "POST /v1/stream/" + connection + "/topics HTTP/1.1\r\nHost: test\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
            String page = "GET /nothing HTTP/1.1\r\nHost: test\r\n\r\n";

            // The change is answered by an actor, later; the page would be at once.
            client.send(change + page + change + page);

            assertThat(List.of(
                            client.readAnswer().status(),
                            client.readAnswer().status(),
                            client.readAnswer().status(),
                            client.readAnswer().status()))
                    .containsExactly(200, 404, 200, 404);
        }
    }

    private static HttpResponse<String> change(InetSocketAddress node, String connection, String body) {
        URI uri = URI.create("http://127.0.0.1:" + node.getPort() + "/v1/stream/" + connection + "/topics");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.sendAsync(request, BodyHandlers.ofString()).join();
    }

    private static Set<String> topicsAfter(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Set<String> topics = new HashSet<>();
        for (JsonNode topic : Json.read(answer.body().getBytes(UTF_8)).get("topics")) {
            topics.add(topic.textValue());
        }
        return topics;
    }
}
