package io.ovation.likes.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Emptied;
import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.log.Retraction;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.Batch;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.NewEntry;
import io.ovation.likes.store.StoreException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every likes store keeps its word on: topics' logs. */
abstract class LogStoreContract extends StoreContract {

    @Test
    void positions_areDenseAndChained_andTheSameWhereverTheyAreRead() {
        Committed first = store.commit(entries(comment(VIDEO, "a"), comment(OTHER, "x"), comment(VIDEO, "b")));
        Committed second = store.commit(entries(comment(VIDEO, "a"), comment(VIDEO, "c")));

        Mark a = Mark.START.next("a");
        Mark b = a.next("b");
        Mark c = b.next("c");
        assertThat(topics(first)).containsExactly(VIDEO, OTHER);
        assertThat(first.logged().get(0).range().after()).isEqualTo(Mark.START);
        assertThat(first.logged().get(0).range().entries())
                .extracting(Entry::mark)
                .containsExactly(a, b);
        assertThat(logged(second).after()).isEqualTo(b);
        assertThat(logged(second).through()).isEqualTo(c);
        assertThat(log(VIDEO)).extracting(Entry::mark).containsExactly(a, b, c);
        assertThat(mark(VIDEO)).isEqualTo(c);
        assertThat(mark(OTHER)).isEqualTo(Mark.START.next("x"));
        assertThat(mark(Topic.video("unknown"))).isEqualTo(Mark.START);
    }

    @Test
    void entries_keepTheirOriginAndWhenTheyWereLogged() {
        Instant before = Instant.now().minusMillis(1);

        Entry logged =
                logged(store.commit(entries(comment(VIDEO, "a")))).entries().get(0);

        assertThat(logged.origin()).isEqualTo(HERE);
        assertThat(logged.loggedAt()).isBetween(before, Instant.now().plusMillis(1));
        assertThat(log(VIDEO)).containsExactly(logged);
    }

    @Test
    void knownId_givesNoPosition_andTheMarkIsToldInstead() {
        Mark a = logged(store.commit(entries(comment(VIDEO, "a")))).through();

        Committed again = store.commit(entries(comment(VIDEO, "a"), comment(OTHER, "x")));

        assertThat(topics(again)).containsExactly(OTHER);
        assertThat(again.told()).isEqualTo(Map.of(VIDEO, a));
    }

    @Test
    void marksOfDoubtfulTopics_areToldAsTheyAreAfterTheCommit() {
        store.commit(entries(comment(VIDEO, "a"), comment(OTHER, "x")));

        Committed likesOnly = store.commit(
                new Batch(Map.of(key("heart"), 1L), List.of(), List.of(), Set.of(OTHER, Topic.video("none"))));
        Committed both =
                store.commit(new Batch(Map.of(), List.of(comment(VIDEO, "b")), List.of(), Set.of(VIDEO, OTHER)));

        assertThat(likesOnly.told()).isEqualTo(Map.of(OTHER, mark(OTHER)));
        assertThat(both.told()).isEqualTo(Map.of(VIDEO, mark(VIDEO), OTHER, mark(OTHER)));
    }

    @Test
    void latest_endsWithTheLogAndBeginsAtItsStartIfItFits() {
        assertThat(store.latest(VIDEO)).isEqualTo(LogRange.empty(Mark.START));
        fill(VIDEO, 3, 10);

        LogRange all = store.latest(VIDEO);

        assertThat(all.after()).isEqualTo(Mark.START);
        assertThat(all.through()).isEqualTo(mark(VIDEO));
        assertThat(ids(all)).containsExactly("e1", "e2", "e3");
    }

    @Test
    void latest_takesAsMuchAsFits_andWhatIsBeforeItFollows() {
        fill(VIDEO, 700, 60);
        fill(VIDEO, 40, 3_000);

        List<String> backwards = new ArrayList<>();
        LogRange page = store.latest(VIDEO);
        while (!page.isEmpty()) {
            assertThat(page.bytes()).isBetween(LogRange.PAGE_BYTES / 2, LogRange.PAGE_BYTES);
            backwards.addAll(0, ids(page));
            if (page.after().equals(Mark.START)) {
                break;
            }
            LogRange before = store.before(VIDEO, page.after(), null).orElseThrow();
            assertThat(before.through()).isEqualTo(page.after());
            page = before.after().position() == 0 && before.bytes() < LogRange.PAGE_BYTES / 2
                    ? last(before, backwards)
                    : before;
        }

        assertThat(backwards).isEqualTo(ids(log(VIDEO)));
        assertThat(backwards).hasSize(740);
    }

