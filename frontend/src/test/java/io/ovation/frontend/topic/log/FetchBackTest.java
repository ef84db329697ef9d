package io.ovation.frontend.topic.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FetchBackTest {

    /** The longest that a topic waits before it asks for a permit again. */
    private static final long WAIT = Duration.ofMillis(1_500).toNanos();

    @Test
    void ask_isForFewTopicsAtATime() {
        FetchPermits permits = new FetchPermits(1);
        FetchBack one = new FetchBack(permits, new Random(1), 0);
        FetchBack other = new FetchBack(permits, new Random(1), 0);

        assertThat(one.ask(0)).isTrue();
        assertThat(other.ask(0)).isFalse();
        one.answered(false, 1);
        assertThat(other.ask(1)).as("it waits a while").isFalse();
        assertThat(other.ask(WAIT)).isTrue();
        assertThat(one.ask(WAIT + 1)).isFalse();
        other.stopWaiting();
        other.stopWaiting();
        assertThat(one.ask(3 * WAIT)).isTrue();
        assertThat(other.ask(3 * WAIT)).isFalse();
    }
}
