package io.ovation.loadtest.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Reading BEGIN = new Reading(-7, 1_000, Duration.ofSeconds(3), Duration.ofSeconds(1));

    @Test
    void pace_isWhatHappenedBetweenTwoReadings() {
        Reading end = new Reading(1_999_999_993L, 201_000, Duration.ofMillis(4_600), Duration.ofMillis(1_500));

        assertThat(Pace.between(BEGIN, end)).isEqualTo(new Pace(2, 200_000, 100_000, 0.8, 8.0, 0.25));
    }

    @Test
    void pace_withoutFramesCostsNothingPerFrame() {
        Reading end = new Reading(999_999_993L, 1_000, Duration.ofSeconds(4), Duration.ofSeconds(1));

        assertThat(Pace.between(BEGIN, end).serverMicrosPerFrame()).isZero();
    }
}
