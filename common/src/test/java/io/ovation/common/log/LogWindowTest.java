package io.ovation.common.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ovation.common.memory.ByteBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class LogWindowTest {

    private static final WindowSettings LIMITS = new WindowSettings(3, 6, 64 * 1024, Duration.ofMinutes(5));
    private static final Instant NOW = Logs.BEGIN.plusSeconds(100);

    private final ByteBudget budget = new ByteBudget(1 << 20);
    private final LogWindow window = new LogWindow(LIMITS, budget);
    private final Logs log = Logs.of("log", 20);

    @Test
    void window_holdsTheLatestEntries_andKnowsTheirMarks() {
        window.begin(log.range(4, 6), 0);
        window.append(log.range(6, 8), 0);

        assertThat(positions()).containsExactly(5L, 6L, 7L, 8L);
        assertThat(window.knows(log.mark(4))).isTrue();
        assertThat(window.knows(log.mark(8))).isTrue();
        assertThat(window.knows(log.mark(3))).isFalse();
        assertThat(window.knows(log.mark(9))).isFalse();
        assertThat(window.knows(new Mark(6, 1))).isFalse();
    }

    @Test
    void range_isAppendedOnlyWhereTheWindowEnds() {
        window.begin(log.range(4, 6), 0);

        assertThatIllegalArgumentException().isThrownBy(() -> window.append(log.range(7, 8), 0));
    }

    @Test
    void oldestEntries_go_beyondTheLimit() {
        window.begin(log.range(0, 20), 0);

        assertThat(positions()).containsExactly(15L, 16L, 17L, 18L, 19L, 20L);
        assertThat(window.after()).isEqualTo(log.mark(14));
        assertThat(window.isWhole()).isFalse();
    }

    @Test
    void oldEntries_goByTheTimeTheyCame_butForTheRecentComments() {
        window.begin(log.range(0, 5), 0);

        window.trim(Duration.ofMinutes(6).toNanos());

        assertThat(positions()).containsExactly(3L, 4L, 5L);
    }

    @Test
    void bytes_areBounded_evenForRecentComments() {
        Logs large = new Logs("large");
        for (int i = 0; i < 3; i++) {
            large.say("x".repeat(40_000));
        }

        window.begin(large.range(0, 3), 0);

        assertThat(window.size()).isEqualTo(1);
        assertThat(window.bytes()).isLessThanOrEqualTo(64 * 1024);
    }

    @Test
    void whileTheNodesBudgetIsOverdrawn_onlyTheLatestEntryStays() {
        budget.take(1 << 20);

        window.begin(log.range(0, 5), 0);

        assertThat(positions()).containsExactly(5L);
        assertThat(window.hasRoom()).isFalse();
    }

    @Test
    void budget_isGivenBack() {
        window.begin(log.range(0, 20), 0);
        assertThat(budget.taken()).isEqualTo(window.bytes()).isPositive();

        window.close();

        assertThat(budget.taken()).isZero();
    }

    @Test
    void earlierEntries_areTakenInWhileThereIsRoom() {
        window.begin(log.range(10, 12), 0);

        assertThat(window.prepend(log.range(2, 10), 0)).isTrue();

        assertThat(positions()).containsExactly(7L, 8L, 9L, 10L, 11L, 12L);
        assertThat(window.after()).isEqualTo(log.mark(6));
        assertThat(window.hasRoom()).isFalse();
    }

    @Test
    void windowThatHasTakenAllThatFits_keepsIt_andWantsNoMore() {
        Logs large = new Logs("large");
        for (int i = 0; i < 5; i++) {
            large.say("x".repeat(20_000));
        }
        window.begin(large.range(4, 5), 0);

        window.prepend(large.range(0, 4), 0);
        window.trim(0);

        assertThat(positions()).containsExactly(3L, 4L, 5L);
        assertThat(window.hasRoom()).isFalse();
    }

    @Test
    void windowThatHasDroppedWhatWasTooMuch_wantsNoMore_untilItBeginsAnew() {
        Logs large = new Logs("large");
        for (int i = 0; i < 5; i++) {
            large.say("x".repeat(20_000));
        }
        window.begin(large.range(1, 4), 0);
        assertThat(window.hasRoom()).isTrue();

        window.append(large.range(4, 5), 0);

        assertThat(positions()).containsExactly(3L, 4L, 5L);
        assertThat(window.hasRoom()).isFalse();
        window.begin(large.range(4, 5), 0);
        assertThat(window.hasRoom()).isTrue();
    }

    @Test
    void windowThatHasDroppedWhatWasOld_wantsNoMore_untilACommentThatIsShownIsRetracted() {
        window.begin(log.range(15, 20), 0);
        window.trim(Duration.ofMinutes(6).toNanos());
        assertThat(positions()).containsExactly(18L, 19L, 20L);
        assertThat(window.hasRoom()).isFalse();

        log.retract("log-19");
        window.append(log.range(20, 21), Duration.ofMinutes(6).toNanos());

        assertThat(window.isRecentKnown()).isFalse();
        assertThat(window.hasRoom()).isTrue();
        window.prepend(log.range(12, 17), Duration.ofMinutes(6).toNanos());
        assertThat(window.isRecentKnown()).isTrue();
    }

    @Test
    void oldRetraction_goes_andTheCommentsThatAreShownAreStillFetched() {
        log.retract("log-1");
        log.say("text");
        window.begin(log.range(20, 22), 0);

        window.trim(Duration.ofMinutes(6).toNanos());

        assertThat(positions()).containsExactly(22L);
        assertThat(window.hasRoom()).isTrue();
    }

    @Test
    void windowThatGaveUpSomethingForTheBudget_wantsMore_onceThatIsEased() {
        window.begin(log.range(15, 20), 0);
        budget.take(budget.limit());
        window.trim(0);
        assertThat(positions()).containsExactly(20L);

        budget.take(-budget.limit() / 20);
        window.trim(0);
        assertThat(window.hasRoom()).as("it would be given up again at once").isFalse();

        budget.take(-budget.limit() / 10);
        window.trim(0);
        assertThat(window.hasRoom()).isTrue();
    }

    @Test
    void whatDoesNotFitIntoTheBudget_isNotTakenIn() {
        window.begin(log.range(17, 20), 0);
        budget.take(budget.limit() - window.bytes() - log.at(17).bytes());

        window.prepend(log.range(12, 17), 0);

        assertThat(positions()).containsExactly(17L, 18L, 19L, 20L);
        assertThat(budget.isOverdrawn()).isFalse();
        assertThat(window.hasRoom()).isFalse();
    }

    @Test
    void beginningOfTheLog_makesTheWindowWhole() {
        window.begin(log.range(2, 4), 0);
        assertThat(window.isRecentKnown()).isFalse();

        window.prepend(log.range(0, 2), 0);

        assertThat(window.isWhole()).isTrue();
        assertThat(window.hasRoom()).isFalse();
        assertThat(window.isRecentKnown()).isTrue();
    }

    @Test
    void emptyBeginning_makesTheWindowWhole_too() {
        Logs later = new Logs("later");
        Entry only = later.say("text");
        Entry moved = new Entry(only.mark().at(5), "east", Logs.BEGIN, only.body());
        window.begin(LogRange.of(Mark.START.at(4), List.of(moved)), 0);

        assertThat(window.prepend(new LogRange(Mark.START, Mark.START.at(4), List.of()), 0))
                .isTrue();
        assertThat(window.isWhole()).isTrue();
    }

    @Test
    void whatDoesNotEndWhereTheWindowBegins_isNotPrepended() {
        window.begin(log.range(10, 12), 0);

        assertThat(window.prepend(log.range(2, 9), 0)).isFalse();
        assertThat(positions()).containsExactly(11L, 12L);
    }

    @Test
    void afterAGap_nothingIsThereFromBeforeIt_norTakenIn() {
        window.begin(log.range(0, 4), 0);

        window.beginAfterGap(log.range(6, 8), 0);

        assertThat(positions()).containsExactly(7L, 8L);
        assertThat(window.prepend(log.range(4, 6), 0)).isFalse();
        assertThat(window.isRecentKnown()).isTrue();
        assertThat(window.resume(log.at(3).eventId(), NOW)).isEmpty();
    }

    @Test
    void page_isWhatComesAfterAMark() {
        window.begin(log.range(4, 9), 0);

        assertThat(window.page(log.mark(6))).isEqualTo(log.range(6, 9));
        assertThat(window.page(log.mark(9))).isEqualTo(LogRange.empty(log.mark(9)));
    }

    @Test
    void pages_fitIntoAMessage() {
        LogWindow roomy = new LogWindow(new WindowSettings(3, 100, 1 << 20, Duration.ofMinutes(5)), budget);
        Logs large = new Logs("large");
        for (int i = 0; i < 10; i++) {
            large.say("x".repeat(20_000));
        }
        roomy.begin(large.range(0, 10), 0);

        assertThat(roomy.page(large.mark(1))).isEqualTo(large.range(1, 4));
        assertThat(roomy.latestPage()).isEqualTo(large.range(7, 10));
        assertThat(roomy.pageThrough(large.mark(5))).isEqualTo(large.range(2, 5));
        assertThat(roomy.pageThrough(large.mark(2))).isEqualTo(large.range(0, 2));
    }

    @Test
    void latestPage_isTheWholeWindowIfThatFits() {
        window.begin(log.range(4, 9), 0);

        assertThat(window.latestPage()).isEqualTo(log.range(4, 9));
    }

    @Test
    void stream_isResumedFromItsOwnPlace() {
        window.begin(log.range(4, 9), 0);

        assertThat(window.resume(log.at(6).eventId(), NOW)).contains(log.mark(6));
        assertThat(window.resume(log.at(9).eventId(), NOW)).contains(log.mark(9));
        assertThat(window.resume(log.at(4).eventId(), NOW)).contains(log.mark(4));
    }

    @Test
    void streamOfAnotherHistory_isResumedFromItsTime_withWhatCameShortlyBefore() {
        LogWindow roomy = new LogWindow(new WindowSettings(3, 100, 1 << 20, Duration.ofMinutes(5)), budget);
        roomy.begin(log.range(2, 20), 0);

        EventId other = new EventId(log.at(15).loggedAt(), new Mark(7, 7));

        assertThat(roomy.resume(other, NOW)).contains(log.mark(5));
    }

    @Test
    void streamThatBrokeOffBeforeTheWindow_isNotResumed() {
        window.begin(log.range(14, 20), 0);

        assertThat(window.resume(log.at(13).eventId(), NOW)).isEmpty();
        assertThat(window.resume(EventId.UNKNOWN, NOW)).isEmpty();
        assertThat(window.resume(new EventId(NOW.plusSeconds(60), new Mark(1, 1)), NOW))
                .isEmpty();
    }

    @Test
    void wholeWindow_resumesFromAnyTime_butNotFromNone() {
        window.begin(log.range(0, 5), 0);

        assertThat(window.resume(new EventId(Logs.BEGIN.minusSeconds(500), new Mark(1, 1)), NOW))
                .contains(Mark.START);
        assertThat(window.resume(EventId.UNKNOWN, NOW)).isEmpty();
    }

    @Test
    void retraction_emptiesItsTarget() {
        log.retract("log-19");
        window.begin(log.range(16, 20), 0);

        window.append(log.range(20, 21), 0);

        assertThat(window.page(log.mark(18)).entries())
                .extracting(Entry::body)
                .containsExactly(
                        new Emptied("log-19"), log.at(20).body(), log.at(21).body());
        assertThat(window.recentComments()).extracting(Comment::id).containsExactly("log-17", "log-18", "log-20");
    }

    @Test
    void retraction_isRememberedWhenTheWindowBeginsAnewWithWhatIsOlder() {
        log.retract("log-19");
        window.begin(log.range(20, 21), 0);

        window.begin(log.range(16, 20), 0);

        assertThat(window.page(log.mark(18)).entries())
                .extracting(Entry::body)
                .containsExactly(new Emptied("log-19"), log.at(20).body());
    }

    @Test
    void target_thatComesLater_isEmptyFromTheStart() {
        log.retract("log-19");
        window.begin(log.range(20, 21), 0);

        window.prepend(log.range(17, 20), 0);

        assertThat(window.recentComments()).extracting(Comment::id).containsExactly("log-18", "log-20");
        assertThat(window.knows(log.mark(19))).isTrue();
    }

    @Test
    void eventId_isThatOfTheLatestEntry() {
        window.begin(log.range(4, 9), 0);

        assertThat(window.eventId(NOW)).isEqualTo(log.at(9).eventId());
    }

    @Test
    void eventId_ofALogWithoutEntries_isOfNow() {
        assertThat(window.eventId(NOW)).isEqualTo(new EventId(NOW, Mark.START));
    }

    private List<Long> positions() {
        return StreamSupport.stream(window.entriesAfter(0).spliterator(), false)
                .map(Entry::position)
                .toList();
    }
}
