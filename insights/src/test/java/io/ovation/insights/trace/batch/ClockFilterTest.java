package io.ovation.insights.trace.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ClockFilterTest {

    private final ClockFilter filter = new ClockFilter();

    @Test
    void offset_isNotKnownBeforeTheFirstAnswer() {
        assertThat(filter.best(0)).isNull();
    }

    @Test
    void answerWithTheShortestRoundTrip_tellsTheOffset() {
        filter.answered(1_000, 6_000, 3_000);
        filter.answered(11_000, 15_600, 11_200);
        filter.answered(21_000, 26_500, 24_000);

        assertThat(filter.best(24_000)).isEqualTo(new ClockOffset(4_500, 100));
    }

    @Test
    void answer_growsStale_andIsReplaced() {
        filter.answered(0, 100, 200);
        long hour = 3_600_000_000L;
        filter.answered(hour, hour + 5_000, hour + 10_000);

        assertThat(filter.best(hour + 10_000)).isEqualTo(new ClockOffset(0, 5_000));
    }

    @Test
    void offset_isRightWithinItsError() {
        Random random = new Random(1);
        long offset = -7_654_321;
        for (long now = 0; now < 1_000_000_000; now += 500_000) {
            long there = random.nextInt(80_000);
            long back = random.nextInt(80_000);
            filter.answered(now, now + there + offset, now + there + back);
            ClockOffset best = filter.best(now + there + back);
            assertThat(Math.abs(best.micros() - offset)).isLessThanOrEqualTo(best.errorMicros());
        }
    }
}
