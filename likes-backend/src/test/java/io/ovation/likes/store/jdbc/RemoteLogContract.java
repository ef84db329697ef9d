package io.ovation.likes.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Emptied;
import io.ovation.common.log.Entry;
import io.ovation.common.log.EntryBody;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.LogMessage;
import io.ovation.likes.store.Batch;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.LoggedRange;
import io.ovation.likes.store.RemoteLog;
import io.ovation.likes.store.RemotePage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every likes store keeps its word on: logs of other data centres. */
abstract class RemoteLogContract extends StoreContract {

    private static final String THERE = "there";
    private static final RemoteLog LOG = new RemoteLog(VIDEO, THERE);

    @Test
    void page_thatBeginsAtTheCursor_isTakenIntoThisLog_andMovesIt() {
        store.commit(entries(comment(VIDEO, "own")));
        LogRange range = range(Mark.START, "a", "b");

        Committed committed = store.commit(pages(page(range)));

        assertThat(ids(logged(committed))).containsExactly("a", "b");
        assertThat(logged(committed).after()).isEqualTo(Mark.START.next("own"));
        assertThat(committed.cursors()).isEqualTo(Map.of(LOG, range.through()));
        assertThat(cursor()).isEqualTo(range.through());
        assertThat(ids(log(VIDEO))).containsExactly("own", "a", "b");
        assertThat(log(VIDEO)).extracting(Entry::origin).containsExactly(HERE, THERE, THERE);
        assertThat(logged(committed).entries()).isEqualTo(log(VIDEO).subList(1, 3));
    }

    @Test
    void page_behindAHole_isNotTaken_andTheCursorSaysWhereToBegin() {
        LogRange first = range(Mark.START, "a");
        store.commit(pages(page(first)));
        Mark hole = first.through().next("b");

        Committed committed = store.commit(pages(page(range(hole, "c"))));

        assertThat(committed.logged()).isEmpty();
        assertThat(committed.cursors()).isEqualTo(Map.of(LOG, first.through()));
        assertThat(ids(log(VIDEO))).containsExactly("a");
    }

    @Test
    void page_thatIsRepeated_isNotTaken_andTheTopicsMarkIsTold() {
        LogRange first = range(Mark.START, "a");
        LogRange second = range(first.through(), "b");
        store.commit(pages(page(first)));
        store.commit(pages(page(second)));

        Committed committed = store.commit(pages(page(first)));

        assertThat(committed.logged()).isEmpty();
        assertThat(committed.cursors()).isEqualTo(Map.of(LOG, second.through()));
        assertThat(committed.told()).isEqualTo(Map.of(VIDEO, mark(VIDEO)));
    }

    @Test
    void page_ofAnotherHistory_isNotTaken() {
        LogRange first = range(Mark.START, "a");
        store.commit(pages(page(first)));
        Mark other = new Mark(first.through().position(), first.through().check() + 1);

        Committed committed = store.commit(pages(page(range(other, "b"))));

        assertThat(committed.logged()).isEmpty();
        assertThat(cursor()).isEqualTo(first.through());
    }

    @Test
    void knownIds_areSkipped_andVoidNumbersAreNone() {
        store.commit(entries(comment(VIDEO, "b")));
        LogRange range = range(Mark.START, "a", "b", "c");
        LogRange withVoid = new LogRange(Mark.START, range.through().at(9), range.entries());

        Committed committed = store.commit(pages(page(withVoid)));

        assertThat(ids(logged(committed))).containsExactly("a", "c");
        assertThat(ids(log(VIDEO))).containsExactly("b", "a", "c");
        assertThat(cursor()).isEqualTo(range.through().at(9));
    }

    @Test
    void page_ofKnownIdsAlone_movesTheCursorAndNothingElse() {
        store.commit(entries(comment(VIDEO, "a")));
        Mark before = mark(VIDEO);

        Committed committed = store.commit(pages(page(range(Mark.START, "a"))));

        assertThat(committed.logged()).isEmpty();
        assertThat(cursor()).isEqualTo(Mark.START.next("a"));
        assertThat(mark(VIDEO)).isEqualTo(before);
    }

