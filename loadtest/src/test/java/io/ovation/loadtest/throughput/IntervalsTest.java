package io.ovation.loadtest.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IntervalsTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long START = -5 * SECOND;

    private final Intervals intervals = new Intervals(START, Duration.ofSeconds(10), 2);

    @Test
    void answer_countsInTheIntervalInWhichItCame() {
        intervals.onAccepted(START + 9 * SECOND, START + 10 * SECOND);
        intervals.onAccepted(START, START + 10 * SECOND - 1);
        intervals.onRefused(START + 19 * SECOND);

        assertThat(intervals.figures()).extracting(Interval::accepted).containsExactly(1L, 1L);
        assertThat(intervals.figures()).extracting(Interval::refused).containsExactly(0L, 1L);
        assertThat(intervals.figures()).extracting(Interval::acceptedPerSecond).containsExactly(0.1, 0.1);
        assertThat(intervals.figures().get(1).fromSeconds()).isEqualTo(10);
    }

    @Test
    void answer_afterTheLastIntervalDoesNotCount() {
        intervals.onAccepted(START, START + 20 * SECOND);
        intervals.onRefused(START + 21 * SECOND);

        assertThat(intervals.figures()).extracting(Interval::accepted).containsExactly(0L, 0L);
        assertThat(intervals.figures()).extracting(Interval::refused).containsExactly(0L, 0L);
    }
}
