package io.ovation.likes.commit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitQueueTest {

    private final CommitQueue<String, Integer> queue = new CommitQueue<>(3, 4, 100);

    @Test
    void firstWrite_isCommittedAlone() {
        queue.offer("a", 1);

        assertThat(queue.startCommit().orElseThrow().writes()).containsExactly("a");
    }

    @Test
    void writesDuringACommit_areCommittedTogetherInOrder() {
        queue.offer("a", 1);
        queue.startCommit();
        queue.offer("b", 1);
        queue.offer("c", 1);

        assertThat(queue.startCommit()).isEmpty();
        queue.commitEnded();
        assertThat(queue.startCommit().orElseThrow().writes()).containsExactly("b", "c");
    }

    @Test
    void offer_beyondTheLimit_isRefusedWhole() {
        assertThat(queue.offer("a", 2)).isTrue();
        assertThat(queue.offer("b", 2)).isFalse();
        assertThat(queue.offer("c", 1)).isTrue();

        assertThat(queue.startCommit().orElseThrow().writes()).containsExactly("a", "c");
    }

    @Test
    void offer_whileACommitRuns_hasTheWholeQueue() {
        queue.offer("a", 3);
        queue.startCommit();

        assertThat(queue.offer("b", 3)).isTrue();
    }

    @Test
    void pages_shareCommits_butNoneHasMoreOfThemThanAFullPage() {
        queue.offer("a", 1);
        queue.offerPage(1, 60);
        queue.offerPage(2, 40);
        queue.offerPage(3, 1);

        CommitQueue.Group<String, Integer> first = queue.startCommit().orElseThrow();
        queue.commitEnded();
        CommitQueue.Group<String, Integer> second = queue.startCommit().orElseThrow();

        assertThat(first.writes()).containsExactly("a");
        assertThat(first.pages()).containsExactly(1, 2);
        assertThat(second.writes()).isEmpty();
        assertThat(second.pages()).containsExactly(3);
    }

    @Test
    void pageThatIsLargerThanAFullOne_isTakenAlone() {
        queue.offerPage(1, 1_000);
        queue.offerPage(2, 0);

        assertThat(queue.startCommit().orElseThrow().pages()).containsExactly(1);
    }

    @Test
    void pagesBeyondTheirLimit_areRefused_andWritesAreNot() {
        for (int page = 0; page < 4; page++) {
            assertThat(queue.offerPage(page, 100)).isTrue();
        }

        assertThat(queue.offerPage(4, 0)).isFalse();
        assertThat(queue.offer("a", 3)).isTrue();
    }

    @Test
    void queue_isIdleOnlyWithoutWaitingWritesPagesAndCommit() {
        assertThat(queue.isIdle()).isTrue();
        queue.offer("a", 1);
        assertThat(queue.isIdle()).isFalse();
        queue.startCommit();
        assertThat(queue.isIdle()).isFalse();
        queue.offerPage(1, 1);
        queue.commitEnded();
        assertThat(queue.isIdle()).isFalse();
        queue.startCommit();
        queue.commitEnded();
        assertThat(queue.isIdle()).isTrue();
    }
}
