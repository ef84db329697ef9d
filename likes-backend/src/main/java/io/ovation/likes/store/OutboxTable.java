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

/**
 * Which comments are not known to be published, and which backend is to do it. Ages are measured by the database's
 * clock alone. Nobody waits for a row that another backend has locked, so nobody waits in a circle.
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

    List<NewComment> claim(Connection connection, Duration ownAge, Duration othersAge, int limit) throws SQLException {
        List<String> ids = lock(connection, ownAge, othersAge, limit);
        if (ids.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE comment_outbox SET backend = ?, claimed_at = CURRENT_TIMESTAMP WHERE id = ANY(?)")) {
            update.setString(1, backend);
            update.setArray(2, SqlArrays.texts(connection, ids.toArray()));
            update.executeUpdate();
        }
        return comments(connection, ids);
    }

    private List<String> lock(Connection connection, Duration ownAge, Duration othersAge, int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT id FROM comment_outbox WHERE (backend = ?"
                + " AND " + AGE + " >= ?) OR " + AGE + " >= ? ORDER BY claimed_at LIMIT ? FOR UPDATE SKIP LOCKED")) {
            select.setString(1, backend);
            select.setDouble(2, seconds(ownAge));
            select.setDouble(3, seconds(othersAge));
            select.setInt(4, limit);
            List<String> ids = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
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

    /** One that is being claimed by somebody else stays: it is published once more then, and removed by them. */
    void remove(Connection connection, Collection<String> ids) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM comment_outbox WHERE id IN"
                + " (SELECT id FROM comment_outbox WHERE id = ANY(?) FOR UPDATE SKIP LOCKED)")) {
            delete.setArray(1, SqlArrays.texts(connection, ids.toArray()));
            delete.executeUpdate();
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
