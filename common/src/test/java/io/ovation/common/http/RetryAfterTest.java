package io.ovation.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    private static final int TRIES = 200;

    @Test
    void seconds_areNeverTooFew_andNotAlwaysTheSame() {
        assertThat(valuesOf(Duration.ZERO)).containsExactly(1L, 2L);
        assertThat(valuesOf(Duration.ofNanos(1))).containsExactly(1L, 2L);
        assertThat(valuesOf(Duration.ofSeconds(1))).containsExactly(1L, 2L);
        assertThat(valuesOf(Duration.ofSeconds(1).plusNanos(1))).containsExactly(2L, 3L);
        assertThat(valuesOf(Duration.ofSeconds(7))).containsExactly(7L, 8L);
    }

    private static Set<Long> valuesOf(Duration wait) {
        Set<Long> values = new TreeSet<>();
        for (int i = 0; i < TRIES; i++) {
            values.add(RetryAfter.seconds(wait));
        }
        return values;
    }
}
