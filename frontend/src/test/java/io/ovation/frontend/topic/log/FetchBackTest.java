package io.ovation.frontend.topic.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FetchBackTest {

    private static final long PACE = FetchBack.PACE.toNanos();

    @Test
    void ask_isForFewTopicsAtATime() {
        FetchPermits permits = new FetchPermits(1);
        FetchBack one = new FetchBack(permits, 0);
        FetchBack other = new FetchBack(permits, 0);

        assertThat(one.ask(0)).isTrue();
        assertThat(other.ask(0)).isFalse();
        one.answered(false, 1);
        assertThat(other.ask(PACE)).isTrue();
        assertThat(one.ask(PACE + 1)).isFalse();
        other.stopWaiting();
        other.stopWaiting();
        assertThat(one.ask(3 * PACE)).isTrue();
        assertThat(other.ask(3 * PACE)).isFalse();
    }
}
