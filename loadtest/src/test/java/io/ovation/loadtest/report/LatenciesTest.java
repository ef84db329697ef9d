package io.ovation.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    private static final Offset<Double> THREE_DIGITS = within(1.0);

    @Test
    void latencies_areInMilliseconds() {
        Histogram nanos = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
        for (int millis = 1; millis <= 1_000; millis++) {
            nanos.recordValue(TimeUnit.MILLISECONDS.toNanos(millis));
        }

        Latencies latencies = Latencies.of(nanos);

        assertThat(latencies.count()).isEqualTo(1_000);
        assertThat(latencies.p50()).isCloseTo(500, THREE_DIGITS);
        assertThat(latencies.p90()).isCloseTo(900, THREE_DIGITS);
        assertThat(latencies.p99()).isCloseTo(990, THREE_DIGITS);
        assertThat(latencies.p999()).isCloseTo(999, THREE_DIGITS);
        assertThat(latencies.max()).isCloseTo(1_000, THREE_DIGITS);
    }

    @Test
    void latencies_ofNothingAreZero() {
        assertThat(Latencies.of(new Histogram(1_000, 3))).isEqualTo(new Latencies(0, 0, 0, 0, 0, 0));
    }
}
