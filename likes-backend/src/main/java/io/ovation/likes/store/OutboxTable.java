package io.ovation.likes.store;

import io.ovation.common.topic.Topic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Which comments are not known to be published, and which backend is to do it. Ages are measured by the database's
 * clock alone. No claim waits for a row that another backend has locked, so nobody waits in a circle.
 */
final class OutboxTable {

    private static final String AGE = "EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) - EXTRACT(EPOCH FROM claimed_at)";

    private final String backend;

    OutboxTable(String backend) {
        this.backend = backend;
    }

    void add(Connection connection, List<NewComment> comments) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO comment_outbox (id, backend, claimed_at) VALUES (?, ?, CURRENT_TIMESTAMP)")) {
            for (NewComment comment : comments) {
                if (comment.ours()) {
                    insert.setString(1, comment.comment().id());
                    insert.setString(2, backend);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /**
     * Renews what is this backend's, all of it: so its comments are as old as their commits are, one after the other, and
     * whoever takes over the older ones never leaves out an earlier comment of the same topic.
     */
    List<NewComment> claim(Connection connection, Duration ownAge, Duration othersAge, int limit) throws SQLException {
        List<String> due = new ArrayList<>();
        List<String> claimed = new ArrayList<>();
        lockOwn(connection, ownAge, due, claimed);
        List<String> abandoned = lockAbandoned(connection, othersAge, limit);
        due.addAll(abandoned);
        claimed.addAll(abandoned);
        if (!claimed.isEmpty()) {
            renew(connection, claimed);
        }
        return due.isEmpty() ? List.of() : comments(connection, due);
    }

    private void lockOwn(Connection connection, Duration ownAge, List<String> due, List<String> all)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT id, " + AGE + " FROM comment_outbox WHERE backend = ? FOR UPDATE SKIP LOCKED")) {
            select.setString(1, backend);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String id = rows.getString(1);
                    all.add(id);
                    // A clock that was put back makes ages negative.
                    if (ownAge.isZero() || rows.getDouble(2) >= seconds(ownAge)) {
                        due.add(id);
                    }
                }
            }
        }
    }

    /** Comments of one commit are equally old, hence their positions. */
    private List<String> lockAbandoned(Connection connection, Duration age, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT id FROM comment_outbox o"
                + " WHERE backend <> ? AND " + AGE + " >= ? ORDER BY claimed_at,"
                + " (SELECT position FROM comments c WHERE c.id = o.id) LIMIT ? FOR UPDATE SKIP LOCKED")) {
            select.setString(1, backend);
            select.setDouble(2, seconds(age));
            select.setInt(3, limit);
            return ids(select);
        }
    }

    private void renew(Connection connection, List<String> ids) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE comment_outbox SET backend = ?, claimed_at = CURRENT_TIMESTAMP WHERE id = ANY(?)")) {
            update.setString(1, backend);
            update.setArray(2, SqlArrays.texts(connection, ids.toArray()));
            update.executeUpdate();
        }
    }

    private static List<NewComment> comments(Connection connection, List<String> ids) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT topic, " + CommentRow.COLUMNS + " FROM comments WHERE id = ANY(?) ORDER BY topic, position")) {
            select.setArray(1, SqlArrays.texts(connection, ids.toArray()));
            List<NewComment> comments = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    comments.add(NewComment.ours(Topic.parse(rows.getString("topic")), CommentRow.read(rows)));
                }
            }
            return comments;
        }
    }

    /**
     * Waits for what somebody else is claiming at this moment, which waits for nobody. In the order of the ids, because
     * backends that took over from one another may remove the same. One by one, because H2 compares each row with each
     * element of an array, which took most of the time of the thread that commits.
     */
    void remove(Connection connection, Collection<String> ids) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM comment_outbox WHERE id = ?")) {
            for (String id : new TreeSet<>(ids)) {
                delete.setString(1, id);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private static List<String> ids(PreparedStatement select) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
