package io.ovation.likes.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.log.Retraction;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.Batch;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.LikesKey;
import io.ovation.likes.store.LikesStore;
import io.ovation.likes.store.LoggedRange;
import io.ovation.likes.store.NewEntry;
import io.ovation.likes.store.RemotePage;
import io.ovation.likes.store.StoreSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store that is opened for each test, and what tests put into it. */
abstract class StoreContract {

    static final Topic VIDEO = Topic.video("42");
    static final Topic OTHER = Topic.conversation("42");
    static final String HERE = "here";
    static final Instant AT = Instant.ofEpochMilli(1_700_000_000_000L);

    LikesStore store;

    abstract StoreSettings settings();

    @BeforeEach
    void open() throws SQLException {
        store = JdbcLikesStore.open(settings());
    }

    @AfterEach
    void close() {
        store.close();
    }

    void reopen() {
        store.close();
        store = JdbcLikesStore.open(settings());
    }

    /** Past the store. */
    void execute(String... statements) throws SQLException {
        try (Connection connection = ConnectionPool.connect(settings());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    /** All of the log, as somebody gets it who reads it page by page. */
    List<Entry> log(Topic topic) {
        List<Entry> entries = new ArrayList<>();
        Mark mark = Mark.START;
        for (LogRange page = page(topic, mark); !page.through().equals(mark); page = page(topic, mark)) {
            assertThat(page.after()).isEqualTo(mark);
            entries.addAll(page.entries());
            mark = page.through();
        }
        assertThat(mark).isEqualTo(mark(topic));
        return entries;
    }

    private LogRange page(Topic topic, Mark mark) {
        return store.after(topic, mark, Long.MAX_VALUE, null).orElseThrow();
    }

    Mark mark(Topic topic) {
        return store.marks(List.of(topic)).get(topic);
    }

    /** What a commit has added to one topic, which it has added to. */
    static LogRange logged(Committed committed) {
        assertThat(committed.logged()).hasSize(1);
        return committed.logged().get(0).range();
    }

    static List<String> ids(LogRange range) {
        return ids(range.entries());
    }

    static List<String> ids(List<Entry> entries) {
        return entries.stream().map(Entry::id).toList();
    }

    static List<Topic> topics(Committed committed) {
        return committed.logged().stream().map(LoggedRange::topic).toList();
    }

    static LikesKey key(String reaction) {
        return new LikesKey(VIDEO, reaction);
    }

    static Batch likes(Map<LikesKey, Long> likes) {
        return new Batch(likes, List.of(), List.of(), Set.of());
    }

    static Batch entries(NewEntry... entries) {
        return new Batch(Map.of(), List.of(entries), List.of(), Set.of());
    }

    static Batch pages(RemotePage... pages) {
        return new Batch(Map.of(), List.of(), List.of(pages), Set.of());
    }

    static NewEntry comment(Topic topic, String id, String text) {
        return new NewEntry(topic, HERE, new Comment(id, "ada", text, AT, null, false));
    }

    static NewEntry comment(Topic topic, String id) {
        return comment(topic, id, "text of " + id);
    }

    static NewEntry retraction(Topic topic, String target) {
        return new NewEntry(topic, HERE, retraction(target));
    }

    static Retraction retraction(String target) {
        return new Retraction("not-" + target, target, "mod");
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }
}
