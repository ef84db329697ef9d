package io.ovation.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {

    @Test
    void fields_areRead() {
        JsonFields fields = read("{\"f\":\"text\",\"g\":3}");

        assertThat(fields.text("f")).contains("text");
        assertThat(fields.requiredText("f")).isEqualTo("text");
        assertThat(fields.id("f")).contains("text");
        assertThat(fields.requiredId("f")).isEqualTo("text");
        assertThat(fields.wholeNumber("g", 1, 3)).contains(3L);
        assertThat(fields.seconds("g")).contains(3.0);
        assertThat(fields.requiredNumber("g")).isEqualTo(3.0);
        assertThat(read("{\"f\":[\"a\",\"b\"]}").texts("f", 2)).containsExactly("a", "b");
        assertThat(read("{\"f\":[{\"a\":\"b\"}]}").objects("f", 1, Set.of("a")))
                .singleElement()
                .satisfies(object -> assertThat(object.text("a")).contains("b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"f\":null}"})
    void fieldThatIsAbsentOrNull_isEmpty(String json) {
        JsonFields fields = read(json);

        assertThat(fields.has("f")).isFalse();
        assertThat(fields.text("f")).isEmpty();
        assertThat(fields.id("f")).isEmpty();
        assertThat(fields.wholeNumber("f", 0, 1)).isEmpty();
        assertThat(fields.seconds("f")).isEmpty();
        assertThat(fields.texts("f", 1)).isEmpty();
        assertThat(fields.objects("f", 1, Set.of())).isEmpty();
        assertInvalid(json, of -> of.requiredText("f"), "field 'f' is missing");
        assertInvalid(json, of -> of.requiredId("f"), "field 'f' is missing");
        assertInvalid(json, of -> of.requiredNumber("f"), "field 'f' is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[]|an array", "1|a whole number", "1.5|a number", "true|true or false", "null|null", "\"x\"|text"
            })
    void whatIsNoObject_isRefused(String json, String kind) {
        assertInvalid(json, of -> {}, "a JSON object is expected, not " + kind);
    }

    @Test
    void unknownField_isRefusedWithAShortEcho() {
        assertInvalid("{\"" + "x".repeat(1_000) + "\":1}", of -> {}, "unknown field '" + "x".repeat(40) + "…'");
    }

    @Test
    void wrongType_isRefusedByName() {
        assertInvalid("{\"f\":1}", of -> of.text("f"), "field 'f' must be text, not a whole number");
        assertInvalid("{\"f\":{}}", of -> of.id("f"), "field 'f' must be text, not an object");
        assertInvalid("{\"f\":\"1\"}", of -> of.wholeNumber("f", 0, 9), "field 'f' must be a whole number, not text");
        assertInvalid("{\"f\":1.0}", of -> of.wholeNumber("f", 0, 9), "field 'f' must be a whole number, not a number");
        assertInvalid("{\"f\":\"1\"}", of -> of.seconds("f"), "field 'f' must be a number of seconds, not text");
        assertInvalid("{\"f\":\"a\"}", of -> of.texts("f", 1), "field 'f' must be an array of text, not text");
        assertInvalid("{\"f\":[\"a\",1]}", of -> of.texts("f", 2), "field 'f' must be an array of text, not a whole");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "10", "99999999999999999999999"})
    void wholeNumberOutOfBounds_isRefusedWithTheBounds(String number) {
        assertInvalid("{\"f\":" + number + "}", of -> of.wholeNumber("f", 0, 9), "field 'f' must be from 0 to 9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.5", "1e400"})
    void secondsOutOfBounds_areRefused(String number) {
        assertInvalid("{\"f\":" + number + "}", of -> of.seconds("f"), "field 'f' must be zero or more seconds");
    }

    @Test
    void tooManyTexts_areRefusedWithTheLimit() {
        assertInvalid("{\"f\":[\"a\",\"b\"]}", of -> of.texts("f", 1), "field 'f' may have at most 1 entries, not 2");
    }

    @Test
    void badId_isRefusedWithTheCharactersAllowed() {
        assertInvalid("{\"f\":\"a b\"}", of -> of.id("f"), "f id 'a b' must be 1 to 128 characters");
    }

    private static JsonFields read(String json) {
        return JsonFields.of(Json.read(json.getBytes(UTF_8)), Set.of("f", "g"));
    }

    private static void assertInvalid(String json, Consumer<JsonFields> use, String detail) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> use.accept(read(json)))
                .satisfies(e -> {
                    assertThat(e.problem().status()).isEqualTo(400);
                    assertThat(e.problem().type()).isEqualTo("urn:ovation:problem:invalid");
                    assertThat(e.problem().detail()).startsWith(detail).hasSizeLessThan(300);
                });
    }
}
