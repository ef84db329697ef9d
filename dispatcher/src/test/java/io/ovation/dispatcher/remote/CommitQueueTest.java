package io.ovation.dispatcher.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.LogRange;
import io.ovation.common.memory.ByteBudget;
import io.ovation.dispatcher.TestLog;
import org.junit.jupiter.api.Test;

class CommitQueueTest {

    private final ByteBudget budget = new ByteBudget(1 << 20);
    private final CommitQueue queue = new CommitQueue(budget);
    private final TestLog log = TestLog.of("there", 10);

    @Test
    void smallRanges_leaveTogether() {
        queue.add(log.range(0, 2));
        queue.add(log.range(2, 3));
        queue.add(new LogRange(log.mark(3), log.mark(5), log.range(4, 5).entries()));

        assertThat(queue.remove())
                .isEqualTo(new LogRange(
                        log.mark(0),
                        log.mark(5),
                        log.range(0, 5).only(entry -> entry.position() != 4).entries()));
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void page_isNotLargerThanAMessageMayBe() {
        TestLog large = new TestLog("there");
        for (int i = 0; i < 4; i++) {
            large.say("x".repeat(30_000));
            queue.add(large.range(i, i + 1));
        }

        assertThat(queue.remove()).isEqualTo(large.range(0, 2));
        assertThat(queue.remove()).isEqualTo(large.range(2, 4));
    }

    @Test
    void queue_isFullWithTwoPages() {
        TestLog large = new TestLog("there");
        for (int i = 0; i < 3; i++) {
            assertThat(queue.isFull()).isFalse();
            large.say("x".repeat(60_000));
            queue.add(large.range(i, i + 1));
        }

        assertThat(queue.isFull()).isTrue();
    }

    @Test
    void queue_isFullIfAnythingWaitsWhileTheNodeHasNoMemoryForIt() {
        budget.take(2 << 20);

        assertThat(queue.isFull()).isFalse();
        queue.add(log.range(0, 1));
        assertThat(queue.isFull()).isTrue();
    }

    @Test
    void bytes_areGivenBack() {
        queue.add(log.range(0, 2));
        queue.add(log.range(2, 4));
        assertThat(budget.taken()).isEqualTo(log.range(0, 4).bytes());

        queue.remove();
        assertThat(budget.taken()).isZero();
        queue.add(log.range(4, 6));
        queue.clear();
        assertThat(budget.taken()).isZero();
    }
}
