package io.ovation.likes.commit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WriteQueueTest {

    private final WriteQueue<String> queue = new WriteQueue<>(3);

    @Test
    void firstWrite_isCommittedAlone() {
        queue.offer("a", 1);

        assertThat(queue.startCommit()).containsExactly("a");
    }

    @Test
    void writesDuringACommit_areCommittedTogetherInOrder() {
        queue.offer("a", 1);
        queue.startCommit();
        queue.offer("b", 1);
        queue.offer("c", 1);

        assertThat(queue.startCommit()).isEmpty();
        queue.commitEnded();
        assertThat(queue.startCommit()).containsExactly("b", "c");
    }

    @Test
    void offer_beyondTheLimit_isRefusedWhole() {
        assertThat(queue.offer("a", 2)).isTrue();
        assertThat(queue.offer("b", 2)).isFalse();
        assertThat(queue.offer("c", 1)).isTrue();

        assertThat(queue.startCommit()).containsExactly("a", "c");
    }

    @Test
    void offer_whileACommitRuns_hasTheWholeQueue() {
        queue.offer("a", 3);
        queue.startCommit();

        assertThat(queue.offer("b", 3)).isTrue();
    }

    @Test
    void queue_isIdleOnlyWithoutWaitingWritesAndCommit() {
        assertThat(queue.isIdle()).isTrue();
        queue.offer("a", 1);
        assertThat(queue.isIdle()).isFalse();
        queue.startCommit();
        assertThat(queue.isIdle()).isFalse();
        queue.commitEnded();
        assertThat(queue.isIdle()).isTrue();
    }
}
