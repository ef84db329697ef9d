package io.ovation.loadtest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void schedule_isEvenlySpaced() {
        Schedule schedule = new Schedule(1_000, 20);

        assertThat(schedule.intendedNanos(0)).isEqualTo(1_000);
        assertThat(schedule.intendedNanos(1)).isEqualTo(50_001_000);
        assertThat(schedule.intendedNanos(20)).isEqualTo(1_000_001_000);
    }

    @Test
    void schedule_doesNotDriftWhenTheSpacingIsNoWholeNumber() {
        Schedule schedule = new Schedule(-5, 3);

        assertThat(schedule.intendedNanos(1)).isEqualTo(333_333_328);
        assertThat(schedule.intendedNanos(900_000)).isEqualTo(299_999_999_999_995L);
    }
}