    /** The first page of a log may be short. */
    private static LogRange last(LogRange first, List<String> backwards) {
        backwards.addAll(0, ids(first));
        return LogRange.empty(Mark.START);
    }

    @Test
    void entryThatIsLargerThanAPage_isAPageOfItsOwn() {
        store.commit(entries(
                comment(VIDEO, "a"), comment(VIDEO, "b", "x".repeat(2 * LogRange.PAGE_BYTES)), comment(VIDEO, "c")));

        assertThat(ids(store.after(VIDEO, Mark.START, 3, null).orElseThrow())).containsExactly("a");
        LogRange large = store.after(VIDEO, Mark.START.next("a"), 3, null).orElseThrow();
        assertThat(ids(large)).containsExactly("b");
        assertThat(ids(store.before(VIDEO, large.through(), null).orElseThrow()))
                .containsExactly("b");
        assertThat(ids(store.latest(VIDEO))).containsExactly("c");
    }

    @Test
    void after_endsWhereItIsToldTo() {
        List<Mark> marks = fill(VIDEO, 5, 10);

        LogRange range = store.after(VIDEO, marks.get(1), 3, null).orElseThrow();

        assertThat(range.after()).isEqualTo(marks.get(1));
        assertThat(range.through()).isEqualTo(marks.get(2));
        assertThat(ids(range)).containsExactly("e3");
        assertThat(store.after(VIDEO, marks.get(1), 99, null).orElseThrow().through())
                .isEqualTo(mark(VIDEO));
    }

    @Test
    void markOfThisHistory_isConfirmedWithAnEmptyRange_andNoOtherIs() {
        List<Mark> marks = fill(VIDEO, 3, 10);
        for (Mark mark : marks) {
            assertThat(store.after(VIDEO, mark, mark.position(), null)).contains(LogRange.empty(mark));
            Mark other = new Mark(mark.position(), mark.check() + 1);
            assertThat(store.after(VIDEO, other, 3, null)).isEmpty();
            assertThat(store.before(VIDEO, other, null)).isEmpty();
        }
        assertThat(store.after(VIDEO, marks.get(2).next("beyond"), 9, null)).isEmpty();
        assertThat(store.before(VIDEO, marks.get(2).at(4), null)).isEmpty();
        assertThat(store.after(VIDEO, new Mark(0, 1), 3, null)).isEmpty();
        assertThat(store.before(VIDEO, Mark.START, null)).contains(LogRange.empty(Mark.START));
        assertThat(store.after(OTHER, Mark.START, 9, null)).contains(LogRange.empty(Mark.START));
    }

    @Test
    void voidNumbers_haveTheCheckOfTheEntryBeforeThem() throws SQLException {
        List<Mark> marks = fill(VIDEO, 6, 10);
        execute("DELETE FROM entries WHERE position IN (1, 3, 4)");

        assertThat(store.after(VIDEO, marks.get(1), 4, null))
                .contains(new LogRange(marks.get(1), marks.get(1).at(4), List.of()));
        LogRange rest = store.after(VIDEO, marks.get(1).at(3), 9, null).orElseThrow();
        assertThat(ids(rest)).containsExactly("e5", "e6");
        assertThat(rest.after()).isEqualTo(marks.get(1).at(3));
        assertThat(store.after(VIDEO, marks.get(2), 9, null)).isEmpty();
        assertThat(store.after(VIDEO, Mark.START.at(1), 2, null).map(StoreContract::ids))
                .contains(List.of("e2"));
        assertThat(ids(store.before(VIDEO, marks.get(1).at(4), null).orElseThrow()))
                .containsExactly("e2");
        assertThat(ids(log(VIDEO))).containsExactly("e2", "e5", "e6");
    }

