package io.ovation.likes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresenceIT {

    @TempDir
    private static Path directory;

    private static BackendNode node;
    private static ApiClient api;

    @BeforeAll
    static void start() throws Exception {
        node = BackendNode.start(directory, "ovation.likes.http.viewers-timeout = 2 s");
        api = new ApiClient(node.address());
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void members_areAnsweredInTheirOrder() throws Exception {
        ApiClient.assertAccepted(api.post("/presence", "{\"member\":\"ann\"}"));

        HttpResponse<byte[]> answer = api.get("/presence?member=bob&member=ann&member=silent&member=bob");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(ApiClient.json(answer)).hasToString("""
                {"members":[{"member":"bob","status":"offline"},\
                {"member":"ann","status":"online","lastActiveAt":"2026-01-01T12:00:00Z"},\
                {"member":"silent","status":"unknown"}]}""");
    }

    @Test
    void heartbeat_needsAMemberAndNothingElse() throws Exception {
        ApiClient.assertProblem(api.post("/presence", "{}"), 400, "invalid", "field 'member' is missing");
        ApiClient.assertProblem(
                api.post("/presence", "{\"member\":\"a b\"}"), 400, "invalid", "member id 'a b' must be");
        ApiClient.assertProblem(
                api.post("/presence", "{\"member\":\"ann\",\"status\":\"away\"}"),
                400,
                "invalid",
                "unknown field 'status'; known are member");
    }

    @Test
    void heartbeatsOfMany_areOneRequest() throws Exception {
        ApiClient.assertAccepted(api.post("/presence", "[{\"member\":\"ann\"},{\"member\":\"cid\"}]"));

        ApiClient.assertProblem(
                api.post("/presence", "[]"), 400, "invalid", "an array of heartbeats must have 1 to 1000");
        ApiClient.assertProblem(
                api.post("/presence", "[{\"member\":\"ann\"},{}]"), 400, "invalid", "[1]: field 'member' is missing");
    }

    @Test
    void question_namesOneToAHundredMembers() throws Exception {
        String tooMany = IntStream.rangeClosed(0, 100)
                .mapToObj(number -> "member=m" + number)
                .collect(Collectors.joining("&"));

        ApiClient.assertProblem(api.get("/presence"), 400, "invalid", "must be given 1 to 100 times, not 0");
        ApiClient.assertProblem(
                api.get("/presence?" + tooMany), 400, "invalid", "must be given 1 to 100 times, not 101");
        ApiClient.assertProblem(api.get("/presence?member="), 400, "invalid", "member id '' must be");
        ApiClient.assertProblem(api.get("/presence?members=ann"), 400, "invalid", "unknown query parameter");
    }

    @Test
    void otherMethods_areRefusedWithThoseThereAre() throws Exception {
        HttpResponse<byte[]> put = api.send(api.request("/presence").PUT(BodyPublishers.ofString("{}")));
        HttpResponse<byte[]> options = api.send(api.request("/presence").method("OPTIONS", BodyPublishers.noBody()));

        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(put.headers().firstValue("Allow").orElse("")).contains("GET", "POST");
        assertThat(options.headers().firstValue("Access-Control-Allow-Methods")).contains("GET, POST");
    }
}
