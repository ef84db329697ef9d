package io.ovation.likes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers that the publisher API reads, in every form in which they may come. */
class HeadersIT {

    private static final String LIKE = "{\"video\":\"42\"}";
    private static final String COMMENT = "{\"video\":\"42\",\"member\":\"ada\",\"text\":\"hi\"}";
    private static final String JSON = "Content-Type: application/json";

    @TempDir
    private static Path directory;

    private static BackendNode node;
    private static RawClient raw;

    @BeforeAll
    static void start() throws Exception {
        node = BackendNode.start(directory, "");
        raw = new RawClient(node.address());
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON",
                "Application/Json; Charset=UTF-8",
                "application/json;charset=\"utf-8\"",
                "application/json \t;\t charset=utf8",
                "application/json; profile=\"a;b\"",
                "application/json; profile=x; charset=utf-8",
                "application/json;",
                "application/json; ;charset=utf-8;",
                "application/json\r\nContent-Type: application/json",
            })
    void jsonInUtf8_isTaken_howeverItIsSaid(String type) throws Exception {
        assertThat(raw.post("/likes", LIKE, "Content-Type: " + type).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=iso-8859-1",
                "application/json; charset=UTF-16",
                "application/json; profile=x; charset=us-ascii",
                "application/json; charset=nonsense",
            })
    void otherCharset_is415(String type) throws Exception {
        raw.post("/likes", LIKE, "Content-Type: " + type)
                .assertProblem(415, "unsupported-media-type", "its charset utf-8 if it has any");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "json",
                "application/",
                "application/json; charset",
                "application/json; charset=",
                "application/json; charset=\"\"",
                "application/json, text/plain",
                "application/json, application/json",
                "application/json; ;charset=utf-8;charset=utf-8",
                "application/vnd.api+json",
                "application/*",
                "text/json",
            })
    void whatIsNotJson_is415(String type) throws Exception {
        RawClient.Answer answer = raw.post("/likes", LIKE, "Content-Type: " + type);

        answer.assertProblem(415, "unsupported-media-type", "Content-Type must be application/json");
        assertThat(answer.headers()).doesNotContainKey("accept-encoding");
    }

    @Test
    void twoContentTypes_are400() throws Exception {
        raw.post("/likes", LIKE, JSON, "Content-Type: text/plain")
                .assertProblem(400, "malformed", "header Content-Type is there more than once");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZIP",
                "br",
                "identity, gzip",
                "identity\r\nContent-Encoding: deflate",
                "nonsense,",
                ", x"
            })
    void encodedBody_is415_andToldWhatWouldBeRight(String coding) throws Exception {
        RawClient.Answer answer = raw.post("/likes", LIKE, JSON, "Content-Encoding: " + coding);

        answer.assertProblem(415, "unsupported-content-coding", "Content-Encoding must be left out");
        assertThat(answer.headers()).containsEntry("accept-encoding", "identity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "identity", "Identity, , identity"})
    void bodyThatIsNotEncoded_isTaken(String coding) throws Exception {
        assertThat(raw.post("/likes", LIKE, JSON, "Content-Encoding: " + coding).status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({
        "'', must be 1 to 128 printable ASCII characters",
        "é, must be 1 to 128 printable ASCII characters",
        "'a\r\nIdempotency-Key: b', is there 2 times; once is enough",
        "'a\r\nidempotency-key: a', is there 2 times; once is enough",
        "'\r\nIdempotency-Key: b', is there 2 times; once is enough",
    })
    void idempotencyKey_thatIsEmptyOrDoubled_is400(String key, String detail) throws Exception {
        raw.post("/comments", COMMENT, JSON, "Idempotency-Key: " + utf8(key))
                .assertProblem(400, "invalid", "header Idempotency-Key " + detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"7f3a\"", "a, b", "~", " padded "})
    void idempotencyKey_isTakenAsItIs(String key) throws Exception {
        RawClient.Answer first = raw.post("/comments", COMMENT, JSON, "Idempotency-Key: " + key);

        assertThat(first.status()).isEqualTo(202);
        assertThat(raw.post("/comments", COMMENT, JSON, "idempotency-key:" + key.strip())
                        .body())
                .isEqualTo(first.body());
    }

    /** It has no meaning there, so nothing can be wrong with it. */
    @ParameterizedTest
    @CsvSource({
        "/likes, '{\"video\":\"42\"}'",
        "/typing, '{\"video\":\"42\",\"member\":\"ada\"}'",
        "/presence, '{\"member\":\"ada\"}'"
    })
    void idempotencyKey_isIgnoredWhereNothingIsMadeSafe(String path, String body) throws Exception {
        assertThat(raw.post(path, body, JSON, "Idempotency-Key: ", "Idempotency-Key: b")
                        .status())
                .isEqualTo(202);
    }

    /** The answer is the same for every origin. */
    @ParameterizedTest
    @ValueSource(strings = {"", "null", "https://example.org", "nonsense", "https://a\r\nOrigin: https://b"})
    void origin_isNotRead(String origin) throws Exception {
        RawClient.Answer answer = raw.post("/likes", LIKE, JSON, "Origin: " + origin);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.headers()).containsEntry("access-control-allow-origin", "*");
    }

    @Test
    void targetThatAClientClaims_isIgnored() throws Exception {
        assertThat(raw.request("GET", "/videos/42", "Raw-Request-URI: /videos/..", "Raw-Request-URI: %zz")
                        .status())
                .isEqualTo(200);
    }

    /** The client writes characters as bytes. */
    private static String utf8(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