    @Test
    void manyVoidNumbers_areCrossed() throws SQLException {
        fill(VIDEO, 5_000, 1);
        execute("DELETE FROM entries WHERE position BETWEEN 2 AND 4998");

        assertThat(ids(log(VIDEO))).containsExactly("e1", "e4999", "e5000");
        LogRange latest = store.latest(VIDEO);
        assertThat(ids(latest)).containsExactly("e4999", "e5000");
        LogRange before = store.before(VIDEO, latest.after(), null).orElseThrow();
        assertThat(before.through()).isEqualTo(latest.after());
        assertThat(store.recentComments(VIDEO, 9)).extracting(Comment::id).containsExactly("e1", "e4999", "e5000");
    }

    @Test
    void entriesOfOtherDataCentres_countAsVoid_ifThoseOfOneAreWanted() {
        List<Mark> marks = new ArrayList<>();
        for (int i = 1; i <= 600; i++) {
            String origin = i % 300 == 0 ? HERE : "there";
            marks.add(logged(store.commit(entries(
                            new NewEntry(VIDEO, origin, comment(VIDEO, "e" + i).body()))))
                    .through());
        }

        LogRange own = store.after(VIDEO, Mark.START, Long.MAX_VALUE, HERE).orElseThrow();

        assertThat(ids(own)).containsExactly("e300", "e600");
        assertThat(own.through()).isEqualTo(marks.get(599));
        LogRange before = store.before(VIDEO, marks.get(598), HERE).orElseThrow();
        assertThat(ids(before)).containsExactly("e300");
        assertThat(before.after()).isEqualTo(Mark.START);
        assertThat(store.places(VIDEO, HERE)).extracting(LogMessage.Place::id).containsExactly("e600", "e300");
        assertThat(store.places(VIDEO, "nowhere")).isEmpty();
    }

    @Test
    void places_areAtDistancesThatDouble() {
        List<Mark> marks = fill(VIDEO, 20, 10);

        assertThat(store.places(VIDEO, null))
                .containsExactlyElementsOf(IntStream.of(20, 19, 18, 16, 12, 4)
                        .mapToObj(position -> new LogMessage.Place(marks.get(position - 1), "e" + position))
                        .toList());
        assertThat(store.places(OTHER, null)).isEmpty();
    }

    @Test
    void logs_areListedByNameAndPage() {
        store.commit(entries(
                comment(Topic.video("b"), "1"), comment(Topic.video("a"), "2"), comment(Topic.video("c"), "3")));
        store.commit(likes(Map.of(key("heart"), 1L)));

        List<BackendMessage.LogEnd> first = store.logs("", 2);

        assertThat(first)
                .containsExactly(
                        new BackendMessage.LogEnd(Topic.video("a"), Mark.START.next("2")),
                        new BackendMessage.LogEnd(Topic.video("b"), Mark.START.next("1")));
        assertThat(store.logs("video:b", 2))
                .extracting(BackendMessage.LogEnd::topic)
                .containsExactly(Topic.video("c"));
        assertThat(store.logs("video:c", 2)).isEmpty();
    }

    @Test
    void retraction_emptiesItsTarget_whichKeepsItsPlace() throws SQLException {
        Mark a = logged(store.commit(entries(comment(VIDEO, "a", "secret")))).through();

        LogRange logged = logged(store.commit(entries(retraction(VIDEO, "a"))));

        assertThat(logged.after()).isEqualTo(a);
        assertThat(logged.entries()).extracting("body").containsExactly(new Retraction("not-a", "a", "mod"));
        assertThat(log(VIDEO))
                .extracting("body")
                .containsExactly(new Emptied("a"), new Retraction("not-a", "a", "mod"));
        assertThat(log(VIDEO)).extracting(Entry::mark).containsExactly(a, a.next("not-a"));
        assertThat(store.recentComments(VIDEO, 9)).isEmpty();
        assertThat(column("text")).isEmpty();
    }

    @Test
    void retractedComment_thatIsPostedAgain_staysEmptied() {
        store.commit(entries(comment(VIDEO, "a"), retraction(VIDEO, "a")));

        Committed again = store.commit(entries(comment(VIDEO, "a")));

        assertThat(again.logged()).isEmpty();
        assertThat(log(VIDEO)).extracting("body").startsWith(new Emptied("a"));
    }

