package io.ovation.common.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {

    @Test
    void bounds_areOneTenthApart_fromATenthOfAMillisecondToAMinute() {
        Duration[] bounds = LatencyHistogram.bounds();

        assertThat(bounds[0]).isEqualTo(Duration.ofNanos(100_000));
        assertThat(bounds[bounds.length - 1]).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(70));
        for (int i = 1; i < bounds.length; i++) {
            assertThat((double) bounds[i].toNanos() / bounds[i - 1].toNanos()).isBetween(1.09, 1.111);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 0.9, 0.99})
    void percentile_isWithinATenth(double share) {
        LatencyHistogram histogram = new LatencyHistogram();
        for (int millis = 1; millis <= 10_000; millis++) {
            histogram.add(millis * 1_000L, 3);
        }

        assertThat(histogram.percentileMicros(share)).isCloseTo(share * 10_000_000, within(share * 1_000_000));
        assertThat(histogram.meanMicros()).isEqualTo(5_000_500);
        assertThat(histogram.count()).isEqualTo(30_000);
    }

    @Test
    void mergedHistograms_areThatOfAll() {
        Random random = new Random(7);
        LatencyHistogram one = new LatencyHistogram();
        LatencyHistogram other = new LatencyHistogram();
        LatencyHistogram all = new LatencyHistogram();
        for (int i = 0; i < 1_000; i++) {
            long micros = random.nextInt(100_000_000);
            (i % 3 == 0 ? one : other).add(micros, 1);
            all.add(micros, 1);
        }

        assertThat(one.merge(other)).isEqualTo(all);
        assertThat(LatencyHistogram.fromSparse(all.toSparse())).isEqualTo(all);
    }

    @Test
    void whatIsNoHistogram_isRefused() {
        assertThatThrownBy(() -> LatencyHistogram.fromSparse(new long[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LatencyHistogram.fromSparse(new long[] {1, 141, 1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LatencyHistogram.fromSparse(new long[] {1, 0, -1}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
