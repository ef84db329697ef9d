package io.ovation.dispatcher.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.Follower.Taken;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.log.WindowSettings;
import io.ovation.common.memory.ByteBudget;
import io.ovation.dispatcher.TestLog;
import io.ovation.dispatcher.topic.TopicLog.Standing;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TopicLogTest {

    private static final long MILLI = 1_000_000;
    private static final String SOURCE = "source";

    private final TestLog store = TestLog.of("here", 20);
    private final ByteBudget budget = new ByteBudget(1 << 20);
    private final TopicLog<String> log =
            new TopicLog<>(new WindowSettings(3, 10, 1 << 20, Duration.ofMinutes(5)), budget, new SplittableRandom(1));

    @Test
    void log_isFollowedOnlyWhileItIsKept() {
        assertThat(log.receive(store.range(0, 2), false, SOURCE, 0)).isEmpty();
        assertThat(log.mark()).isEmpty();

        begin(3);
        assertThat(log.receive(store.range(3, 5), false, SOURCE, 0))
                .containsExactly(new Taken(store.range(3, 5), false));
        assertThat(budget.taken()).isPositive();

        log.release();
        assertThat(log.mark()).isEmpty();
        assertThat(log.askAtNanos()).isEmpty();
        assertThat(budget.taken()).isZero();
    }

    @Test
    void whatComesBeforeTheStart_waitsForIt() {
        log.keep();
        assertThat(log.receive(store.range(4, 6), false, SOURCE, 0)).isEmpty();
        assertThat(log.mark()).isEmpty();
        assertThat(log.latestPage()).isEmpty();
        assertThat(log.page(store.mark(4), 6)).isEmpty();

        assertThat(log.start(store.range(0, 5), 0)).containsExactly(new Taken(store.range(5, 6), false));
        assertThat(log.latestPage()).contains(store.range(0, 6));
    }

    @Test
    void hole_isAskedForAfterAWhile() {
        begin(3);
        log.receive(store.range(5, 6), false, SOURCE, 0);

        assertThat(log.askAtNanos()).hasValue(30 * MILLI);
        assertThat(log.ask(29 * MILLI)).isEmpty();
        assertThat(log.ask(30 * MILLI)).isPresent();
    }

    @Test
    void page_endsWhereItIsToEnd() {
        begin(8);

        assertThat(log.page(store.mark(2), 5)).contains(store.range(2, 5));
        assertThat(log.page(store.mark(2), 2)).contains(LogRange.empty(store.mark(2)));
        assertThat(log.page(store.mark(2), 1)).contains(LogRange.empty(store.mark(2)));
        assertThat(log.page(store.mark(2), 100)).contains(store.range(2, 8));
        assertThat(log.page(store.mark(8), 8)).contains(LogRange.empty(store.mark(8)));
    }

    @Test
    void pageThatIsNotHere_isForABackend() {
        begin(20);

        assertThat(log.page(store.mark(20), 21)).isEmpty();
        assertThat(log.page(store.mark(9), 12)).isEmpty();
        assertThat(log.page(new Mark(15, 15), 16)).isEmpty();
        assertThat(log.pageThrough(store.mark(10))).isEmpty();
        assertThat(log.pageThrough(store.mark(14))).contains(store.range(10, 14));
    }

    @Test
    void logThatDiverged_answersNobodyUntilItIsStartedAnew() {
        begin(5);

        assertThat(log.diverged(store.mark(4))).isFalse();
        assertThat(log.diverged(store.mark(5))).isTrue();

        assertThat(log.page(store.mark(2), 5)).isEmpty();
        assertThat(log.latestPage()).isEmpty();
        assertThat(log.isKept()).isTrue();
        TestLog restored = store.upTo(3, "restored");
        restored.say("text");
        log.start(restored.range(0, 4), 0);
        assertThat(log.mark()).contains(restored.mark(4));
    }

    @Test
    void standing_tellsWhereSomebodyIs() {
        assertThat(log.standing(store.mark(5))).isEmpty();
        begin(5);

        assertThat(log.standing(store.mark(5))).contains(Standing.LEVEL);
        assertThat(log.standing(store.mark(4))).contains(Standing.BEHIND);
        assertThat(log.standing(new Mark(5, 5))).contains(Standing.BEHIND);
        assertThat(log.standing(store.mark(6))).contains(Standing.AHEAD);
    }

    @Test
    void oldEntries_go() {
        begin(8);

        log.trim(Duration.ofMinutes(6).toNanos());

        assertThat(log.latestPage()).contains(store.range(5, 8));
    }

    private void begin(long position) {
        log.keep();
        log.start(store.range(0, position), 0);
    }
}
