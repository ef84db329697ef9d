package io.ovation.loadtest.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ChangeTallyTest {

    private static final long ORIGIN = -7;

    /** The first of three members is warm-up. */
    private final ChangeTally tally = new ChangeTally(3, 1, ORIGIN);

    @Test
    void changes_countFromWhenTheyWereDue() {
        tally.due(0, 1);
        tally.due(1, millis(5));
        tally.due(2, millis(9));
        tally.came(0, millis(1_000));
        tally.came(1, millis(8));
        tally.came(2, millis(8));

        assertThat(tally.count()).isEqualTo(3);
        assertThat(tally.latencies().count()).isEqualTo(2);
        assertThat(tally.latencies().max()).isCloseTo(3, Offset.offset(0.1));
        assertThat(tally.unexpected()).isZero();
    }

    @Test
    void changesThatComeTwiceOrWithoutACause_areUnexpected() {
        tally.due(1, millis(5));
        tally.came(1, millis(6));
        tally.came(1, millis(7));
        tally.came(2, millis(7));

        assertThat(tally.count()).isEqualTo(1);
        assertThat(tally.unexpected()).isEqualTo(2);
    }

    private static long millis(long value) {
        return TimeUnit.MILLISECONDS.toNanos(value);
    }
}
