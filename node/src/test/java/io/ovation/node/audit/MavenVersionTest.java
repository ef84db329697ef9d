package io.ovation.node.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MavenVersionTest {

    private static final List<String> ORDERED = List.of(
            "0.9",
            "1.0-alpha1",
            "1.0-beta2",
            "1.0-M1",
            "1.0-rc1",
            "1.0-rc10",
            "1.0-SNAPSHOT",
            "1.0",
            "1.0-sp",
            "1.0-jre",
            "1.0.1",
            "1.2",
            "1.10",
            "2.0.0.Final",
            "2.0.1",
            "10");

    @Test
    void versions_haveTheOrderOfMaven() {
        for (int first = 0; first < ORDERED.size(); first++) {
            for (int second = 0; second < ORDERED.size(); second++) {
                assertThat(Integer.signum(MavenVersion.parse(ORDERED.get(first))
                                .compareTo(MavenVersion.parse(ORDERED.get(second)))))
                        .as("%s and %s", ORDERED.get(first), ORDERED.get(second))
                        .isEqualTo(Integer.compare(first, second));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1.0, 1", "4.2.18.Final, 4.2.18", "7.7.0.RELEASE, 7.7", "1.0-CR2, 1.0-rc2", "1.0a1, 1.0-alpha-1"})
    void versionsThatDifferInSpellingAlone_areTheSame(String one, String other) {
        assertThat(MavenVersion.parse(one)).isEqualByComparingTo(MavenVersion.parse(other));
    }
}
