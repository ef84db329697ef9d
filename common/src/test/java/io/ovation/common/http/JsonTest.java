package io.ovation.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
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

    @Test
    void bodyMadeToExhaustTheReader_isAProblem() {
        assertProblem("[".repeat(100_000).getBytes(UTF_8));
        assertProblem("9".repeat(100_000).getBytes(UTF_8));
        assertProblem(("1e" + "9".repeat(100_000)).getBytes(UTF_8));
        assertProblem(("{\"" + "k".repeat(100_000) + "\":1}").getBytes(UTF_8));
        assertProblem("x".repeat(100_000).getBytes(UTF_8));
    }

    private static void assertProblem(byte[] body) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Json.read(body))
                .satisfies(e -> {
                    assertThat(e.problem().status()).isEqualTo(400);
                    assertThat(e.problem().type()).isEqualTo("urn:ovation:problem:malformed");
                    assertThat(e.problem().detail()).startsWith("the body is ").hasSizeLessThan(600);
                });
    }
}
