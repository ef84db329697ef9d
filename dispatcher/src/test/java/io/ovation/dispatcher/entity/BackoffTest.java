package io.ovation.dispatcher.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final long LARGEST = -1L;
    private static final long SMALLEST = 0L;

    @Test
    void wait_doublesUpToTheLimit() {
        Backoff backoff = backoff(LARGEST);

        assertThat(backoff.next()).isCloseTo(Duration.ofSeconds(1), Duration.ofMillis(1));
        assertThat(backoff.next()).isCloseTo(Duration.ofSeconds(2), Duration.ofMillis(1));
        assertThat(backoff.next()).isCloseTo(Duration.ofSeconds(3), Duration.ofMillis(1));
        assertThat(backoff.next()).isCloseTo(Duration.ofSeconds(3), Duration.ofMillis(1));
    }

    @Test
    void chance_waivesHalfAtMost() {
        assertThat(backoff(SMALLEST).next()).isEqualTo(Duration.ofMillis(500));
    }

    private static Backoff backoff(long bits) {
        RandomGenerator fixed = () -> bits;
        return new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(3), fixed);
    }
}
