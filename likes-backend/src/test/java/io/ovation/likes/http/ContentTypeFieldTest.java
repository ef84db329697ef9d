package io.ovation.likes.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTypeFieldTest {

    @Test
    void typeAndNames_areReadInLowerCase_andValuesAsTheyAre() {
        assertThat(ContentTypeField.parse("Application/JSON;Charset=UTF-8 \t; \tA.b=\"x; \\\"y\\\\\"; c=~"))
                .contains(new ContentTypeField(
                        "application/json", Map.of("charset", "UTF-8", "a.b", "x; \"y\\", "c", "~")));
        assertThat(ContentTypeField.parse("a/b; c=\"\"")).contains(new ContentTypeField("a/b", Map.of("c", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a/b;", "a/b ;", "a/b;;", "a/b; ; ", "a/b "})
    void parameters_mayBeEmpty(String field) {
        assertThat(ContentTypeField.parse(field)).contains(new ContentTypeField("a/b", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a/",
                "/b",
                "a /b",
                "a/ b",
                " a/b",
                "a/b/c",
                "a/b c",
                "a/b, a/b",
                "a/b; c",
                "a/b; c=",
                "a/b; =d",
                "a/b; c =d",
                "a/b; c= d",
                "a/b; c=\"d",
                "a/b; c=\"d\\\"",
                "a/b; c=\"",
                "a/b; c=\"d\\",
                "a/b; c=\"d\"e",
                "a/b; c=d; C=e",
                "a/b; c=\u00e9",
            })
    void whatIsNone_isEmpty(String field) {
        assertThat(ContentTypeField.parse(field)).isEmpty();
    }

    @Test
    void longFields_areNoTrouble() {
        assertThat(ContentTypeField.parse("a/b; c=\"" + "\\x".repeat(100_000))).isEmpty();
        assertThat(ContentTypeField.parse("a/b" + " ;".repeat(100_000))).isPresent();
    }
}