    @Test
    void retraction_thatIsRepeated_isKnown() {
        store.commit(entries(comment(VIDEO, "a"), retraction(VIDEO, "a")));

        Committed again = store.commit(entries(retraction(VIDEO, "a")));

        assertThat(again.logged()).isEmpty();
        assertThat(again.told()).isEqualTo(Map.of(VIDEO, mark(VIDEO)));
    }

    @Test
    void retraction_inTheBatchOfItsTarget_emptiesItWhicheverIsFirst() throws SQLException {
        LogRange after = logged(store.commit(entries(comment(VIDEO, "a", "secret"), retraction(VIDEO, "a"))));
        LogRange before = logged(store.commit(entries(retraction(VIDEO, "b"), comment(VIDEO, "b", "secret"))));

        assertThat(after.entries()).extracting("body").containsExactly(new Emptied("a"), retraction("a"));
        assertThat(before.entries()).extracting("body").containsExactly(retraction("b"), new Emptied("b"));
        assertThat(log(VIDEO)).extracting(Entry::id).containsExactly("a", "not-a", "not-b", "b");
        assertThat(column("text")).isEmpty();
    }

    @Test
    void retraction_thatComesBeforeItsTarget_waitsForIt() throws SQLException {
        store.commit(entries(retraction(VIDEO, "a")));
        reopen();

        LogRange logged = logged(store.commit(entries(comment(VIDEO, "a", "secret"), comment(VIDEO, "b", "fine"))));

        assertThat(logged.entries()).extracting("body").startsWith(new Emptied("a"));
        assertThat(store.recentComments(VIDEO, 9)).extracting(Comment::id).containsExactly("b");
        assertThat(column("text")).contains("fine");
    }

    /** By the hash a repeated request is known; it is that of a comment that comes after its retraction. */
    @Test
    void retractionsOfOneBatch_leaveTheHashOfEachText() throws SQLException {
        store.commit(entries(comment(VIDEO, "a", "one"), comment(OTHER, "b", "two"), comment(VIDEO, "kept", "three")));
        store.commit(entries(retraction(VIDEO, "a"), retraction(OTHER, "b"), retraction(VIDEO, "c")));

        store.commit(entries(comment(VIDEO, "c", "one")));

        assertThat(column("text")).contains("three");
        long hash = textHash("a");
        assertThat(textHash("c")).isEqualTo(hash);
        assertThat(textHash("b")).isNotZero().isNotEqualTo(hash);
        assertThat(textHash("kept")).isZero();
    }

    /** Zero if there is none. */
    private long textHash(String id) throws SQLException {
        try (var connection = ConnectionPool.connect(settings());
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT text_hash FROM entries WHERE id = '" + id + "'")) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }

    @Test
    void retraction_byNobodyInParticular_isKept() {
        NewEntry nobodys = new NewEntry(VIDEO, HERE, new Retraction("r", "a", null));

        store.commit(entries(nobodys));

        assertThat(log(VIDEO)).extracting("body").containsExactly(nobodys.body());
    }

    /** The one text that is in the table of entries and not empty. */
    private Optional<String> column(String name) throws SQLException {
        try (var connection = ConnectionPool.connect(settings());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT " + name + " FROM entries WHERE " + name + " <> ''")) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }

    @Test
    void storeOfALaterVersion_isRefusedInOneLine() throws SQLException {
        execute("UPDATE store_version SET version = 3");
        store.close();

        assertThatThrownBy(() -> JdbcLikesStore.open(settings()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(
                        "is of version 3, made by a later version of Ovation; this one knows none above 2")
                .hasMessageNotContaining("\n");
        execute("UPDATE store_version SET version = 2");
        store = JdbcLikesStore.open(settings());
    }

    /** Entries e1, e2, … and where each is. */
    private List<Mark> fill(Topic topic, int count, int characters) {
        long first = mark(topic).position() + 1;
        NewEntry[] all = IntStream.range(0, count)
                .mapToObj(i -> comment(topic, "e" + (first + i), "x".repeat(characters)))
                .toArray(NewEntry[]::new);
        return logged(store.commit(entries(all))).entries().stream()
                .map(Entry::mark)
                .toList();
    }
}
