package io.ovation.frontend.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerQueueTest {

    private final AnswerQueue<String, String> queue = new AnswerQueue<>(3);

    @Test
    void next_isInTheOrderInWhichTheyAsked() {
        add(0, "ann", "bob");

        assertThat(take(5)).containsExactly("ann?", "bob?");
        assertThat(queue.hasNext()).isFalse();
        assertThat(queue.size()).isZero();
    }

    @Test
    void next_waitsUntilTheLoopHasTakenWhatItGot() {
        add(0, "ann", "bob", "cid", "dan", "eve");

        assertThat(take(5)).hasSize(3);
        assertThat(queue.hasNext()).isFalse();
        assertThat(queue.size()).isEqualTo(2);

        queue.taken(0, 1);
        assertThat(queue.hasNext()).isTrue();
        assertThat(take(5)).containsExactly("dan?");
    }

    @Test
    void next_isForEachLoopInTurn() {
        add(0, "a1", "a2", "a3", "a4");
        add(2, "c1", "c2");

        assertThat(take(10)).containsExactlyInAnyOrder("a1?", "a2?", "a3?", "c1?", "c2?");
    }

    @Test
    void whoeverAsksForSomethingElse_waitsInTheSamePlace() {
        add(0, "ann", "bob");

        queue.add(0, "ann", "ann again?");

        assertThat(queue.size()).isEqualTo(2);
        assertThat(take(5)).containsExactly("ann again?", "bob?");
    }

    @Test
    void remove_takesOneOut() {
        add(0, "ann", "bob");

        queue.remove(0, "ann");
        queue.remove(0, "stranger");

        assertThat(queue.size()).isEqualTo(1);
        assertThat(take(5)).containsExactly("bob?");
    }

    @Test
    void started_forgetsWhatTheLoopWanted() {
        add(0, "ann", "bob", "cid", "dan");
        add(1, "eve");
        take(5);

        queue.started(0);

        assertThat(queue.size()).isZero();
        add(0, "a", "b", "c");
        assertThat(take(5)).hasSize(3);
        queue.taken(0, 50);
        add(0, "a", "b", "c", "d");
        assertThat(take(5)).as("never more than may be under way").hasSize(3);
    }

    private void add(int loop, String... names) {
        for (String name : names) {
            queue.add(loop, name, name + "?");
        }
    }

    private List<String> take(int most) {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            String next = queue.next();
            if (next != null) {
                taken.add(next);
            }
        }
        return taken;
    }
}
