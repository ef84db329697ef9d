package io.ovation.likes.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Emptied;
import io.ovation.common.log.Entry;
import io.ovation.common.log.EntryBody;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.log.Retraction;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.topic.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommitPlanTest {

    private static final Topic A = Topic.video("a");
    private static final Topic B = Topic.video("b");
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final Mark BEFORE = new Mark(7, 99);
    private static final CommitPlan.Known NOTHING =
            new CommitPlan.Known(Set.of(), Set.of(), Map.of(A, BEFORE), Map.of());

    @Test
    void newEntries_areChainedToTheLogsOfTheirTopics() {
        CommitPlan plan = plan(NOTHING, comment(A, "1"), comment(B, "x"), comment(A, "2"));

        Mark two = BEFORE.next("1").next("2");
        assertThat(plan.marks()).isEqualTo(Map.of(A, two, B, Mark.START.next("x")));
        assertThat(plan.logged())
                .containsExactly(
                        new LoggedRange(
                                A, LogRange.of(BEFORE, List.of(entry(BEFORE.next("1"), "1"), entry(two, "2"))), false),
                        new LoggedRange(B, LogRange.of(Mark.START, List.of(entry(Mark.START.next("x"), "x"))), false));
        assertThat(plan.rows()).extracting(row -> row.entry().id()).containsExactly("1", "2", "x");
        assertThat(plan.told()).isEmpty();
    }

    @Test
    void knownEntries_areLeftOut_andTheirTopicIsToldAsItIsThen() {
        CommitPlan plan = plan(
                new CommitPlan.Known(Set.of("1", "x"), Set.of(), Map.of(A, BEFORE, B, new Mark(1, 1)), Map.of()),
                comment(A, "1"),
                comment(A, "2"),
                comment(B, "x"));

        assertThat(plan.rows()).extracting(row -> row.entry().id()).containsExactly("2");
        assertThat(plan.marks()).containsOnlyKeys(A);
        assertThat(plan.told()).isEqualTo(Map.of(A, BEFORE.next("2"), B, new Mark(1, 1)));
    }

    @Test
    void entryThatIsGivenTwice_isLoggedOnce_andNoReasonToTellMore() {
        CommitPlan plan = plan(NOTHING, comment(A, "1"), comment(A, "1"));

        assertThat(plan.rows()).hasSize(1);
        assertThat(plan.told()).isEmpty();
    }

    @Test
    void comment_whoseRetractionIsKnownOrInTheBatch_isEmptied_andTheRowHasItsText() {
        CommitPlan plan = plan(
                new CommitPlan.Known(Set.of(), Set.of("1"), Map.of(), Map.of()),
                comment(A, "1"),
                comment(A, "2"),
                retraction(A, "2"),
                comment(A, "3"));

        assertThat(plan.logged().get(0).range().entries())
                .extracting(Entry::body)
                .containsExactly(
                        new Emptied("1"),
                        new Emptied("2"),
                        retraction(A, "2").body(),
                        comment(A, "3").body());
        assertThat(plan.rows())
                .extracting(CommitPlan.Row::given)
                .contains(comment(A, "1").body());
        assertThat(plan.targets()).containsExactly("2");
    }

    @Test
    void retraction_thatIsKnown_orOfWhatIsRetractedAlready_isNoNewTarget() {
        CommitPlan plan = plan(
                new CommitPlan.Known(Set.of("not-1"), Set.of("2"), Map.of(), Map.of()),
                retraction(A, "1"),
                retraction(A, "2"));

        assertThat(plan.targets()).isEmpty();
        assertThat(plan.rows()).extracting(row -> row.entry().id()).containsExactly("not-2");
    }

    @Test
    void retractionOfARetraction_emptiesNothing() {
        NewEntry odd = new NewEntry(A, "here", new Retraction("odd", "not-1", null));

        CommitPlan plan = plan(NOTHING, odd, retraction(A, "1"));

        assertThat(plan.logged().get(0).range().entries())
                .extracting(Entry::body)
                .containsExactly(odd.body(), retraction(A, "1").body());
    }

    @Test
    void pages_areTakenIfTheyBeginAtTheCursor_oneAfterTheOther_behindOwnEntries() {
        RemoteLog log = new RemoteLog(A, "there");
        RemotePage first = page(log, new Mark(3, 3), "x");
        RemotePage second = page(log, first.range().through(), "y");
        RemotePage hole = page(log, new Mark(9, 9), "z");
        Batch batch = new Batch(Map.of(), List.of(comment(A, "own")), List.of(first, second, hole), Set.of());

        CommitPlan plan = CommitPlan.of(
                batch, new CommitPlan.Known(Set.of(), Set.of(), Map.of(), Map.of(log, new Mark(3, 3))), NOW);

        assertThat(plan.rows()).extracting(row -> row.entry().id()).containsExactly("own", "x", "y");
        assertThat(plan.rows()).extracting(row -> row.entry().origin()).containsExactly("here", "there", "there");
        assertThat(plan.cursors()).isEqualTo(Map.of(log, second.range().through()));
        assertThat(plan.pageCursors()).isEqualTo(plan.cursors());
        assertThat(plan.told()).containsOnlyKeys(A);
    }

    @Test
    void pageThatDoesNotFit_movesNoCursor_andRetractsNothing() {
        RemoteLog log = new RemoteLog(A, "there");
        LogRange range = LogRange.of(
                new Mark(3, 3),
                List.of(new Entry(
                        new Mark(4, 4), "there", NOW, retraction(A, "own").body())));
        Batch batch =
                new Batch(Map.of(), List.of(comment(A, "own")), List.of(new RemotePage(log, range, false)), Set.of());

        CommitPlan plan = CommitPlan.of(batch, NOTHING, NOW);

        assertThat(plan.cursors()).isEmpty();
        assertThat(plan.pageCursors()).isEqualTo(Map.of(log, Mark.START));
        assertThat(plan.targets()).isEmpty();
        assertThat(plan.rows())
                .extracting(row -> row.entry().body())
                .containsExactly(comment(A, "own").body());
    }

    @Test
    void idsOfABatch_areThoseOfItsEntriesAndOfWhatTheyRetract() {
        Batch batch = new Batch(
                Map.of(),
                List.of(comment(A, "1"), retraction(A, "2")),
                List.of(page(new RemoteLog(A, "there"), Mark.START, "3")),
                Set.of());

        assertThat(batch.ids()).containsExactlyInAnyOrder("1", "2", "not-2", "3");
    }

    @Test
    void realign_goesBackWellBeforeTheEndOfTheRunOfKnownPlaces() {
        assertThat(CommitPlan.realign(places(5000, 4999, 3999, 1), Set.of("1", "3999", "4999")))
                .isEqualTo(mark(3999));
        assertThat(CommitPlan.realign(places(5000, 4001, 1), Set.of("1", "4001", "5000")))
                .isEqualTo(mark(1));
    }

    @Test
    void realign_looksAtNoKnownPlaceAfterAnUnknownOne() {
        assertThat(CommitPlan.realign(places(9000, 7000, 5000, 1), Set.of("1", "5000", "9000")))
                .isEqualTo(mark(1));
        assertThat(CommitPlan.realign(places(9000, 7000, 5000, 1), Set.of("5000", "7000", "9000")))
                .isEqualTo(Mark.START);
    }

    @Test
    void realign_withNoKnownPlaceThatIsOldEnough_beginsAtTheStart() {
        assertThat(CommitPlan.realign(places(5, 4, 3, 1), Set.of("1", "3", "4", "5")))
                .isEqualTo(Mark.START);
        assertThat(CommitPlan.realign(places(5, 4), Set.of())).isEqualTo(Mark.START);
        assertThat(CommitPlan.realign(List.of(), Set.of("1"))).isEqualTo(Mark.START);
    }

    private static List<LogMessage.Place> places(int... positions) {
        return IntStream.of(positions)
                .mapToObj(position -> new LogMessage.Place(mark(position), Integer.toString(position)))
                .toList();
    }

    private static Mark mark(int position) {
        return new Mark(position, 70 + position);
    }

    private static CommitPlan plan(CommitPlan.Known known, NewEntry... entries) {
        return CommitPlan.of(new Batch(Map.of(), List.of(entries), List.of(), Set.of()), known, NOW);
    }

    private static RemotePage page(RemoteLog log, Mark after, String... ids) {
        List<Entry> entries = new ArrayList<>();
        Mark mark = after;
        for (String id : ids) {
            mark = mark.next(id);
            entries.add(new Entry(mark, null, NOW, body(id)));
        }
        return new RemotePage(log, LogRange.of(after, entries), false);
    }

    private static Entry entry(Mark mark, String id) {
        return new Entry(mark, "here", NOW, body(id));
    }

    private static NewEntry comment(Topic topic, String id) {
        return new NewEntry(topic, "here", body(id));
    }

    private static EntryBody body(String id) {
        return new Comment(id, "ada", "text of " + id, Instant.EPOCH, null, false);
    }

    private static NewEntry retraction(Topic topic, String target) {
        return new NewEntry(topic, "here", new Retraction("not-" + target, target, null));
    }
}
