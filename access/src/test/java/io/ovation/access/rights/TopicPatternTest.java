package io.ovation.access.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicPatternTest {

    /** Another one each time; one that has failed is repeated with {@code -Dovation.seed}. */
    private static final long SEED = Long.getLong("ovation.seed", System.nanoTime());

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

    @Test
    void pattern_coversWhatAPersonWouldSay() {
        Random random = new Random(SEED);
        int both = 0;
        for (int run = 0; run < 50_000; run++) {
            String pattern = anyName(random) + (random.nextBoolean() ? "*" : "");
            String topic = anyName(random);
            boolean isCovered = TopicPattern.parse(pattern).covers(topic);
            assertThat(isCovered).as("seed %d: %s and %s", SEED, pattern, topic).isEqualTo(fits(pattern, topic));
            both += isCovered ? 1 : 0;
        }
        assertThat(both).isBetween(1_000, 49_000);
    }

    /** So short that they often fit. */
    private static String anyName(Random random) {
        StringBuilder name = new StringBuilder(random.nextBoolean() ? "video:" : "presence:");
        for (int more = 1 + random.nextInt(3); more > 0; more--) {
            name.append(random.nextBoolean() ? '-' : 'a');
        }
        return name.toString();
    }

    /** One character after the other. */
    private static boolean fits(String pattern, String topic) {
        if (pattern.equals("*")) {
            return true;
        }
        if (pattern.isEmpty() || topic.isEmpty()) {
            return pattern.isEmpty() && topic.isEmpty();
        }
        return pattern.charAt(0) == topic.charAt(0) && fits(pattern.substring(1), topic.substring(1));
    }
}
