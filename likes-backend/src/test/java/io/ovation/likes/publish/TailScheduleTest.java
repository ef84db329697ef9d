package io.ovation.likes.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.Mark;
import io.ovation.likes.publish.TailSchedule.Tail;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TailScheduleTest {

    private static final Mark ONE = new Mark(1, 1);
    private static final Mark TWO = new Mark(2, 2);

    private final TailSchedule<String> tails = new TailSchedule<>(3, Duration.ofSeconds(1), Duration.ofSeconds(5));

    @Test
    void tail_isDueTwiceAfterTheLastEntry() {
        tails.add("a", ONE, 0);

        assertThat(tails.due(millis(999))).isEmpty();
        assertThat(tails.due(millis(1_000))).containsExactly(new Tail<>("a", ONE));
        assertThat(tails.due(millis(4_999))).isEmpty();
        assertThat(tails.due(millis(5_000))).containsExactly(new Tail<>("a", ONE));
        assertThat(tails.due(millis(60_000))).isEmpty();
        assertThat(tails.nextNanos()).isEmpty();
    }

    @Test
    void furtherEntry_putsItsTailOff() {
        tails.add("a", ONE, 0);
        tails.add("a", TWO, millis(900));

        assertThat(tails.due(millis(1_500))).isEmpty();
        assertThat(tails.due(millis(1_900))).containsExactly(new Tail<>("a", TWO));
        tails.add("a", TWO, millis(2_000));
        assertThat(tails.due(millis(5_900))).containsExactly(new Tail<>("a", TWO));
    }

    @Test
    void next_isTheEarliestOfBoth() {
        tails.add("a", ONE, 0);
        tails.due(millis(1_000));
        tails.add("b", ONE, millis(3_500));

        assertThat(tails.nextNanos()).hasValue(millis(4_500));
        tails.due(millis(4_500));
        assertThat(tails.nextNanos()).hasValue(millis(5_000));
    }

    @Test
    void tooManyLogs_dropWhatWouldBeDueNext() {
        tails.add("a", ONE, 0);
        tails.add("b", ONE, 1);
        tails.add("c", ONE, 2);

        assertThat(tails.add("d", ONE, 3)).isEqualTo(1);
        assertThat(tails.due(millis(2_000))).extracting(Tail::log).containsExactly("b", "c", "d");
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
