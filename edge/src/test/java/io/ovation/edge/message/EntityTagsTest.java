package io.ovation.edge.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagsTest {

    private static final String TAG = "\"a1\"";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "a1"                | true  | true
            W/"a1"              | false | true
            *                   | true  | true
            ` * `               | true  | true
            "b", "a1"           | true  | true
            "b",W/"a1"          | false | true
            W/"a1", "a1"        | true  | true
            , ,"b",, "a1" ,     | true  | true
            "a,b", "a1"         | true  | true
            ""                  | false | false
            "A1"                | false | false
            a1                  | false | false
            "a1                 | false | false
            W/                  | false | false
            W/a1"               | false | false
            w/"a1"              | false | false
            "b", *              | false | false
            `                 ` | false | false
            """)
    void tags_areCompared(String field, boolean strongly, boolean weakly) {
        assertThat(EntityTags.matchStrongly(List.of(field), TAG)).isEqualTo(strongly);
        assertThat(EntityTags.matchWeakly(List.of(field), TAG)).isEqualTo(weakly);
    }

    @Test
    void tags_mayBeOnAnyLine() {
        assertThat(EntityTags.matchStrongly(List.of("nonsense", "\"b\"", TAG), TAG))
                .isTrue();
        assertThat(EntityTags.matchWeakly(List.of(), TAG)).isFalse();
    }
}
