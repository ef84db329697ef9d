package io.ovation.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void json_isRead() {
        JsonNode node = Json.read("{\"a\":[1,null,\"ä\"]}".getBytes(UTF_8));

        assertThat(node.get("a")).hasSize(3);
        assertThat(node.get("a").get(2).textValue()).isEqualTo("ä");
    }

    @Test
    void instants_areWrittenAsIso8601() {
        assertThat(new String(Json.write(Map.of("at", Instant.parse("2026-01-01T12:00:00.123Z"))), UTF_8))
                .isEqualTo("{\"at\":\"2026-01-01T12:00:00.123Z\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "{\"a\":1,}",
                "{'a':1}",
                "{a:1}",
                "[1 2]",
                "{} {}",
                "{}x",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":2}",
                "[{\"a\":1,\"b\":2,\"a\":1}]",
                "NaN",
                "01",
                "nul",
                "\"\\x\"",
                "\"a\nb\"",
                "// comment\n{}",
            })
    void malformedBody_isAProblem(String body) {
        assertProblem(body.getBytes(UTF_8));
    }

    @Test
    void bytesThatAreNoText_areAProblem() {
        assertProblem(new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'});
        assertProblem(new byte[] {(byte) 0xff});
        assertProblem(new byte[] {0, 0, 0, 0});
        assertProblem(new byte[] {'"', (byte) 0xc3, '"'});
    }

    /** The forms that RFC 3629 forbids, and what is none at all, in a text that is right but for that. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "c1 a1 c0 af",
                "c0 80",
                "e0 80 af",
                "f0 80 80 af",
                "e0 9f bf",
                "f0 8f bf bf",
                "f8 88 80 80 80",
                "fc 84 80 80 80 80",
                "ed a0 80",
                "ed bf bf",
                "ed a0 bd ed b8 80",
                "f4 90 80 80",
                "f5 80 80 80",
                "ff",
                "80",
                "c3",
                "e2 82",
                "f0 9f 92",
            })
    void bytesThatAreNotUtf8_areAProblemThatSaysWhere(String bytes) {
        for (String[] around : new String[][] {{"{\"a\":\"", "\"}"}, {"{\"", "\":1}"}, {"\"", ""}}) {
            byte[] body =
                    join(around[0].getBytes(UTF_8), HexFormat.ofDelimiter(" ").parseHex(bytes), around[1]);

            assertProblem(body, "the body is not UTF-8 from byte " + (around[0].length() + 1) + " on");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE"})
    void otherEncodings_areAProblem(String charset) {
        assertProblem("{\"a\":1}".getBytes(Charset.forName(charset)), "the body is in UTF-16 or UTF-32");
        assertProblem("7".getBytes(Charset.forName(charset)), "the body is in UTF-16 or UTF-32");
        assertProblem("\uFEFF{}".getBytes(Charset.forName(charset)), "the body is in UTF-16 or UTF-32");
    }

    @Test
    void byteOrderMark_isTolerated_once() {
        assertThat(Json.read("\uFEFF{\"a\":\"\uFEFF\"}".getBytes(UTF_8))
                        .get("a")
                        .textValue())
                .isEqualTo("\uFEFF");
        assertProblem("\uFEFF\uFEFF{}".getBytes(UTF_8), "the body is not JSON");
        assertProblem("\uFEFF".getBytes(UTF_8), "the body is empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud800\"",
                "\"\\uDFFF\"",
                "\"\\ude00\\ud83d\"",
                "[[{\"a\":{\"b\":[1,\"x\\ud83dy\"]}}]]",
            })
    void escapeOfHalfASurrogatePair_isAProblem(String body) {
        assertProblem(body.getBytes(UTF_8), "the body has an escape of half a surrogate pair");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"\\ud83d\":1}", "{\"\\ude00\":1}", "[{\"a\":{\"x\\ud83dy\":null}}]"})
    void escapeOfHalfASurrogatePair_inAName_isAProblem(String body) {
        assertProblem(body.getBytes(UTF_8));
    }

    @Test
    void everyCharacter_isTaken() {
        String all = "\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff";

        assertThat(Json.read(("\"" + all + "\\ud83d\\ude00\"").getBytes(UTF_8)).textValue())
                .isEqualTo(all + "\ud83d\ude00");
    }

    @Test
    void nesting_isBounded() {
        assertThat(Json.read(("[".repeat(32) + "]".repeat(32)).getBytes(UTF_8))).hasSize(1);
        assertProblem(
                ("[".repeat(33) + "]".repeat(33)).getBytes(UTF_8),
                "the body is not JSON: Document nesting depth (33) exceeds the maximum allowed (32)");
    }

    @Test
    void bodyMadeToExhaustTheReader_isAProblem() {
        assertProblem("[".repeat(100_000).getBytes(UTF_8));
        assertProblem("{\"a\":".repeat(100_000).getBytes(UTF_8));
        assertProblem("9".repeat(100_000).getBytes(UTF_8));
        assertProblem(("1e" + "9".repeat(100_000)).getBytes(UTF_8));
        assertProblem(("{\"" + "k".repeat(100_000) + "\":1}").getBytes(UTF_8));
        assertProblem("x".repeat(100_000).getBytes(UTF_8));
    }

    private static byte[] join(byte[] before, byte[] bytes, String after) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(before);
        joined.writeBytes(bytes);
        joined.writeBytes(after.getBytes(UTF_8));
        return joined.toByteArray();
    }

    private static void assertProblem(byte[] body) {
        assertProblem(body, "the body ");
    }

    private static void assertProblem(byte[] body, String detail) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Json.read(body))
                .satisfies(e -> {
                    assertThat(e.problem().status()).isEqualTo(400);
                    assertThat(e.problem().type()).isEqualTo("urn:ovation:problem:malformed");
                    assertThat(e.problem().detail()).startsWith(detail).hasSizeLessThan(600);
                });
    }
}
