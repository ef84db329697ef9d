package io.ovation.likes;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.http.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths and queries as clients send them, and as they had better not. */
class RequestTargetIT {

    private static final String LONGEST = "~".repeat(128);

    @TempDir
    private static Path directory;

    private static BackendNode node;
    private static ApiClient api;
    private static RawClient raw;

    @BeforeAll
    static void start() throws Exception {
        node = BackendNode.start(directory, "ovation.likes.http.retraction = on");
        api = new ApiClient(node.address());
        raw = new RawClient(node.address());
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    /** Asked for by a client that makes what it can of a URL, and by one that sends every character escaped. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "A", "0", "-", "_", "~", "...", "....", ".a", "a.", "..a", "a..", ".-", "~.", "a.b..c", "LONGEST"
            })
    void everyIdThatCanBePublished_canBeReadBack(String name) throws Exception {
        String id = name.equals("LONGEST") ? LONGEST : name;
        assertThat(api.post("/likes", "{\"video\":\"" + id + "\"}").statusCode())
                .isEqualTo(202);
        assertThat(api.post("/comments", "{\"video\":\"" + id + "\",\"member\":\"" + id + "\",\"text\":\"hi\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(api.post("/presence", "{\"member\":\"" + id + "\"}").statusCode())
                .isEqualTo(202);

        for (String path : new String[] {"/videos/" + id, "/videos/" + escaped(id)}) {
            assertThat(ApiClient.json(api.get(path)).get("video").textValue()).isEqualTo(id);
            assertThat(ApiClient.json(api.get(path)).get("likes")).hasToString("{\"heart\":1}");
            assertThat(ApiClient.json(api.get(path))
                            .get("comments")
                            .get(0)
                            .get("member")
                            .textValue())
                    .isEqualTo(id);
            RawClient.Answer answer = raw.get(path);
            assertThat(Json.read(answer.body().getBytes(StandardCharsets.UTF_8))
                            .get("video")
                            .textValue())
                    .isEqualTo(id);
        }
        assertThat(ApiClient.json(api.get("/presence?member=" + escaped(id)))
                        .get("members")
                        .get(0)
                        .get("status")
                        .textValue())
                .isEqualTo("online");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void idThatNoUrlCanHave_cannotBePublished(String id) throws Exception {
        for (String[] request : new String[][] {
            {"/likes", "{\"video\":\"%s\"}"},
            {"/likes", "[{\"video\":\"a\"},{\"video\":\"a\",\"member\":\"%s\"}]"},
            {"/comments", "{\"video\":\"%s\",\"member\":\"ada\",\"text\":\"hi\"}"},
            {"/comments", "{\"conversation\":\"%s\",\"member\":\"ada\",\"text\":\"hi\"}"},
            {"/comments", "{\"video\":\"a\",\"member\":\"%s\",\"text\":\"hi\"}"},
            {"/typing", "{\"video\":\"%s\",\"member\":\"ada\"}"},
            {"/typing", "{\"video\":\"a\",\"member\":\"%s\"}"},
            {"/presence", "{\"member\":\"%s\"}"},
        }) {
            ApiClient.assertProblem(
                    api.post(request[0], request[1].formatted(id)),
                    400,
                    "invalid",
                    "id '" + id + "' must not be '.' or '..', which a URL cannot have in its path; any other 1 to 128");
        }
        raw.get("/presence?member=" + id).assertProblem(400, "invalid", "member id '" + id + "' must not be");
        raw.request("DELETE", "/comments/x?by=" + id).assertProblem(400, "invalid", "by id '" + id + "' must not be");
        raw.get("/videos/a?before=" + id).assertProblem(400, "invalid", "before id '" + id + "' must not be");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/videos/.",
                "/videos/..",
                "/videos/%2e",
                "/videos/%2E%2e",
                "/videos/.%2e?limit=1",
                "/./likes",
                "/videos/../likes",
                "/%2e%2e/likes",
                "http://test/videos/..",
                "/..",
            })
    void dotSegments_are400(String target) throws Exception {
        raw.get(target).assertProblem(400, "invalid", "the path must not have '.' or '..' between its slashes");
        raw.request("DELETE", target).assertProblem(400, "invalid", "the path must not have '.' or '..'");
    }

    @ParameterizedTest
    @CsvSource({
        "/videos/%, '%'",
        "/videos/%4, '%'",
        "/videos/%zz, '%'",
        "/videos/a?limit=%, '%'",
        "/videos/a?limit=%4g, '%'",
        "/videos/a?%zz=1, '%'",
        "/likes?%, '%'",
        "/nothing/%zz, '%'",
    })
    void percentWithoutTwoDigits_is400(String target, String detail) throws Exception {
        assertMalformed(target, detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/videos/%c0%af",
                "/videos/%c1%a1",
                "/videos/%ed%a0%80",
                "/videos/%f4%90%80%80",
                "/videos/%ff",
                "/videos/%c3",
                "/videos/a?limit=%c0%af",
                "/videos/a?%c0%af=1",
                "/likes?%c0%af",
                "/presence?member=a&member=%c1%a1",
                "/comments/%c0%af",
                "/nothing/%c0%af",
            })
    void bytesThatAreNotUtf8_are400(String target) throws Exception {
        assertMalformed(target, "not UTF-8");
    }

    private static void assertMalformed(String target, String detail) throws Exception {
        raw.get(target).assertProblem(400, "malformed", detail);
        raw.request("DELETE", target).assertProblem(400, "malformed", detail);
        raw.post(target, "{\"video\":\"a\"}", "Content-Type: application/json").assertProblem(400, "malformed", detail);
    }

    /** Decoded once: what is escaped twice is no id, nor is what an escape would have cut in two. */
    @ParameterizedTest
    @ValueSource(strings = {"/videos/a%2Fb", "/videos/a%252Fb", "/videos/a%3Flimit", "/videos/%C3%A9", "/videos/a%00"})
    void escapedCharactersThatNoIdHas_are400(String target) throws Exception {
        raw.get(target).assertProblem(400, "invalid", "video id");
    }

    @ParameterizedTest
    @CsvSource({
        "/videos/a?limit=1&limit=1, limit",
        "/videos/a?before=b&before=b, before",
    })
    void parameterThatIsThereTwice_is400(String target, String name) throws Exception {
        raw.get(target).assertProblem(400, "invalid", "query parameter '" + name + "' is there 2 times");
    }

    @Test
    void whoRetracts_isSaidOnce() throws Exception {
        raw.request("DELETE", "/comments/x?by=a&by=b")
                .assertProblem(400, "invalid", "query parameter 'by' is there 2 times");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/videos/a?limit=", "/videos/a?limit", "/videos/a?before=", "/presence?member="})
    void parameterWithoutValue_is400(String target) throws Exception {
        raw.get(target).assertProblem(400, "invalid", "must be");
    }

    @Test
    void longestQuestionThatIsAllowed_isAnswered() throws Exception {
        String members = Collections.nCopies(100, LONGEST).stream()
                .map(member -> "member=" + member)
                .collect(Collectors.joining("&"));

        assertThat(raw.get("/presence?" + members).status()).isEqualTo(200);
    }

    private static String escaped(String id) {
        return id.chars().mapToObj("%%%02x"::formatted).collect(Collectors.joining());
    }
}
