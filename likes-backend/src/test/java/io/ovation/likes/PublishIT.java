package io.ovation.likes;

import static io.ovation.likes.ApiClient.assertAccepted;
import static io.ovation.likes.ApiClient.assertProblem;
import static io.ovation.likes.ApiClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.log.Comment;
import io.ovation.common.topic.Topic;
import io.ovation.likes.publish.TopicEvent;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishIT {

    @TempDir
    private static Path directory;

    private static BackendNode node;
    private static ApiClient api;

    @BeforeAll
    static void start() throws Exception {
        node = BackendNode.start(directory, "ovation.data-centre = west");
        api = new ApiClient(node.address());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void forgetWhatWasPublished() {
        node.forgetWhatWasPublished();
    }

    @Test
    void like_isCountedAndPublishedWithItsTotal() throws Exception {
        assertAccepted(api.post("/likes", "{\"video\":\"one\",\"count\":2,\"mediaTime\":1.5}"));

        assertThat(node.nextPublished())
                .usingRecursiveComparison()
                .ignoringFields("event.trace")
                .isEqualTo(new TopicEvent(
                        Topic.video("one"),
                        new Event.Likes(Map.of("heart", 2L), Totals.of("west", Map.of("heart", 2L)), 1.5)));
        assertThat(video("one").get("likes")).hasToString("{\"heart\":2}");
    }

    @Test
    void likesInARow_arePublishedMergedAndExact() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertAccepted(api.post("/likes", "{\"video\":\"row\",\"reaction\":\"wow\"}"));
        }

        List<Event.Likes> events = likesUntil(Topic.video("row"), "wow", 50);
        assertThat(events).hasSizeLessThan(50);
        assertThat(events.stream().mapToLong(event -> event.added().get("wow")).sum())
                .isEqualTo(50);
    }

    @Test
    void arrayOfLikes_isAllOrNothing() throws Exception {
        HttpResponse<byte[]> refused = api.post("/likes", "[{\"video\":\"all\"},{\"video\":\"all\",\"count\":0}]");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertAccepted(api.post("/likes", "[{\"video\":\"all\"},{\"video\":\"all\",\"reaction\":\"fire\"}]"));

        assertThat(video("all").get("likes")).hasToString("{\"fire\":1,\"heart\":1}");
    }

    @Test
    void comment_isKeptAndPublishedWithTheIdOfTheAnswer() throws Exception {
        HttpResponse<byte[]> response =
                api.post("/comments", "{\"video\":\"talk\",\"member\":\"ada\",\"text\":\"¡hola! 👋\",\"mediaTime\":7}");

        assertThat(response.statusCode()).isEqualTo(202);
        Comment published = node.nextEntry().comment();
        assertThat(json(response)).hasToString("{\"id\":\"" + published.id() + "\"}");
        assertThat(published.text()).isEqualTo("¡hola! 👋");
        assertThat(video("talk").get("comments"))
                .hasToString("[{\"id\":\"" + published.id() + "\",\"member\":\"ada\",\"text\":\"¡hola! 👋\",\"at\":\""
                        + published.at() + "\",\"mediaTime\":7.0}]");
    }

    @Test
    void commentOfAConversation_isPublishedThere() throws Exception {
        api.post("/comments", "{\"conversation\":\"c\",\"member\":\"ada\",\"text\":\"hi\"}");

        assertThat(node.nextEntry().topic()).isEqualTo(Topic.conversation("c"));
    }

    @Test
    void retriedComment_isKeptAndPublishedOnceAsItWas() throws Exception {
        HttpResponse<byte[]> first = commentWithKey("{\"video\":\"retry\",\"member\":\"ada\",\"text\":\"first\"}");
        HttpResponse<byte[]> retry = commentWithKey("{\"member\":\"ada\",\"text\":\"first\",\"video\":\"retry\"}");

        assertThat(retry.statusCode()).isEqualTo(202);
        assertThat(retry.body()).isEqualTo(first.body());
        api.post("/comments", "{\"video\":\"retry\",\"member\":\"ada\",\"text\":\"next\"}");
        assertThat(node.nextEntry().comment().text()).isEqualTo("first");
        assertThat(node.nextEntry().comment().text()).isEqualTo("next");
        assertThat(texts(video("retry"))).containsExactly("first", "next");
    }

    @Test
    void keyOfAnotherComment_is422_andNothingIsKept() throws Exception {
        String first = "{\"video\":\"reuse\",\"member\":\"ada\",\"text\":\"first\",\"mediaTime\":1}";
        HttpResponse<byte[]> accepted = commentWithKey(first);

        for (String other : List.of(
                first.replace("first", "second"),
                first.replace(":1}", ":2}"),
                first.replace(",\"mediaTime\":1", ""),
                first.replace(":1}", ":1,\"featured\":true}"))) {
            assertProblem(commentWithKey(other), 422, "idempotency-key-reused", "header Idempotency-Key: this member");
        }

        assertThat(commentWithKey(first).body()).isEqualTo(accepted.body());
        assertThat(commentWithKey(first.replace(":1}", ":1.0,\"featured\":false}"))
                        .body())
                .isEqualTo(accepted.body());
        assertThat(texts(video("reuse"))).containsExactly("first");
    }

    @Test
    void keyOfAnotherMemberOrTopic_isAnotherKey() throws Exception {
        String body = "{\"video\":\"scope\",\"member\":\"ada\",\"text\":\"hi\"}";

        assertThat(List.of(
                        commentWithKey(body).statusCode(),
                        commentWithKey(body.replace("ada", "bob")).statusCode(),
                        commentWithKey(body.replace("video", "conversation")).statusCode()))
                .containsOnly(202);
        assertThat(texts(video("scope"))).containsExactly("hi", "hi");
    }

    @Test
    void commentsOfOneTopic_arePublishedInTheirOrder() throws Exception {
        List<String> texts = IntStream.range(0, 30).mapToObj(i -> "t" + i).toList();
        for (String text : texts) {
            api.post("/comments", "{\"video\":\"order\",\"member\":\"ada\",\"text\":\"" + text + "\"}");
        }

        List<String> published = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            published.add(node.nextEntry().comment().text());
        }
        assertThat(published).isEqualTo(texts);
        assertThat(texts(video("order"))).isEqualTo(texts);
    }

    @Test
    void comments_arePaged() throws Exception {
        for (int i = 0; i < 5; i++) {
            api.post("/comments", "{\"video\":\"pages\",\"member\":\"ada\",\"text\":\"t" + i + "\"}");
        }

        JsonNode last = video("pages?limit=2");
        assertThat(texts(last)).containsExactly("t3", "t4");
        String before = last.get("comments").get(0).get("id").textValue();
        assertThat(texts(video("pages?limit=2&before=" + before))).containsExactly("t1", "t2");
        assertThat(texts(video("pages?limit=0"))).isEmpty();
    }

    @Test
    void typing_isPublishedAndNotKept() throws Exception {
        assertAccepted(api.post("/typing", "{\"video\":\"type\",\"member\":\"ada\"}"));

        assertThat(node.nextPublished())
                .usingRecursiveComparison()
                .ignoringFields("event.trace")
                .isEqualTo(new TopicEvent(Topic.video("type"), new Event.Typing("ada", 5)));
    }

    @Test
    void unknownVideo_hasNoLikesAndNoComments() throws Exception {
        assertThat(video("unknown"))
                .hasToString(
                        "{\"video\":\"unknown\",\"likes\":{},\"viewers\":" + BackendNode.VIEWERS + ",\"comments\":[]}");
    }

    @Test
    void video_showsTheLikesOfOtherDataCentresToo() throws Exception {
        assertAccepted(api.post("/likes", "{\"video\":\"abroad\",\"count\":2}"));

        assertThat(video("abroad").get("likes")).hasToString("{\"heart\":7}");
    }

    @Test
    void video_whoseTopicActorIsSilent_isShownWithoutViewers() throws Exception {
        assertThat(video(BackendNode.SILENT.id())).hasToString("{\"video\":\"silent\",\"likes\":{},\"comments\":[]}");
    }

    @Test
    void tenThousandLikesOfTwentyPublishers_areCountedExactly() throws Exception {
        int publishers = 20;
        int likesEach = 500;
        ExecutorService threads = Executors.newFixedThreadPool(publishers);
        try {
            List<Callable<Integer>> tasks = IntStream.range(0, publishers)
                    .<Callable<Integer>>mapToObj(publisher -> () -> publishLikes(likesEach))
                    .toList();
            int accepted = 0;
            for (Future<Integer> publisher : threads.invokeAll(tasks)) {
                accepted += publisher.get();
            }
            assertThat(accepted).isEqualTo(publishers * likesEach);
        } finally {
            threads.shutdown();
        }

        assertThat(video("many").get("likes")).hasToString("{\"heart\":10000}");
        List<Event.Likes> events = likesUntil(Topic.video("many"), "heart", 10_000);
        assertThat(events.stream()
                        .mapToLong(event -> event.added().get("heart"))
                        .sum())
                .isEqualTo(10_000);
    }

    private static int publishLikes(int count) throws Exception {
        ApiClient own = new ApiClient(node.address());
        int accepted = 0;
        for (int i = 0; i < count; i++) {
            accepted += own.post("/likes", "{\"video\":\"many\"}").statusCode() == 202 ? 1 : 0;
        }
        return accepted;
    }

    private static HttpResponse<byte[]> commentWithKey(String body) throws Exception {
        return api.send(
                api.postRequest("/comments", BodyPublishers.ofString(body)).header("Idempotency-Key", "\"7f3a\""));
    }

    private static List<Event.Likes> likesUntil(Topic topic, String reaction, long total) throws Exception {
        List<Event.Likes> events = new ArrayList<>();
        do {
            TopicEvent next = node.nextPublished();
            assertThat(next.topic()).isEqualTo(topic);
            events.add((Event.Likes) next.event());
        } while (events.get(events.size() - 1).totals().sum().get(reaction) < total);
        return events;
    }

    private static JsonNode video(String pathAndQuery) throws Exception {
        HttpResponse<byte[]> response = api.get("/videos/" + pathAndQuery);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        return json(response);
    }

    private static List<String> texts(JsonNode video) {
        return video.get("comments").findValuesAsText("text");
    }
}
