package io.ovation.likes;

import static io.ovation.likes.ApiClient.assertProblem;
import static io.ovation.likes.ApiClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.Retraction;
import io.ovation.common.topic.Topic;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetractionIT {

    @TempDir
    private static Path directory;

    @TempDir
    private static Path otherDirectory;

    private static BackendNode node;
    private static ApiClient api;

    @BeforeAll
    static void start() throws Exception {
        node = BackendNode.start(directory, "ovation.likes.http.retraction = on");
        api = new ApiClient(node.address());
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @BeforeEach
    void forgetWhatWasPublished() {
        node.forgetWhatWasPublished();
    }

    @Test
    void retractedComment_isToldAndNotShownAnyMore() throws Exception {
        String id = comment("one");
        node.nextEntry();

        HttpResponse<byte[]> response = delete("/comments/" + id + "?by=mod");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(json(response)).hasToString("{\"id\":\"" + id + "\"}");
        BackendNode.Logged told = node.nextEntry();
        assertThat(told.topic()).isEqualTo(Topic.video("one"));
        assertThat(told.entry().body()).isInstanceOfSatisfying(Retraction.class, retraction -> {
            assertThat(retraction.target()).isEqualTo(id);
            assertThat(retraction.by()).isEqualTo("mod");
        });
        assertThat(told.entry().position()).isEqualTo(2);
        assertThat(json(api.get("/videos/one")).get("comments")).isEmpty();
    }

    @Test
    void retraction_thatIsRepeated_isAcceptedAndNotToldAgain() throws Exception {
        String id = comment("two");
        delete("/comments/" + id);
        node.nextEntry();
        node.nextEntry();

        assertThat(delete("/comments/" + id + "?by=other").statusCode()).isEqualTo(202);

        String next = comment("two");
        assertThat(node.nextEntry().entry().id()).isEqualTo(next);
    }

    @Test
    void commentThatIsPostedAgain_staysRetracted() throws Exception {
        String id = comment("three");
        delete("/comments/" + id);

        assertThat(comment("three")).isNotEqualTo(id);
        assertThat(commentWithKey("four")).isEqualTo(commentWithKey("four"));
        delete("/comments/" + commentWithKey("four"));
        commentWithKey("four");

        assertThat(json(api.get("/videos/four")).get("comments")).isEmpty();
    }

    @Test
    void retractedComment_keepsItsKey() throws Exception {
        String id = commentWithKey("six");
        delete("/comments/" + id);

        assertThat(commentWithKey("six")).isEqualTo(id);
        HttpResponse<byte[]> other = postWithKey(body("six").replace("hi", "another text"));

        assertProblem(other, 422, "idempotency-key-reused", "this one with a key of its own");
        assertThat(json(api.get("/videos/six")).get("comments")).isEmpty();
    }

    @Test
    void unknownId_andWhatIsNoComment_are404() throws Exception {
        String id = comment("five");
        node.nextEntry();
        delete("/comments/" + id);
        String retraction = node.nextEntry().entry().id();

        assertProblem(delete("/comments/nobody"), 404, "not-found", "there is no such comment");
        assertProblem(delete("/comments/" + retraction), 404, "not-found", "there is no such comment");
    }

    @Test
    void idsThatAreNone_are400() throws Exception {
        assertProblem(delete("/comments/a%20b"), 400, "invalid", "comment id 'a b' must be");
        assertProblem(delete("/comments/" + "x".repeat(129)), 400, "invalid", "comment id");
        assertProblem(delete("/comments/x?by=a%2Fb"), 400, "invalid", "by id 'a/b' must be");
        assertProblem(delete("/comments/x?member=mod"), 400, "invalid", "unknown query parameter 'member'");
    }

    @Test
    void browsers_mayAsk() throws Exception {
        HttpResponse<byte[]> preflight =
                api.send(api.request("/comments/x").method("OPTIONS", BodyPublishers.noBody()));

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods"))
                .contains("DELETE");
        assertThat(preflight.headers().firstValue("Allow")).contains("DELETE, OPTIONS");
        assertThat(delete("/comments/nobody").headers().firstValue("Access-Control-Allow-Origin"))
                .contains("*");
    }

    @Test
    void retraction_isOffUnlessItIsSwitchedOn() throws Exception {
        try (BackendNode other = BackendNode.start(otherDirectory, "")) {
            ApiClient otherApi = new ApiClient(other.address());

            assertProblem(
                    otherApi.send(otherApi.request("/comments/x").DELETE()),
                    403,
                    "forbidden",
                    "ovation.likes.http.retraction is off");
        }
    }

    private static HttpResponse<byte[]> delete(String path) throws Exception {
        return api.send(api.request(path).DELETE());
    }

    private static String comment(String video) throws Exception {
        return json(api.post("/comments", body(video))).get("id").textValue();
    }

    private static String commentWithKey(String video) throws Exception {
        return json(postWithKey(body(video))).get("id").textValue();
    }

    private static HttpResponse<byte[]> postWithKey(String body) throws Exception {
        return api.send(
                api.postRequest("/comments", BodyPublishers.ofString(body)).header("Idempotency-Key", "k"));
    }

    private static String body(String video) {
        return "{\"video\":\"" + video + "\",\"member\":\"ada\",\"text\":\"hi\"}";
    }
}
