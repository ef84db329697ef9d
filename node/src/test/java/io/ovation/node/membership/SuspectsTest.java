package io.ovation.node.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuspectsTest {

    private final Suspects<String> suspects = new Suspects<>(3);

    @Test
    void process_isGoneAfterEnoughRefusalsInARow() {
        suspects.update(Set.of("a"));

        assertThat(suspects.onRefused("a")).isFalse();
        assertThat(suspects.onRefused("a")).isFalse();
        assertThat(suspects.onRefused("a")).isTrue();
    }

    @Test
    void connectionThatIsNotRefused_beginsTheCountAnew() {
        suspects.update(Set.of("a"));
        suspects.onRefused("a");
        suspects.onRefused("a");

        suspects.onNotRefused("a");

        assertThat(suspects.onRefused("a")).isFalse();
    }

    @Test
    void suspectThatIsStillSilent_keepsItsCount() {
        suspects.update(Set.of("a"));
        suspects.onRefused("a");
        suspects.onRefused("a");

        suspects.update(Set.of("a"));

        assertThat(suspects.onRefused("a")).isTrue();
    }

    @Test
    void newSuspect_beginsTheCountOfAllAnew() {
        suspects.update(Set.of("a"));
        suspects.onRefused("a");
        suspects.onRefused("a");

        suspects.update(Set.of("a", "b"));

        assertThat(suspects.onRefused("a")).isFalse();
    }

    @Test
    void member_thatIsHeardOfAgain_isNoSuspectWhateverComesLate() {
        suspects.update(Set.of("a"));
        suspects.onRefused("a");
        suspects.onRefused("a");

        suspects.update(Set.of());

        assertThat(suspects.contains("a")).isFalse();
        assertThat(suspects.onRefused("a")).isFalse();
        suspects.update(Set.of("a"));
        assertThat(suspects.onRefused("a")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, 5, true", "2, 5, true", "3, 5, false", "1, 3, true", "1, 2, false", "2, 4, false"})
    void membersAreDowned_onlyIfAMajorityIsLeft(long lost, long members, boolean allowed) {
        assertThat(Suspects.mayDown(lost, members)).isEqualTo(allowed);
    }
}