    @Test
    void pagesOfOneLog_areTakenOneAfterTheOther_behindOwnEntries() {
        LogRange first = range(Mark.START, "a");
        LogRange second = range(first.through(), "b");

        Committed committed = store.commit(new Batch(
                Map.of(),
                List.of(comment(VIDEO, "own")),
                List.of(page(first), new RemotePage(LOG, second, true)),
                Set.of()));

        assertThat(committed.logged())
                .extracting(logged -> ids(logged.range()))
                .containsExactly(List.of("own"), List.of("a"), List.of("b"));
        assertThat(committed.logged()).extracting(LoggedRange::gap).containsExactly(false, false, true);
        assertThat(committed.cursors()).isEqualTo(Map.of(LOG, second.through()));
        assertThat(ids(log(VIDEO))).containsExactly("own", "a", "b");
    }

    @Test
    void cursors_areKeptApart_andAcrossARestart() {
        LogRange range = range(Mark.START, "a");
        store.commit(pages(page(range)));
        store.commit(pages(new RemotePage(new RemoteLog(OTHER, THERE), range(Mark.START, "x"), false)));
        store.commit(pages(new RemotePage(new RemoteLog(VIDEO, "elsewhere"), range(Mark.START, "y", "z"), false)));

        reopen();

        assertThat(store.cursors(THERE, List.of(VIDEO, OTHER)))
                .isEqualTo(Map.of(VIDEO, range.through(), OTHER, Mark.START.next("x")));
        assertThat(store.cursors("elsewhere", List.of(VIDEO, OTHER)))
                .isEqualTo(Map.of(VIDEO, Mark.START.next("y").next("z")));
        assertThat(store.cursors("nowhere", List.of(VIDEO))).isEmpty();
    }

    @Test
    void originsThatAreNamed_areKept() {
        Mark mark = Mark.START.next("a");
        LogRange range = LogRange.of(Mark.START, List.of(new Entry(mark, null, AT, body("a"))));

        store.commit(pages(page(range)));

        assertThat(log(VIDEO)).extracting(Entry::origin).containsExactly(THERE);
    }

    @Test
    void retraction_ofAnotherDataCentre_emptiesItsTarget_whicheverComesFirst() {
        store.commit(entries(comment(VIDEO, "a")));
        LogRange retracted = bodies(Mark.START, retraction("a"), retraction("b"));

        store.commit(pages(page(retracted)));
        store.commit(pages(page(range(retracted.through(), "b"))));

        assertThat(log(VIDEO))
                .extracting("body")
                .containsExactly(new Emptied("a"), retraction("a"), retraction("b"), new Emptied("b"));
    }

    @Test
    void emptiedComment_ofAnotherDataCentre_keepsAPlace_andIsNoText() {
        store.commit(pages(page(bodies(Mark.START, new Emptied("a"), body("b")))));

        assertThat(store.commit(entries(comment(VIDEO, "a"))).logged()).isEmpty();

        assertThat(log(VIDEO)).extracting("body").containsExactly(new Emptied("a"), body("b"));
        assertThat(store.recentComments(VIDEO, 9)).extracting(Comment::id).containsExactly("b");
        assertThat(store.topicOf("a")).contains(VIDEO);
    }

    @Test
    void realign_goesBackToAKnownPlaceWellBeforeTheLatest() {
        store.commit(pages(page(range(Mark.START, "a", "b", "c"))));
        Mark b = Mark.START.next("a").next("b");

        Mark cursor = store.realign(
                LOG, List.of(new LogMessage.Place(new Mark(5_000, 7), "c"), new LogMessage.Place(b, "b")));

        assertThat(cursor).isEqualTo(b);
        assertThat(cursor()).isEqualTo(cursor);
        assertThat(ids(logged(store.commit(pages(page(range(cursor, "b", "new")))))))
                .containsExactly("new");
    }

