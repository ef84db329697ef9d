package io.ovation.likes.store.jdbc;

import io.ovation.access.revocation.CurrentRevocations;
import io.ovation.common.log.Comment;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.Batch;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.LikesStore;
import io.ovation.likes.store.RemoteLog;
import io.ovation.likes.store.StoreException;
import io.ovation.likes.store.StoreSettings;
import io.ovation.likes.store.tables.CursorsTable;
import io.ovation.likes.store.tables.Database;
import io.ovation.likes.store.tables.EntriesTable;
import io.ovation.likes.store.tables.FormerStore;
import io.ovation.likes.store.tables.LikesTable;
import io.ovation.likes.store.tables.LogTables;
import io.ovation.likes.store.tables.PositionsTable;
import io.ovation.likes.store.tables.RevocationsTable;
import io.ovation.likes.store.tables.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The store on H2 or PostgreSQL. */
public final class JdbcLikesStore implements LikesStore {

    private final StoreSettings settings;
    private final LogTables tables;
    private final LikesTable likes;
    private final PositionsTable positions;
    private final EntriesTable entries;
    private final RevocationsTable revocations;
    private final CursorsTable cursors;
    private final LogPages pages;
    private final BatchWriter batches;
    private final ConnectionPool pool;
    private final Writes writes;
    private final Commits commits;

    private JdbcLikesStore(StoreSettings settings, LogTables tables, Writes.Durability durability) {
        Database database = Database.of(settings);
        DurablePositions durable = new DurablePositions();
        this.settings = settings;
        this.tables = tables;
        this.likes = new LikesTable(database);
        this.positions = new PositionsTable(database, tables);
        this.entries = new EntriesTable(tables);
        this.revocations = new RevocationsTable(database);
        this.cursors = new CursorsTable(database);
        this.pages = new LogPages(positions, entries, durable);
        this.batches = new BatchWriter(likes, positions, entries, cursors, Clock.systemUTC());
        this.pool = new ConnectionPool(settings);
        this.writes = new Writes(pool, durability, durable);
        this.commits = new Commits(settings, writes, batches);
    }

    /**
     * Opens the store and creates what is missing of its tables. Blocks.
     *
     * @throws StoreException if it cannot be opened; another process may have the H2 file, a backend of the version
     *     before the database, or a later version has made it
     */
    public static JdbcLikesStore open(StoreSettings settings) {
        return open(settings, Database.of(settings)::makeDurable);
    }

    /** @param durability called after each commit */
    static JdbcLikesStore open(StoreSettings settings, Writes.Durability durability) {
        try (Connection first = ConnectionPool.connect(settings)) {
            LogTables tables = Schema.open(first, settings);
            // While the first connection is there, H2 keeps the file open for the pool.
            return new JdbcLikesStore(settings, tables, durability);
        } catch (SQLException e) {
            throw Failures.notOpened(settings, e);
        }
    }

    @Override
    public Committed commit(Batch batch) {
        return commits.commit(batch);
    }

    @Override
    public Mark realign(RemoteLog log, List<LogMessage.Place> places) {
        return write(connection -> batches.realign(connection, log, places));
    }

    @Override
    public void tellUnpublished(Consumer<Map<Topic, Mark>> tell) {
        FormerStore former = FormerStore.of(settings);
        write(connection -> {
            Map<Topic, Mark> marks = positions.marks(connection, former.unpublished(connection, tables));
            tell.accept(marks);
            former.forgetUnpublished(connection);
            return marks;
        });
    }

    @Override
    public void revoke(Collection<Revocation> kept) {
        write(connection -> {
            revocations.keep(connection, kept);
            return kept;
        });
    }

    @Override
    public List<Revocation> revocations() {
        return read(connection -> revocations.read(connection, CurrentRevocations.MOST_HELD + 1));
    }

    @Override
    public void forget(long beforeMillis) {
        write(connection -> {
            revocations.forget(connection, beforeMillis);
            return beforeMillis;
        });
    }

    @Override
    public Map<String, Long> totals(Topic topic) {
        return totals(List.of(topic)).getOrDefault(topic, Map.of());
    }

    @Override
    public Map<Topic, Map<String, Long>> totals(Collection<Topic> topics) {
        return read(connection -> likes.totals(connection, topics));
    }

    @Override
    public Map<Topic, Mark> marks(Collection<Topic> topics) {
        return read(connection -> pages.marks(connection, topics));
    }

    @Override
    public LogRange latest(Topic topic) {
        return read(connection -> pages.latest(connection, topic));
    }

    @Override
    public Optional<LogRange> after(Topic topic, Mark mark, long to, @Nullable String origin) {
        return read(connection -> pages.after(connection, topic, mark, to, origin));
    }

    @Override
    public Optional<LogRange> before(Topic topic, Mark mark, @Nullable String origin) {
        return read(connection -> pages.before(connection, topic, mark, origin));
    }

    @Override
    public List<LogMessage.Place> places(Topic topic, @Nullable String origin) {
        return read(connection -> pages.places(connection, topic, origin));
    }

    @Override
    public List<BackendMessage.LogEnd> logs(String after, int limit) {
        return read(connection -> pages.list(connection, after, limit)).entrySet().stream()
                .map(log -> new BackendMessage.LogEnd(log.getKey(), log.getValue()))
                .toList();
    }

    @Override
    public Map<Topic, Mark> cursors(String dataCentre, Collection<Topic> topics) {
        Map<Topic, Mark> theirs = new HashMap<>();
        read(connection -> cursors.read(connection, topics)).forEach((log, mark) -> {
            if (log.dataCentre().equals(dataCentre)) {
                theirs.put(log.topic(), mark);
            }
        });
        return theirs;
    }

    @Override
    public Optional<Topic> topicOf(String commentId) {
        return read(connection -> entries.placeOf(connection, commentId)).map(EntriesTable.CommentPlace::topic);
    }

    @Override
    public Optional<String> memberOf(String commentId) {
        return read(connection -> entries.memberOf(connection, commentId));
    }

    @Override
    public List<Comment> recentComments(Topic topic, int limit) {
        return read(connection -> pages.recentComments(connection, topic, limit));
    }

    @Override
    public List<Comment> commentsBefore(Topic topic, String commentId, int limit) {
        return read(connection -> pages.commentsBefore(connection, topic, commentId, limit));
    }

    @Override
    public void close() {
        pool.close();
    }

    private <T> T read(Writes.Work<T> work) {
        try (Connection connection = pool.lend()) {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw Failures.failed(settings, e);
        }
    }

    /** There is one writer at a time, so a store that is being opened anew keeps no second one waiting. */
    private <T> T write(Writes.Work<T> work) {
        try {
            return writes.run(work);
        } catch (SQLException e) {
            throw Failures.failed(settings, e);
        }
    }
}
