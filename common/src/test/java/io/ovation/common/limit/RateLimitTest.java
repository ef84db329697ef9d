package io.ovation.common.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final AtomicLong nanos = new AtomicLong();
    private final TimeMeter time = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };

    private final RateLimit<String> limit = new RateLimit<>(new Rate(10, 20), time);

    @Test
    void burst_isTakenAtOnce() {
        assertThat(taken("ada", 100)).isEqualTo(20);
    }

    @Test
    void oneTooMany_isToldHowLongToWait() {
        taken("ada", 20);
        assertThat(limit.take("ada")).contains(Duration.ofMillis(100));

        pass(Duration.ofMillis(60));
        assertThat(limit.take("ada")).contains(Duration.ofMillis(40));

        pass(Duration.ofMillis(40));
        assertThat(limit.take("ada")).isEmpty();
    }

    @Test
    void whatCountsSeveralTimes_isTakenWholeOrNotAtAll() {
        assertThat(limit.take("ada", 15)).isEmpty();
        assertThat(limit.take("ada", 15)).contains(Duration.ofSeconds(1));
        assertThat(taken("ada", 100)).isEqualTo(5);
    }

    @Test
    void whatCountsMoreThanTheBurst_isTakenByWhoeverHasRested() {
        assertThat(limit.take("ada", 1_000)).isEmpty();
        assertThat(limit.take("ada")).isPresent();
    }

    @Test
    void oneTooMany_costsNothing() {
        taken("ada", 1_000);
        pass(Duration.ofSeconds(1));

        assertThat(taken("ada", 100)).isEqualTo(10);
    }

    @Test
    void charge_isOwed_andNothingMayBeDoneUntilItHasComeIn() {
        taken("ada", 15);
        limit.charge("ada", 10);
        assertThat(limit.take("ada")).contains(Duration.ofMillis(600));

        pass(Duration.ofMillis(500));
        assertThat(taken("ada", 100)).isZero();

        pass(Duration.ofMillis(500));
        assertThat(taken("ada", 100)).isEqualTo(5);
    }

    @Test
    void debt_isNoLargerThanABurst_andIsNotForgotten() {
        for (int i = 0; i < 100; i++) {
            limit.charge("ada", 15);
        }
        assertThat(limit.take("ada")).contains(Duration.ofMillis(2_100));

        pass(Duration.ofMillis(3_500));
        assertThat(taken("ada", 100)).isEqualTo(15);
        assertThat(taken("grace", 100)).isEqualTo(20);
    }

    @Test
    void restOfABurst_isDoneAtTheRate_oneAfterTheOther() {
        RateLimit<String> paced = new RateLimit<>(new Rate(10, 20).paced(15), time);
        for (int i = 0; i < 15; i++) {
            assertThat(paced.turn("ada", 1)).isEqualTo(Turn.NOW);
        }
        assertThat(paced.turn("ada", 1)).isEqualTo(new Turn(Duration.ofMillis(100), false));
        assertThat(paced.turn("ada", 2)).isEqualTo(new Turn(Duration.ofMillis(300), false));

        // Those before have had their turns then, and this is 400 ms after the first.
        pass(Duration.ofMillis(200));
        assertThat(paced.turn("ada", 1)).isEqualTo(new Turn(Duration.ofMillis(200), false));

        assertThat(paced.turn("ada", 3)).isEqualTo(new Turn(Duration.ofMillis(500), false));
        assertThat(paced.turn("ada", 1)).isEqualTo(new Turn(Duration.ofMillis(100), true));
        assertThat(paced.turn("grace", 15)).isEqualTo(Turn.NOW);
    }

    @Test
    void rest_bringsTheBurstBackAndNoMore() {
        taken("ada", 20);
        pass(Duration.ofHours(1));

        assertThat(taken("ada", 100)).isEqualTo(20);
    }

    @Test
    void keys_doNotShare() {
        taken("ada", 20);

        assertThat(taken("grace", 100)).isEqualTo(20);
    }

    private int taken(String key, int attempts) {
        return (int) IntStream.range(0, attempts)
                .filter(attempt -> limit.take(key).isEmpty())
                .count();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
