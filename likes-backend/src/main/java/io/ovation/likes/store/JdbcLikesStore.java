package io.ovation.likes.store;

import io.ovation.common.event.Comment;
import io.ovation.common.topic.Topic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The store on H2 or PostgreSQL. */
public final class JdbcLikesStore implements LikesStore {

    private final StoreSettings settings;
    private final OutboxTable outbox;
    private final BatchWriter writer;
    private final ConnectionPool pool;

    private JdbcLikesStore(StoreSettings settings) {
        this.settings = settings;
        this.outbox = new OutboxTable(settings.backend());
        this.writer = new BatchWriter(settings.database(), outbox);
        this.pool = new ConnectionPool(settings);
    }

    /**
     * Opens the store and creates what is missing of its tables. Blocks.
     *
     * @throws StoreException if it cannot be opened; another process may have the H2 file
     */
    public static JdbcLikesStore open(StoreSettings settings) {
        try (Connection first = ConnectionPool.connect(settings)) {
            Schema.create(first, settings.database());
            // While the first connection is there, H2 keeps the file open for the pool.
            return new JdbcLikesStore(settings);
        } catch (SQLException e) {
            throw StoreException.notOpened(settings, e);
        }
    }

    @Override
    public Committed commit(Batch batch) {
        return write(connection -> writer.write(connection, batch));
    }

    @Override
    public Map<String, Long> totals(Topic topic) {
        return read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT reaction, total FROM likes_totals WHERE topic = ?")) {
                select.setString(1, topic.toString());
                return readTotals(select);
            }
        });
    }

    @Override
    public List<Comment> recentComments(Topic topic, int limit) {
        return read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT " + CommentRow.COLUMNS + " FROM comments WHERE topic = ? ORDER BY position DESC LIMIT ?")) {
                select.setString(1, topic.toString());
                select.setInt(2, limit);
                return readNewestFirst(select);
            }
        });
    }

    @Override
    public List<Comment> commentsBefore(Topic topic, String commentId, int limit) {
        return read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT " + CommentRow.COLUMNS
                    + " FROM comments WHERE topic = ?"
                    + " AND position < (SELECT position FROM comments WHERE topic = ? AND id = ?)"
                    + " ORDER BY position DESC LIMIT ?")) {
                select.setString(1, topic.toString());
                select.setString(2, topic.toString());
                select.setString(3, commentId);
                select.setInt(4, limit);
                return readNewestFirst(select);
            }
        });
    }

    @Override
    public List<NewComment> claimUnpublished(Duration ownAge, Duration othersAge, int limit) {
        return write(connection -> outbox.claim(connection, ownAge, othersAge, limit));
    }

    @Override
    public void removePublished(Collection<String> commentIds) {
        write(connection -> {
            outbox.remove(connection, commentIds);
            return commentIds;
        });
    }

    @Override
    public void close() {
        pool.close();
    }

    private static Map<String, Long> readTotals(PreparedStatement select) throws SQLException {
        Map<String, Long> totals = new TreeMap<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                totals.put(rows.getString("reaction"), rows.getLong("total"));
            }
        }
        return totals;
    }

    private static List<Comment> readNewestFirst(PreparedStatement select) throws SQLException {
        List<Comment> comments = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                comments.add(CommentRow.read(rows));
            }
        }
        Collections.reverse(comments);
        return comments;
    }

    private <T> T read(Work<T> work) {
        try {
            return run(work);
        } catch (SQLException e) {
            throw StoreException.failed(settings, e);
        }
    }

    /** There is one writer at a time, so a store that is being opened anew keeps no second one waiting. */
    private <T> T write(Work<T> work) {
        try {
            return run(work);
        } catch (SQLException e) {
            pool.failed(e);
            throw StoreException.failed(settings, e);
        }
    }

    /** Whatever a failed transaction changed is rolled back when the pool takes its connection back. */
    private <T> T run(Work<T> work) throws SQLException {
        try (Connection connection = pool.lend()) {
            T result = work.on(connection);
            connection.commit();
            return result;
        }
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
