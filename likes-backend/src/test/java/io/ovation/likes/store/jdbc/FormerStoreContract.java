package io.ovation.likes.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Emptied;
import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.NewEntry;
import io.ovation.likes.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that the version before the log has left opens, and goes on. */
abstract class FormerStoreContract extends StoreContract {

    private static final Topic LONGEST = Topic.video("~".repeat(128));
    private static final String LONG_TEXT = "👩".repeat(500);
    private static final Mark LAST = new Mark(6, Mark.chain(0, "c"));

    /** Positions 1, 2 and 4 of six; the others were given to comments that turned out to be known. */
    private static final List<Comment> COMMENTS = List.of(former("a"), former("b"), former("c"));

    @Override
    @BeforeEach
    void open() throws SQLException {
        makeFormerStore();
        super.open();
    }

    void makeFormerStore() throws SQLException {
        execute(formerSchema());
        execute(
                "INSERT INTO likes_totals (topic, reaction, total) VALUES ('video:42', 'heart', 7)",
                "INSERT INTO comment_positions (topic, last_position) VALUES ('video:42', 6)",
                "INSERT INTO comment_positions (topic, last_position) VALUES ('" + LONGEST + "', 1)");
        insert(VIDEO, 1, COMMENTS.get(0));
        insert(VIDEO, 2, COMMENTS.get(1));
        insert(VIDEO, 4, COMMENTS.get(2));
        insert(LONGEST, 1, new Comment(newId(), "m".repeat(128), LONG_TEXT, AT, 1.5, true));
    }

    @Test
    void formerComments_areEntriesOfTheLog_andAreNotChained() {
        assertThat(log(VIDEO)).extracting("body").containsExactlyElementsOf(List.copyOf(COMMENTS));
        assertThat(log(VIDEO)).extracting(Entry::mark).containsExactly(mark(1, "a"), mark(2, "b"), mark(4, "c"));
        assertThat(log(VIDEO)).extracting(Entry::origin).containsOnlyNulls();
        assertThat(log(VIDEO)).extracting(Entry::loggedAt).containsOnly(AT);
        assertThat(mark(VIDEO)).isEqualTo(LAST);
        assertThat(store.totals(VIDEO)).isEqualTo(Map.of("heart", 7L));
        assertThat(store.logs("", 9)).contains(new BackendMessage.LogEnd(VIDEO, LAST));
        assertThat(store.recentComments(VIDEO, 2)).isEqualTo(COMMENTS.subList(1, 3));
        assertThat(store.commentsBefore(VIDEO, "c", 9)).isEqualTo(COMMENTS.subList(0, 2));
    }

    @Test
    void voidNumbers_haveTheCheckOfTheCommentBeforeThem() {
        assertThat(store.after(VIDEO, mark(2, "b").at(3), 9, null).map(StoreContract::ids))
                .contains(List.of("c"));
        assertThat(store.after(VIDEO, mark(4, "c").at(5), 9, null))
                .contains(new LogRange(mark(4, "c").at(5), LAST, List.of()));
        assertThat(store.after(VIDEO, mark(3, "c"), 9, null)).isEmpty();
        assertThat(store.latest(VIDEO).through()).isEqualTo(LAST);
    }

