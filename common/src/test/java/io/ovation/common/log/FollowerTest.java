package io.ovation.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.Follower.Question;
import io.ovation.common.log.Follower.Taken;
import io.ovation.common.memory.ByteBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowerTest {

    private static final long MILLI = 1_000_000;
    private static final String SOURCE = "source";
    private static final String OTHER = "other";

    private final Logs log = Logs.of("log", 40);
    private final ByteBudget budget = new ByteBudget(100_000);
    private final LogWindow window = new LogWindow(new WindowSettings(3, 100, 1 << 20, Duration.ofMinutes(5)), budget);
    private final Follower<String> follower = follower(Duration.ZERO);
    private long now = 1;

    @Test
    void range_thatBeginsAtTheMark_isTaken() {
        start(4);

        assertThat(receive(4, 6)).containsExactly(taken(4, 6));
        assertThat(follower.mark()).isEqualTo(log.mark(6));
        assertThat(follower.ask(now)).isEmpty();
    }

    @Test
    void rangeThatOverlaps_isTakenFromTheMarkOn() {
        start(4);

        assertThat(receive(2, 6)).containsExactly(taken(4, 6));
    }

    @Test
    void repeatedRange_isDropped() {
        start(4);
        receive(4, 6);

        assertThat(receive(4, 6)).isEmpty();
        assertThat(receive(4, 5)).isEmpty();
        assertThat(follower.askAtNanos()).isEmpty();
    }

    @Test
    void hole_isAskedFor_andWhatWaitedAboveItFollows() {
        start(4);

        assertThat(receive(6, 8)).isEmpty();
        assertThat(follower.ask(now)).contains(new Question<>(log.mark(4), 6, SOURCE));
        assertThat(receive(4, 6)).containsExactly(taken(4, 6), taken(6, 8));
        assertThat(follower.askAtNanos()).isEmpty();
    }

    @Test
    void answerThatIsPartOfTheHole_isFollowedByAQuestionForTheRest() {
        start(4);
        receive(10, 12);
        follower.ask(now);

        assertThat(receive(4, 7)).containsExactly(taken(4, 7));
        assertThat(follower.ask(now)).contains(new Question<>(log.mark(7), 10, SOURCE));
    }

    @Test
    void question_isNotRepeatedBeforeItsTime_andThenGoesToOthers() {
        start(4);
        receive(6, 8);
        follower.ask(now);

        now += 249 * MILLI;
        assertThat(follower.ask(now)).isEmpty();
        now += 100 * MILLI;
        assertThat(follower.ask(now)).contains(new Question<>(log.mark(4), 6, null));
        now += 499 * MILLI;
        assertThat(follower.ask(now)).isEmpty();
        now += 200 * MILLI;
        assertThat(follower.ask(now)).isPresent();
    }

    @Test
    void waits_areBounded() {
        start(4);
        receive(6, 8);
        for (int attempt = 0; attempt < 30; attempt++) {
            now += 2_600 * MILLI;
            assertThat(follower.ask(now)).as("attempt %d", attempt).isPresent();
        }
    }

    @Test
    void whoeverIsBusy_isAskedLater() {
        start(4);
        receive(6, 8);
        follower.ask(now);

        follower.postpone(Duration.ofSeconds(3), now);

        now += 2_900 * MILLI;
        assertThat(follower.ask(now)).isEmpty();
        now += 200 * MILLI;
        assertThat(follower.ask(now)).isPresent();
    }

    @Test
    void hole_getsSomeTimeToFillByItself() {
        Follower<String> patient = follower(Duration.ofMillis(30));
        patient.start(log.range(0, 4), now);
        patient.receive(log.range(6, 8), false, SOURCE, now);

        assertThat(patient.ask(now + 29 * MILLI)).isEmpty();
        assertThat(patient.askAtNanos()).hasValue(now + 30 * MILLI);
        assertThat(patient.receive(log.range(4, 6), false, OTHER, now + 10 * MILLI))
                .containsExactly(taken(4, 6), taken(6, 8));
        assertThat(patient.ask(now + 30 * MILLI)).isEmpty();
    }

    @Test
    void tail_showsWhatIsMissing() {
        start(4);

        follower.told(log.mark(7), OTHER, now);

        assertThat(follower.lag()).isEqualTo(3);
        assertThat(follower.ask(now)).contains(new Question<>(log.mark(4), 7, OTHER));
    }

    @Test
    void tailThatIsKnown_showsNothing() {
        start(4);
        receive(4, 6);

        follower.told(log.mark(6), SOURCE, now);
        follower.told(log.mark(5), SOURCE, now);

        assertThat(follower.askAtNanos()).isEmpty();
    }

    @Test
    void rangeThatEndsBefore_withAnotherCheck_raisesADoubt() {
        start(6);
        Logs restored = log.upTo(3, "restored");
        restored.say("text");

        assertThat(follower.receive(restored.range(3, 4), false, SOURCE, now)).isEmpty();
        assertThat(follower.ask(now)).contains(new Question<>(log.mark(6), 6, SOURCE));
    }

    @Test
    void doubt_isOver_onceTheSourceKnowsTheMark() {
        start(6);
        follower.told(new Mark(4, 4), SOURCE, now);
        follower.ask(now);

        assertThat(receive(6, 6)).isEmpty();

        assertThat(follower.askAtNanos()).isEmpty();
    }

    @Test
    void doubt_isRaisedOnceASecond() {
        start(6);
        follower.told(new Mark(4, 4), SOURCE, now);
        follower.ask(now);
        receive(6, 6);

        follower.told(new Mark(4, 4), SOURCE, now + 999 * MILLI);
        assertThat(follower.askAtNanos()).isEmpty();
        follower.told(new Mark(4, 4), SOURCE, now + 1_001 * MILLI);
        assertThat(follower.askAtNanos()).isPresent();
    }

    @Test
    void rangeOfAnotherHistory_isNotTaken_thoughItsNumbersFit() {
        start(6);
        Logs restored = log.upTo(3, "restored");
        for (int i = 0; i < 5; i++) {
            restored.say("text");
        }

        assertThat(follower.receive(restored.range(6, 8), false, SOURCE, now)).isEmpty();
        assertThat(follower.receive(restored.range(3, 8), false, SOURCE, now)).isEmpty();

        assertThat(follower.ask(now)).contains(new Question<>(log.mark(6), 8, SOURCE));
        assertThat(follower.mark()).isEqualTo(log.mark(6));
        assertThat(follower.isDiverged(log.mark(6))).isTrue();
        assertThat(follower.isDiverged(log.mark(5))).isFalse();
    }

    @Test
    void follower_thatHasDiverged_beginsAnew() {
        start(6);
        Logs restored = log.upTo(3, "restored");
        for (int i = 0; i < 5; i++) {
            restored.say("text");
        }
        follower.stop();
        assertThat(follower.receive(restored.range(6, 8), false, SOURCE, now)).isEmpty();
        assertThat(follower.askAtNanos()).isEmpty();

        assertThat(follower.start(restored.range(2, 6), now)).containsExactly(new Taken(restored.range(6, 8), false));
        assertThat(follower.mark()).isEqualTo(restored.mark(8));
    }

    @Test
    void whatComesBeforeTheStart_waitsForIt() {
        receive(6, 8);
        receive(4, 6);
        assertThat(follower.ask(now)).isEmpty();

        assertThat(follower.start(log.range(0, 5), now)).containsExactly(taken(5, 6), taken(6, 8));
    }

    @Test
    void holeAfterTheStart_isAskedFor() {
        receive(6, 8);

        assertThat(follower.start(log.range(0, 4), now)).isEmpty();
        assertThat(follower.ask(now)).contains(new Question<>(log.mark(4), 6, SOURCE));
    }

    @Test
    void tooMuchAboveAHole_isForgotten_andAskedForInItsTurn() {
        Follower<String> tight = tight(3, 1 << 20);
        tight.start(log.range(0, 4), now);
        tight.receive(log.range(6, 8), false, SOURCE, now);
        tight.receive(log.range(8, 10), false, SOURCE, now);

        assertThat(tight.receive(log.range(4, 6), false, SOURCE, now)).containsExactly(taken(4, 6), taken(6, 8));
        assertThat(tight.ask(now)).contains(new Question<>(log.mark(8), 10, SOURCE));
    }

    @Test
    void rangesWithoutEntries_areNotHeldWithoutEnd() {
        Follower<String> tight = tight(3, 1 << 20);
        tight.start(log.range(0, 4), now);
        for (long position = 6; position < 10; position++) {
            tight.receive(nothing(position, position + 1), false, SOURCE, now);
        }

        assertThat(tight.receive(log.range(4, 6), false, SOURCE, now))
                .containsExactly(
                        taken(4, 6),
                        new Taken(nothing(6, 7), false),
                        new Taken(nothing(7, 8), false),
                        new Taken(nothing(8, 9), false));
    }

    @Test
    void rangeWithoutEntries_takesOfTheBytesThatMayBeHeld() {
        Follower<String> tight = tight(100, 300);
        tight.start(log.range(0, 4), now);
        tight.receive(nothing(6, 7), false, SOURCE, now);
        tight.receive(nothing(7, 8), false, SOURCE, now);

        assertThat(tight.receive(log.range(4, 6), false, SOURCE, now))
                .containsExactly(taken(4, 6), new Taken(nothing(6, 7), false));
    }

    @Test
    void whatIsHeld_takesOfTheBudget_untilItIsTaken() {
        start(4);
        receive(6, 8);
        assertThat(budget.taken())
                .isGreaterThan(window.bytes() + log.range(6, 8).bytes());

        receive(4, 6);

        assertThat(budget.taken()).isEqualTo(window.bytes()).isPositive();
    }

    @Test
    void whatIsHeld_isGivenBack_whenItIsSkippedOrForgotten() {
        start(4);
        receive(6, 8);
        follower.skip(now + 5_000 * MILLI);
        assertThat(budget.taken()).as("skipped").isEqualTo(window.bytes());

        receive(10, 12);
        follower.ask(now);
        receive(8, 8);
        assertThat(budget.taken()).as("of another history").isEqualTo(window.bytes());

        receive(10, 12);
        follower.stop();
        assertThat(budget.taken()).as("stopped").isEqualTo(window.bytes());
    }

    @Test
    void onlyOneRange_isHeldWhileTheNodeIsShort() {
        start(4);
        budget.take(200_000);
        receive(6, 8);
        receive(8, 10);

        assertThat(receive(4, 6)).containsExactly(taken(4, 6), taken(6, 8));
        assertThat(follower.ask(now)).contains(new Question<>(log.mark(8), 10, SOURCE));
    }

    @Test
    void gap_lastsOverWhatIsMissingBeforeIt() {
        start(4);

        assertThat(follower.receive(log.range(6, 8), true, SOURCE, now))
                .containsExactly(new Taken(log.range(6, 8), true));
        assertThat(follower.mark()).isEqualTo(log.mark(8));
        assertThat(window.knows(log.mark(5))).isFalse();
        assertThat(follower.askAtNanos()).isEmpty();
    }

    @Test
    void gap_emptiesTheWindowBeforeIt() {
        start(4);

        assertThat(follower.receive(log.range(3, 6), true, SOURCE, now))
                .containsExactly(new Taken(log.range(4, 6), true));
        assertThat(window.after()).isEqualTo(log.mark(4));
    }

    @Test
    void holeThatNobodyFills_isSkipped_ifEntriesWaitAboveIt() {
        start(4);
        receive(6, 8);
        receive(8, 9);

        assertThat(follower.skip(now + 4_999 * MILLI)).isEmpty();
        assertThat(follower.skip(now + 5_000 * MILLI)).containsExactly(new Taken(log.range(6, 8), true), taken(8, 9));
        assertThat(follower.askAtNanos()).isEmpty();
    }

    @Test
    void holeAtTheEnd_isNotSkipped() {
        start(4);
        follower.told(log.mark(9), SOURCE, now);

        assertThat(follower.skip(now + 60_000 * MILLI)).isEmpty();
        assertThat(follower.ask(now + 60_000 * MILLI)).isPresent();
    }

    @Test
    void log_thatEndsWhereItHasCome_hasNothingOfWhatWaits() {
        start(4);
        receive(6, 8);
        follower.ask(now);

        assertThat(receive(4, 4)).isEmpty();

        assertThat(follower.askAtNanos()).isEmpty();
        assertThat(follower.lag()).isZero();
        assertThat(follower.skip(now + 60_000 * MILLI)).isEmpty();
    }

    @Test
    void whatWaited_isForgotten_whenTheHistoriesDiverge() {
        start(4);
        receive(6, 8);
        follower.stop();

        assertThat(follower.start(log.upTo(3, "restored").range(0, 3), now)).isEmpty();
        assertThat(follower.askAtNanos()).isEmpty();
    }

    @Test
    void whatWasLoggedBeforeTheWindow_goesBeforeIt() {
        follower.start(log.range(10, 12), now);

        assertThat(receive(4, 10)).isEmpty();

        assertThat(window.after()).isEqualTo(log.mark(4));
        assertThat(follower.askAtNanos()).isEmpty();
    }

    /** Whatever is lost, repeated or reordered: all of it is taken, once and in order. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void follower_takesEverythingOnceAndInOrder(int seed) {
        Random random = new Random(seed);
        List<LogRange> sent = new ArrayList<>();
        for (int from = 0; from < 40; ) {
            int to = Math.min(40, from + 1 + random.nextInt(4));
            for (int copies = random.nextInt(3); copies > 0; copies--) {
                sent.add(log.range(from, to));
            }
            from = to;
        }
        Collections.shuffle(sent, random);
        List<Entry> taken = new ArrayList<>();
        follower.start(LogRange.empty(Mark.START), now);

        for (LogRange range : sent) {
            follower.receive(range, false, SOURCE, now++)
                    .forEach(it -> taken.addAll(it.range().entries()));
        }
        follower.told(log.end(), SOURCE, now);
        for (int round = 0; round < 100 && !follower.mark().equals(log.end()); round++) {
            now += 3_000 * MILLI;
            follower.ask(now).ifPresent(question -> {
                int from = (int) question.after().position();
                int to = Math.min((int) question.to(), from + 1 + random.nextInt(5));
                follower.receive(log.range(from, to), false, SOURCE, now)
                        .forEach(it -> taken.addAll(it.range().entries()));
            });
        }

        assertThat(taken).containsExactlyElementsOf(log.range(0, 40).entries());
        assertThat(follower.askAtNanos()).isEmpty();
    }

    private Follower<String> follower(Duration patience) {
        return new Follower<>(window, FollowerSettings.withPatience(patience), new SplittableRandom(1));
    }

    private Follower<String> tight(int heldEntries, int heldBytes) {
        return new Follower<>(
                window,
                new FollowerSettings(
                        Duration.ZERO,
                        Duration.ofMillis(250),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        heldEntries,
                        heldBytes),
                new SplittableRandom(1));
    }

    private LogRange nothing(long after, long through) {
        return new LogRange(log.mark(after), log.mark(through), List.of());
    }

    private void start(long position) {
        follower.start(log.range(0, position), now);
    }

    private List<Taken> receive(long after, long through) {
        return follower.receive(log.range(after, through), false, SOURCE, now);
    }

    private Taken taken(long after, long through) {
        return new Taken(log.range(after, through), false);
    }
}
