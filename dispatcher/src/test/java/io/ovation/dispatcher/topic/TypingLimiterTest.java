package io.ovation.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.dispatcher.topic.TypingLimiter.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TypingLimiterTest {

    private static final long INTERVAL = Duration.ofSeconds(3).toNanos();

    private final TypingLimiter limiter = new TypingLimiter(Duration.ofNanos(INTERVAL), 2);

    @Test
    void member_passesOncePerInterval() {
        assertThat(limiter.judge("ann", 0)).isEqualTo(Verdict.PASS);
        assertThat(limiter.judge("ann", INTERVAL - 1)).isEqualTo(Verdict.TOO_SOON);
        assertThat(limiter.judge("ann", INTERVAL)).isEqualTo(Verdict.PASS);
        assertThat(limiter.judge("ann", INTERVAL + 1)).isEqualTo(Verdict.TOO_SOON);
    }

    @Test
    void membersBeyondTheLimit_areRefusedUntilOthersHaveStopped() {
        limiter.judge("ann", 0);
        limiter.judge("bob", 1);

        assertThat(limiter.judge("cid", 2)).isEqualTo(Verdict.TOO_MANY_MEMBERS);
        assertThat(limiter.members()).isEqualTo(2);
        assertThat(limiter.judge("cid", INTERVAL)).isEqualTo(Verdict.PASS);
        assertThat(limiter.members()).isEqualTo(2);
    }
}
