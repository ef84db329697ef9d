package io.ovation.frontend.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TopicViewersTest {

    private static final long NOW = Long.MAX_VALUE - 5;

    private final TopicViewers viewers = new TopicViewers();

    @Test
    void viewers_areCountedByLoop() {
        viewers.join(0);
        viewers.join(2);
        viewers.join(2);

        assertThat(viewers.count()).isEqualTo(3);
        assertThat(viewers.isWatching(0)).isTrue();
        assertThat(viewers.isWatching(1)).isFalse();
        assertThat(viewers.isWatching(2)).isTrue();
        assertThat(viewers.isWatching(3)).isFalse();

        viewers.leaveAll(2);
        viewers.leaveAll(3);

        assertThat(viewers.count()).isEqualTo(1);
        assertThat(viewers.isWatching(2)).isFalse();
    }

    @Test
    void leave_ofAViewerNeverSeenChangesNothing() {
        viewers.join(0);
        viewers.leave(0);

        viewers.leave(0);
        viewers.leave(7);

        assertThat(viewers.count()).isZero();
        viewers.join(0);
        assertThat(viewers.isWatching(0)).isTrue();
    }

    @Test
    void loopThatWasRefusedSomething_isMadeUpToAfterARestAndAgain() {
        viewers.join(0);
        viewers.refused(0, NOW);

        assertThat(viewers.isBehind(0)).isTrue();
        assertThat(viewers.isMakeUpDue(after(499))).isFalse();
        assertThat(viewers.nextNanos()).hasValue(after(500));
        assertThat(viewers.isMakeUpDue(after(500))).isTrue();
        assertThat(viewers.isMakeUpDue(after(501))).isFalse();
        assertThat(viewers.isMakeUpDue(after(1_000))).isTrue();

        viewers.madeUp(0);
        assertThat(viewers.isBehind(0)).isFalse();
        assertThat(viewers.nextNanos()).isEmpty();
    }

    @Test
    void leave_ofTheLastOfALoopSettlesWhatTheLoopIsOwed() {
        viewers.join(0);
        viewers.join(1);
        viewers.refused(0, NOW);
        viewers.refused(1, NOW);
        viewers.leave(0);

        assertThat(viewers.isBehind(0)).isFalse();
        assertThat(viewers.isBehind(1)).isTrue();
    }

    private static long after(long millis) {
        return NOW + TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
