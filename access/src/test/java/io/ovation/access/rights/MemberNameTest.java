package io.ovation.access.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ovation.common.topic.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberNameTest {

    /** Another one each time; one that has failed is repeated with {@code -Dovation.seed}. */
    private static final long SEED = Long.getLong("ovation.seed", System.nanoTime());

    @ParameterizedTest
    @CsvSource({
        "ann, ann",
        "a.b_c-d~e, a.b_c-d~e",
        "auth0|1, auth0~7C1",
        "auth0~7C1, auth0~7E7C1",
        "ann@example.com, ann~40example.com",
        "~7c, ~7c",
        "~, ~",
        "...,...",
        "\u00e4, ~C3~A4",
    })
    void name_isOfSubject(String subject, String member) {
        assertThat(MemberName.of(subject)).isEqualTo(member);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void name_isRefused(String subject) {
        assertThatIllegalArgumentException().isThrownBy(() -> MemberName.of(subject));
    }

    @Test
    void name_thatIsTooLong_isRefused() {
        assertThat(MemberName.of("a".repeat(128))).hasSize(128);
        assertThatIllegalArgumentException().isThrownBy(() -> MemberName.of("a".repeat(129)));
        assertThatIllegalArgumentException().isThrownBy(() -> MemberName.of("|".repeat(43)));
    }

    @Test
    void name_isAnIdAndOfOneSubjectOnly() {
        Random random = new Random(SEED);
        String alphabet = "~~~~07CEAf|x\u00e4";
        Map<String, String> subjects = new HashMap<>();
        for (int run = 0; run < 200_000; run++) {
            StringBuilder subject = new StringBuilder();
            for (int length = 1 + random.nextInt(7); length > 0; length--) {
                subject.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String member = MemberName.of(subject.toString());
            Topic.requireId("member", member);
            String other = subjects.putIfAbsent(member, subject.toString());
            assertThat(other == null || other.contentEquals(subject))
                    .as("seed %d: %s is both %s and %s", SEED, member, other, subject)
                    .isTrue();
        }
    }
}
