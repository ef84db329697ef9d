package io.ovation.common.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RequireTest {

    @Test
    void valueWithinBounds_isReturned() {
        assertThat(Require.between("k", 1, 1, 3)).isEqualTo(1);
        assertThat(Require.between("k", 3, 1, 3)).isEqualTo(3);
        assertThat(Require.positive("k", 1)).isEqualTo(1);
        assertThat(Require.port("k", 0)).isZero();
        assertThat(Require.port("k", 65_535)).isEqualTo(65_535);
        assertThat(Require.positive("k", Duration.ofNanos(1))).isEqualTo(Duration.ofNanos(1));
        assertThat(Require.notBlank("k", " x ")).isEqualTo(" x ");
    }

    @Test
    void valueOutOfBounds_isRefusedByKeyWithTheBoundsAndTheValue() {
        assertRefused(() -> Require.between("k", 0, 1, 3), "k must be from 1 to 3, not 0");
        assertRefused(() -> Require.between("k", 4, 1, 3), "k must be from 1 to 3, not 4");
        assertRefused(() -> Require.positive("k", 0), "k must be from 1 to 2147483647, not 0");
        assertRefused(() -> Require.port("k", -1), "k must be from 0 to 65535, not -1");
        assertRefused(() -> Require.port("k", 65_536), "k must be from 0 to 65535, not 65536");
        assertRefused(() -> Require.positive("k", Duration.ZERO), "k must be longer than zero, not PT0S");
        assertRefused(() -> Require.positive("k", Duration.ofSeconds(-1)), "k must be longer than zero, not PT-1S");
        assertRefused(() -> Require.notBlank("k", " "), "k must not be empty");
    }

    private static void assertRefused(ThrowingCallable check, String message) {
        assertThatThrownBy(check).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