    @Test
    void largestComments_comeBackAsTheyWere() {
        assertThat(store.recentComments(LONGEST, 1))
                .extracting(Comment::text, Comment::member, Comment::featured, Comment::mediaTime)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(LONG_TEXT, "m".repeat(128), true, 1.5));
    }

    @Test
    void newEntries_goOnWhereTheFormerOnesEnd() {
        LogRange logged = logged(store.commit(entries(comment(VIDEO, "b"), comment(VIDEO, "d"))));

        assertThat(logged.after()).isEqualTo(LAST);
        assertThat(logged.through()).isEqualTo(LAST.next("d"));
        reopen();
        store.commit(entries(comment(VIDEO, "e")));
        assertThat(ids(log(VIDEO))).containsExactly("a", "b", "c", "d", "e");
        assertThat(mark(VIDEO)).isEqualTo(LAST.next("d").next("e"));
        assertThat(ids(store.latest(VIDEO))).containsExactly("a", "b", "c", "d", "e");
        assertThat(ids(store.before(VIDEO, LAST.next("d"), null).orElseThrow())).containsExactly("a", "b", "c", "d");
        assertThat(store.recentComments(VIDEO, 2)).extracting(Comment::id).containsExactly("d", "e");
        assertThat(store.topicOf("a")).contains(VIDEO);
    }

    @Test
    void retraction_emptiesAFormerComment() throws SQLException {
        store.commit(entries(retraction(VIDEO, "b")));
        reopen();

        assertThat(log(VIDEO)).extracting("body").contains(new Emptied("b")).doesNotContain(COMMENTS.get(1));
        assertThat(log(VIDEO)).extracting(Entry::mark).startsWith(mark(1, "a"), mark(2, "b"));
        assertThat(store.recentComments(VIDEO, 9)).extracting(Comment::id).containsExactly("a", "c");
        assertThat(store.commentsBefore(VIDEO, "b", 9)).extracting(Comment::id).containsExactly("a");
        assertThat(formerText("b")).isEmpty();
    }

    @Test
    void formerComment_thatComesAgain_isComparedUntilItIsRetracted() throws SQLException {
        NewEntry same = new NewEntry(VIDEO, HERE, COMMENTS.get(1));
        NewEntry other = comment(VIDEO, "b", "another text");

        assertThat(store.commit(entries(same, other)).reused()).containsExactly(other);
        store.commit(entries(retraction(VIDEO, "b")));

        assertThat(store.commit(entries(same)).reused()).isEmpty();
        assertThat(store.commit(entries(other)).reused()).isEqualTo(reusedOnceRetracted(other));
        assertThat(formerText("b")).isEmpty();
    }

    @Test
    void unpublishedComments_areToldOnce() throws SQLException {
        execute(
                "INSERT INTO comment_outbox (id, backend, claimed_at) VALUES ('a', 'x', CURRENT_TIMESTAMP)",
                "INSERT INTO comment_outbox (id, backend, claimed_at) VALUES ('b', 'y', CURRENT_TIMESTAMP)");
        List<Map<Topic, Mark>> told = new ArrayList<>();
        RuntimeException dies = new IllegalStateException("dies");
        assertThatThrownBy(() -> store.tellUnpublished(marks -> {
                    throw dies;
                }))
                .isSameAs(dies);
        reopen();

        store.tellUnpublished(told::add);
        store.tellUnpublished(told::add);

        assertThat(told).containsExactly(Map.of(VIDEO, LAST), Map.of());
    }

    @Test
    void backendOfTheVersionBefore_failsAtItsStart() {
        assertThatThrownBy(() -> execute(formerSchema()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(refusalOfFormer());
        assertThatThrownBy(() -> insert(VIDEO, 7, former("x"))).isInstanceOf(SQLException.class);

        reopen();
        store.commit(entries(comment(VIDEO, "d")));
        assertThat(ids(log(VIDEO))).containsExactly("a", "b", "c", "d");
    }

    @Test
    void storeOfTheFirstVersion_withoutFeaturedMembersAndOutbox_goesOn() throws SQLException {
        store.close();
        dropTables();
        makeFormerStore();
        execute("ALTER TABLE comments DROP COLUMN featured", "DROP TABLE comment_outbox");
        List<Map<Topic, Mark>> told = new ArrayList<>();

        store = JdbcLikesStore.open(settings());
        store.tellUnpublished(told::add);
        store.commit(entries(comment(VIDEO, "d")));

        assertThat(told).containsExactly(Map.of());
        assertThat(ids(log(VIDEO))).containsExactly("a", "b", "c", "d");
        assertThat(store.recentComments(LONGEST, 1))
                .extracting(Comment::featured)
                .containsExactly(false);
    }

    abstract void dropTables() throws SQLException;

    /** What the database says when the version before changes what it takes for its table. */
    abstract String refusalOfFormer();

    abstract String formerTable();

    /** What is refused of a comment that comes with another text than that of the version before had. */
    abstract Set<NewEntry> reusedOnceRetracted(NewEntry other);

    String formerText(String id) throws SQLException {
        try (var connection = ConnectionPool.connect(settings());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT text FROM " + formerTable() + " WHERE id = '" + id + "'")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** As the version before did. */
    void insert(Topic topic, long position, Comment comment) throws SQLException {
        try (Connection connection = ConnectionPool.connect(settings());
                PreparedStatement insert = connection.prepareStatement("INSERT INTO comments (topic, position, id,"
                        + " member, text, accepted_at, media_time, featured) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, topic.toString());
            insert.setLong(2, position);
            insert.setString(3, comment.id());
            insert.setString(4, comment.member());
            insert.setString(5, comment.text());
            insert.setObject(6, comment.at().atOffset(ZoneOffset.UTC));
            insert.setObject(7, comment.mediaTime(), Types.DOUBLE);
            insert.setBoolean(8, comment.featured());
            insert.addBatch();
            insert.executeBatch();
            connection.commit();
        }
    }

    static Mark mark(long position, String id) {
        return new Mark(position, Mark.chain(0, id));
    }

    private static Comment former(String id) {
        return new Comment(id, "ada", "former " + id, AT, null, false);
    }

    static String formerSchema() {
        try (InputStream script = FormerStoreContract.class.getResourceAsStream("former-schema.sql")) {
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void assertRefused(StoreContract test, String message) {
        assertThatThrownBy(() -> JdbcLikesStore.open(test.settings()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }
}