    @Test
    void realign_goesBackBehindWhatIsNew_thoughAnEntryAfterItIsKnown() {
        store.commit(pages(page(range(Mark.START, "a", "b", "c", "d"))));
        // Restored when it had a and b; whoever wrote d has sent it again.
        LogRange restored = range(Mark.START, "a", "b", "new", "d");

        Mark cursor = store.realign(LOG, places(restored, 4, 3, 2));
        Committed committed = store.commit(pages(page(restored)));

        assertThat(cursor).isEqualTo(Mark.START);
        assertThat(ids(logged(committed))).containsExactly("new");
        assertThat(cursor()).isEqualTo(restored.through());
    }

    @Test
    void realign_withNothingKnown_beginsAtTheStart() {
        store.commit(pages(page(range(Mark.START, "a"))));

        assertThat(store.realign(LOG, List.of(new LogMessage.Place(new Mark(1, 7), "x"))))
                .isEqualTo(Mark.START);
        assertThat(store.realign(LOG, List.of())).isEqualTo(Mark.START);
        assertThat(cursor()).isEqualTo(Mark.START);
    }

    @Test
    void page_thatTheDatabaseRefuses_failsNoWriteOfThisDataCentre() {
        LogRange poison = range(Mark.START, "x".repeat(300));

        Committed committed = store.commit(
                new Batch(Map.of(key("heart"), 1L), List.of(comment(VIDEO, "own")), List.of(page(poison)), Set.of()));

        assertThat(committed.totals()).isEqualTo(Map.of(key("heart"), 1L));
        assertThat(ids(logged(committed))).containsExactly("own");
        assertThat(committed.cursors()).isEmpty();
        assertThat(store.cursors(THERE, List.of(VIDEO))).isEmpty();
    }

    @Test
    void page_thatTheDatabaseRefuses_failsNoOtherPage() {
        RemoteLog other = new RemoteLog(OTHER, THERE);
        RemoteLog third = new RemoteLog(OTHER, "elsewhere");
        LogRange poison = range(Mark.START, "x".repeat(300));
        LogRange fine = range(Mark.START, "a");
        LogRange alsoFine = range(Mark.START, "b");

        Committed committed = store.commit(new Batch(
                Map.of(key("heart"), 1L),
                List.of(comment(VIDEO, "own")),
                List.of(new RemotePage(other, fine, false), page(poison), new RemotePage(third, alsoFine, false)),
                Set.of(VIDEO)));

        assertThat(committed.totals()).isEqualTo(Map.of(key("heart"), 1L));
        assertThat(committed.logged().stream().flatMap(each -> ids(each.range()).stream()))
                .containsExactly("own", "a", "b");
        assertThat(committed.told()).isEqualTo(Map.of(VIDEO, mark(VIDEO)));
        assertThat(committed.cursors()).isEqualTo(Map.of(other, fine.through(), third, alsoFine.through()));
        assertThat(ids(log(OTHER))).containsExactly("a", "b");
        assertThat(ids(log(VIDEO))).containsExactly("own");
    }

    private @Nullable Mark cursor() {
        return store.cursors(THERE, List.of(VIDEO)).get(VIDEO);
    }

    private static RemotePage page(LogRange range) {
        return new RemotePage(LOG, range, false);
    }

    private static List<LogMessage.Place> places(LogRange range, int... positions) {
        return IntStream.of(positions)
                .mapToObj(position -> range.entries().get(position - 1))
                .map(entry -> new LogMessage.Place(entry.mark(), entry.id()))
                .toList();
    }

    private static EntryBody body(String id) {
        return comment(VIDEO, id).body();
    }

    private static LogRange range(Mark after, String... ids) {
        return bodies(after, List.of(ids).stream().map(RemoteLogContract::body).toArray(EntryBody[]::new));
    }

    private static LogRange bodies(Mark after, EntryBody... bodies) {
        List<Entry> entries = new ArrayList<>();
        Mark mark = after;
        for (EntryBody body : bodies) {
            mark = mark.next(body.id());
            entries.add(new Entry(mark, THERE, AT, body));
        }
        return LogRange.of(after, entries);
    }
}
