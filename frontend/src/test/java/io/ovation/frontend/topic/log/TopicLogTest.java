package io.ovation.frontend.topic.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.Entry;
import io.ovation.common.log.Follower;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.log.WindowSettings;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.TestLog;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class TopicLogTest {

    private static final long NOW = Long.MAX_VALUE - 5;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long PACE = FetchBack.PACE.toNanos();
    private static final String SOURCE = "source";

    private final TestLog store = TestLog.of(100);
    private final ByteBudget budget = new ByteBudget(1 << 20);
    private final FetchPermits permits = new FetchPermits(1);

    // Following

    @Test
    void log_hasNotBegunUntilItsLatestPageHasCome() {
        TopicLog<String> log = log(5, 50, 10);
        assertThat(log.receive(store.range(90, 91), false, SOURCE, NOW)).isEmpty();
        assertThat(log.hasBegun()).isFalse();
        assertThat(log.nextNanos()).isEmpty();
        assertThat(log.askBack(NOW)).isEmpty();

        List<Follower.Taken> taken = log.begin(store.range(60, 90), SOURCE, NOW);

        assertThat(log.hasBegun()).isTrue();
        assertThat(taken).extracting(Follower.Taken::range).containsExactly(store.range(90, 91));
        assertThat(log.last()).isEqualTo(store.mark(91));
    }

    @Test
    void hole_isAskedForAtOnceAndFilled() {
        TopicLog<String> log = begun(store.range(60, 90));

        assertThat(log.receive(store.range(92, 93), false, "other", NOW)).isEmpty();

        assertThat(log.ask(NOW)).contains(new Follower.Question<>(store.mark(90), 92, "other"));
        assertThat(log.receive(store.range(90, 92), false, SOURCE, NOW)).hasSize(2);
        assertThat(positions(log, 90)).containsExactly(91L, 92L, 93L);
    }

    @Test
    void isLost_whenMoreIsMissingThanTheWindowHolds() {
        TopicLog<String> log = begun(store.range(0, 20));

        log.told(store.mark(70), SOURCE, NOW);
        assertThat(log.isLost(NOW)).isFalse();
        log.told(store.mark(71), SOURCE, NOW);

        assertThat(log.isLost(NOW)).isTrue();
    }

    @Test
    void isLost_whenNothingHasComeOfWhatIsMissingForTooLong() {
        TopicLog<String> log = begun(store.range(0, 20));
        log.told(store.mark(25), SOURCE, NOW);

        log.receive(store.range(20, 22), false, SOURCE, NOW + 10 * SECOND);
        assertThat(log.isLost(NOW + 24 * SECOND)).isFalse();
        log.told(store.mark(26), SOURCE, NOW + 24 * SECOND);
        assertThat(log.isLost(NOW + 25 * SECOND)).isTrue();

        log.waitAnew(NOW + 25 * SECOND);
        assertThat(log.isLost(NOW + 26 * SECOND)).isFalse();
        log.receive(store.range(22, 26), false, SOURCE, NOW + 26 * SECOND);
        assertThat(log.isLost(NOW + 99 * SECOND)).as("nothing is missing").isFalse();
    }

    @Test
    void isDiverged_ifAnEndOfItsWindowIsNotOfTheHistoryOfWhoeverWasAsked() {
        TopicLog<String> log = begun(store.range(60, 90));

        assertThat(log.isDiverged(store.mark(90))).isTrue();
        assertThat(log.isDiverged(store.mark(60))).isTrue();
        assertThat(log.isDiverged(store.mark(80))).as("asked before more came").isFalse();
        log.stop();
        assertThat(log.isDiverged(store.mark(90))).isFalse();
    }

    @Test
    void goesOnWithAPage_ifNothingLiesBetweenOrThisIsAhead() {
        TopicLog<String> log = begun(store.range(60, 90));
        TestLog restored = new TestLog("restored").add(100);

        assertThat(log.goesOnWith(store.range(80, 95))).isTrue();
        assertThat(log.goesOnWith(store.range(90, 95))).isTrue();
        assertThat(log.goesOnWith(store.range(91, 95))).isFalse();
        assertThat(log.goesOnWith(store.range(50, 70))).as("this is ahead").isTrue();
        assertThat(log.goesOnWith(restored.range(80, 95))).isFalse();
        assertThat(log.goesOnWith(restored.range(50, 70)))
                .as("it is told if its history is lost")
                .isTrue();
    }

    @Test
    void stop_takesNothingUntilItBeginsAnewAndKeepsWhatIsThere() {
        TopicLog<String> log = begun(store.range(60, 90));
        log.told(store.mark(95), SOURCE, NOW);
        log.stop();

        assertThat(log.receive(store.range(90, 91), false, SOURCE, NOW)).isEmpty();
        assertThat(log.ask(NOW + SECOND)).isEmpty();
        assertThat(log.isLost(NOW + 99 * SECOND)).isFalse();
        assertThat(log.isFollowed()).isFalse();
        assertThat(log.knows(store.mark(70))).isTrue();

        log.begin(store.range(80, 95), SOURCE, NOW);
        assertThat(log.last()).isEqualTo(store.mark(95));
        assertThat(log.knows(store.mark(70))).isFalse();
    }

    // What may be sent of it

    @Test
    void history_isAnotherWheneverWhatWasEncodedMayNotBeSent() {
        TopicLog<String> log = begun(store.range(60, 80));
        long history = log.history();
        log.receive(store.range(80, 81), false, SOURCE, NOW);
        log.receive(store.range(50, 60), false, SOURCE, NOW);
        assertThat(log.history()).as("more of the same").isEqualTo(history);

        log.rewritten();
        assertThat(log.history()).isNotEqualTo(history);
        history = log.history();
        log.receive(store.range(85, 86), true, SOURCE, NOW);
        assertThat(log.history()).as("a gap").isNotEqualTo(history);
        history = log.history();
        log.begin(store.range(90, 95), SOURCE, NOW);
        assertThat(log.history()).isNotEqualTo(history);
    }

    @Test
    void gap_isTheBeginningOfWhatIsThere() {
        TopicLog<String> log = begun(store.range(60, 80));

        List<Follower.Taken> taken = log.receive(store.range(85, 86), true, SOURCE, NOW);

        assertThat(taken).containsExactly(new Follower.Taken(store.range(85, 86), true));
        assertThat(log.after()).isEqualTo(store.mark(85));
        assertThat(log.knows(store.mark(80))).isFalse();
        assertThat(log.canGrow()).as("across a gap").isFalse();
    }

    @Test
    void crowd_isShownInPartWhetherItWasFetchedOrHasJustCome() {
        TestLog hot = new TestLog("c").paced(Duration.ofMillis(10)).add(300);
        TopicLog<String> log = log(5, 1_000, 2);
        log.begin(hot.range(100, 200), SOURCE, NOW);
        log.receive(hot.range(200, 300), false, SOURCE, NOW);
        log.receive(hot.range(0, 100), false, SOURCE, NOW);

        assertThat(LongStream.rangeClosed(1, 200).filter(log::isShown).count()).isBetween(10L, 15L);
        assertThat(LongStream.rangeClosed(201, 300).filter(log::isShown).count())
                .isBetween(10L, 13L);
    }

    // The past

    @Test
    void past_isAskedForUntilTheWindowIsFull() {
        TopicLog<String> log = log(5, 50, 10);
        log.begin(store.range(80, 100), SOURCE, NOW);
        assertThat(log.askBack(NOW)).contains(store.mark(80));
        assertThat(log.askBackAt()).isEqualTo(SOURCE);
        assertThat(log.askBack(NOW)).as("under way").isEmpty();

        log.receive(store.range(60, 80), false, "other", NOW);
        assertThat(log.askBack(NOW + PACE - 1)).isEmpty();
        assertThat(log.askBack(NOW + PACE)).contains(store.mark(60));
        assertThat(log.askBackAt()).isEqualTo("other");
        log.receive(store.range(40, 60), false, SOURCE, NOW + PACE);

        assertThat(log.canGrow()).isFalse();
        assertThat(log.askBack(NOW + SECOND)).isEmpty();
        assertThat(log.nextNanos()).isEmpty();
        assertThat(permits.take()).isTrue();
    }

    @Test
    void past_isNotAskedForAgain_whereItWasTooMuch() {
        int bytes = store.range(60, 100).bytes() - 10;
        TopicLog<String> log = log(new WindowSettings(5, 50, bytes, Duration.ofMinutes(5)));
        log.begin(store.range(80, 100), SOURCE, NOW);

        log.receive(store.range(60, 80), false, SOURCE, NOW);
        log.trim(NOW);

        assertThat(log.after()).isEqualTo(store.mark(61));
        assertThat(log.canGrow()).isFalse();
        assertThat(log.askBack(NOW + SECOND)).isEmpty();
    }

    @Test
    void past_isNotAskedForAgain_whereItWasTooOld() {
        TopicLog<String> log = log(new WindowSettings(5, 50, 1 << 20, Duration.ofSeconds(10)));
        log.begin(store.range(80, 100), SOURCE, NOW);

        log.trim(NOW + 11 * SECOND);

        assertThat(positions(log, 0)).containsExactly(96L, 97L, 98L, 99L, 100L);
        assertThat(log.isRecentKnown()).isTrue();
        assertThat(log.askBack(NOW + 11 * SECOND)).isEmpty();
    }

    @Test
    void past_isNotAskedForAgain_whereItWasTooMuchForTheNode() {
        TopicLog<String> log = begun(store.range(80, 100));
        budget.take(budget.limit() - budget.taken());

        log.receive(store.range(60, 80), false, SOURCE, NOW);
        log.trim(NOW);

        assertThat(log.after()).isEqualTo(store.mark(80));
        assertThat(log.askBack(NOW + SECOND)).isEmpty();
    }

    @Test
    void past_isAskedForWithoutAPauseUntilWhatNewcomersAreShownIsThere() {
        TopicLog<String> log = log(30, 90, 10);
        log.begin(store.range(90, 100), SOURCE, NOW);
        assertThat(log.askBack(NOW)).isPresent();
        assertThat(log.isRecentKnown()).isFalse();

        log.receive(store.range(80, 90), false, SOURCE, NOW);

        assertThat(log.askBack(NOW)).contains(store.mark(80));
        log.receive(store.range(70, 80), false, SOURCE, NOW);
        assertThat(log.isRecentKnown()).isTrue();
        assertThat(log.askBack(NOW)).isEmpty();
    }

    @Test
    void past_isAskedForElsewhereIfThereIsNoAnswer_lessAndLessOften() {
        TopicLog<String> log = begun(store.range(80, 100));
        log.askBack(NOW);

        assertThat(log.askBack(NOW + SECOND - 1)).isEmpty();
        assertThat(log.askBack(NOW + SECOND)).isPresent();
        assertThat(log.askBackAt()).isNull();
        assertThat(log.askBack(NOW + 3 * SECOND - 1)).isEmpty();
        assertThat(log.askBack(NOW + 3 * SECOND)).isPresent();
    }

    @Test
    void past_isAskedForAWhileLaterIfTooManyTopicsAreAskingForTheirs() {
        TopicLog<String> log = begun(store.range(80, 100));
        permits.take();

        assertThat(log.askBack(NOW)).isEmpty();

        long wait = log.nextNanos().orElseThrow() - NOW;
        assertThat(Duration.ofNanos(wait)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1_500));
        permits.giveBack();
        assertThat(log.askBack(NOW + wait)).contains(store.mark(80));
    }

    @Test
    void past_isAskedForLaterIfWhoeverWasAskedHasNoTime() {
        TopicLog<String> log = begun(store.range(80, 100));
        log.askBack(NOW);

        log.postpone(Duration.ofSeconds(3), NOW);

        assertThat(log.askBack(NOW + 3 * SECOND - 1)).isEmpty();
        assertThat(log.askBack(NOW + 3 * SECOND)).contains(store.mark(80));
    }

    @Test
    void memoryOfTheNode_thatIsShortEndsTheFetchingAndDropsWhatIsOld() {
        TopicLog<String> log = begun(store.range(80, 100));
        long taken = budget.taken();
        assertThat(taken).isPositive();

        budget.take(budget.limit());

        assertThat(log.canGrow()).isFalse();
        assertThat(log.askBack(NOW)).isEmpty();
        log.trim(NOW);
        assertThat(positions(log, 0)).containsExactly(100L);
        log.close();
        assertThat(budget.taken()).isEqualTo(budget.limit());
    }

    @Test
    void close_givesBackThePermitToFetch() {
        TopicLog<String> log = begun(store.range(80, 100));
        log.askBack(NOW);
        assertThat(permits.take()).isFalse();

        log.close();

        assertThat(permits.take()).isTrue();
        assertThat(budget.taken()).isZero();
    }

    @Test
    void retraction_emptiesWhatIsThereAndWhatIsFetchedLater() {
        TestLog talk = TestLog.of(20);
        talk.retract(15);
        talk.retract(5);
        TopicLog<String> log = begun(talk.range(10, 22));

        log.receive(talk.range(0, 10), false, SOURCE, NOW);

        assertThat(log.recentComments()).extracting("id").doesNotContain("c-5", "c-15");
        assertThat(log.isRetracted("c-5")).isTrue();
        assertThat(StreamSupport.stream(log.entriesAfter(0).spliterator(), false)
                        .filter(entry -> entry.comment().isEmpty())
                        .map(Entry::position))
                .containsExactly(5L, 15L, 21L, 22L);
    }

    private TopicLog<String> begun(LogRange latest) {
        TopicLog<String> log = log(5, 50, 10);
        log.begin(latest, SOURCE, NOW);
        return log;
    }

    private TopicLog<String> log(int recent, int entries, int commentsPerSecond) {
        return log(new WindowSettings(recent, entries, 1 << 20, Duration.ofMinutes(5)), commentsPerSecond);
    }

    private TopicLog<String> log(WindowSettings window) {
        return log(window, 10);
    }

    private TopicLog<String> log(WindowSettings window, int commentsPerSecond) {
        return new TopicLog<>(Topic.video("cats"), window, budget, commentsPerSecond, permits, new Random(1), NOW);
    }

    private static List<Long> positions(TopicLog<String> log, long after) {
        return StreamSupport.stream(log.entriesAfter(after).spliterator(), false)
                .map(Entry::mark)
                .map(Mark::position)
                .toList();
    }
}
