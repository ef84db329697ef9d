package io.ovation.systemtests.fault.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Optional<Duration> NOTHING_ASKED = Optional.empty();

    @Test
    void waits_doubleUpToThirtySeconds() {
        Backoff backoff = new Backoff(always(0));

        assertThat(backoff.next(NOTHING_ASKED)).hasMillis(500);
        assertThat(backoff.next(NOTHING_ASKED)).hasMillis(1_000);
        assertThat(backoff.next(NOTHING_ASKED)).hasMillis(2_000);
        for (int attempt = 0; attempt < 100; attempt++) {
            backoff.next(NOTHING_ASKED);
        }
        assertThat(backoff.next(NOTHING_ASKED)).hasMillis(15_000);
    }

    @Test
    void halfOfAWait_isRandom() {
        assertThat(new Backoff(always(0.5)).next(NOTHING_ASKED)).hasMillis(750);
    }

    @Test
    void whatTheServerAsksFor_isTheLeast() {
        Backoff backoff = new Backoff(always(0));

        assertThat(backoff.next(Optional.of(Duration.ofMillis(100)))).hasMillis(100);
        assertThat(backoff.next(Optional.of(Duration.ofMillis(100)))).hasMillis(1_000);
        assertThat(backoff.next(Optional.of(Duration.ofSeconds(20)))).hasSeconds(20);
    }

    @Test
    void reset_beginsAnew() {
        Backoff backoff = new Backoff(always(0));
        backoff.next(NOTHING_ASKED);
        backoff.next(NOTHING_ASKED);

        backoff.reset();

        assertThat(backoff.next(NOTHING_ASKED)).hasMillis(500);
    }

    private static RandomGenerator always(double value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }
}
