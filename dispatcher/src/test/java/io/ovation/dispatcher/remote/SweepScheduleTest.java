package io.ovation.dispatcher.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SweepScheduleTest {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final SweepSchedule schedule = new SweepSchedule(Duration.ofMinutes(60), Duration.ofMinutes(1), () -> 0);

    @Test
    void newDataCentre_isDueAtOnce_andThenAfterTheInterval() {
        schedule.update(Set.of("there"), true, 0);

        assertThat(schedule.next(0)).contains("there");
        assertThat(schedule.next(60 * MINUTE - 1)).isEmpty();
        assertThat(schedule.next(60 * MINUTE)).contains("there");
    }

    @Test
    void dataCentreThatIsBack_isDueAtOnce() {
        schedule.update(Set.of("there"), true, 0);
        schedule.next(0);

        schedule.dueNow("there", 5);
        schedule.dueNow("nowhere", 5);

        assertThat(schedule.next(5)).contains("there");
        assertThat(schedule.next(5)).isEmpty();
    }

    @Test
    void dataCentreThatDidNotAnswer_isTriedAgainSoon() {
        schedule.update(Set.of("there"), true, 0);
        schedule.next(0);

        schedule.failed("there", 0);

        assertThat(schedule.next(MINUTE - 1)).isEmpty();
        assertThat(schedule.next(MINUTE)).contains("there");
    }

    @Test
    void nothing_isDueOnANodeThatDoesNotSeeToIt_andAllIsOnceItDoes() {
        schedule.update(Set.of("there"), true, 0);
        schedule.next(0);
        schedule.update(Set.of("there"), false, 1);
        schedule.dueNow("there", 1);
        assertThat(schedule.next(1)).isEmpty();

        schedule.update(Set.of("there"), true, 2);

        assertThat(schedule.next(2)).contains("there");
    }

    @Test
    void dataCentreThatIsGone_isNotDue() {
        schedule.update(Set.of("there"), true, 0);
        schedule.update(Set.of(), true, 0);

        assertThat(schedule.next(0)).isEmpty();
    }
}
