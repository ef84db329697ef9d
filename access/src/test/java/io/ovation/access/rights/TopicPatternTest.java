package io.ovation.access.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicPatternTest {

    @ParameterizedTest
    @CsvSource({
        "video:42, video:42",
        "video:*, video:42",
        "video:4*, video:42",
        "video:42*, video:42",
        "*, conversation:a",
        "conversation:a-*, conversation:a-b",
        "vid*, video:1",
        "presence:ann, presence:ann",
    })
    void pattern_coversTopic(String pattern, String topic) {
        assertThat(TopicPattern.parse(pattern).covers(topic)).isTrue();
        assertThat(TopicPattern.parse(pattern)).hasToString(pattern);
    }

    @ParameterizedTest
    @CsvSource({
        "video:42, video:421",
        "video:42, video:4",
        "video:42, conversation:42",
        "video:*, conversation:video",
        "video:4*, video:24",
        "video:a, video:A",
        "conversation:a-*, conversation:a",
        "video:4.2, video:4x2",
        "video:a.*, video:ab",
    })
    void pattern_doesNotCoverTopic(String pattern, String topic) {
        assertThat(TopicPattern.parse(pattern).covers(topic)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "42",
                "video",
                "video:",
                "vidoe:*",
                "video:a*b",
                "video:**",
                "**",
                "*video:1",
                "video:%2A",
                "video:a/*",
                "video:..",
                "video:a,video:b",
                "video: *",
                "Video:*",
                "video:a\n*",
                "video:\u00e4*",
            })
    void pattern_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TopicPattern.parse(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {129, 1000})
    void pattern_longerThanAnyId_isRefused(int length) {
        assertThatIllegalArgumentException().isThrownBy(() -> TopicPattern.parse("video:" + "a".repeat(length) + '*'));
    }
}
