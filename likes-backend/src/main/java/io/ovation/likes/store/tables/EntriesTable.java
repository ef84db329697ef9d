package io.ovation.likes.store.tables;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.CommitPlan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries of all logs. Positions are dense, so a stretch of them is read by its bounds, and no query is asked for
 * the first or last of many rows: H2 would sort all of them. Where it does sort, it is by both columns of the index.
 */
public final class EntriesTable {

    /** Which of some ids are logged, and which are retracted. */
    public record Found(Set<String> logged, Set<String> retracted) {}

    /** Where a comment is. */
    public record CommentPlace(Topic topic, long position) {}

    private static final String STRETCH = " WHERE topic = ? AND position > ? AND position <= ?";
    private static final String OLDEST_FIRST = " ORDER BY topic, position";
    private static final String NEWEST_FIRST = " ORDER BY topic DESC, position DESC";
    private static final String AT_MOST = " FETCH FIRST ? ROWS ONLY";

    private final LogTables tables;

    public EntriesTable(LogTables tables) {
        this.tables = tables;
    }

    public Found find(Connection connection, Collection<String> ids) throws SQLException {
        Found found = new Found(new HashSet<>(), new HashSet<>());
        try (PreparedStatement select = connection.prepareStatement("SELECT u.id, e.id IS NOT NULL, r.id IS NOT NULL"
                + " FROM unnest(CAST(? AS varchar(36) ARRAY)) AS u(id) LEFT JOIN " + tables.all()
                + " e ON e.id = u.id LEFT JOIN retracted r ON r.id = u.id"
                + " WHERE e.id IS NOT NULL OR r.id IS NOT NULL")) {
            select.setArray(1, SqlArrays.texts(connection, ids));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (rows.getBoolean(2)) {
                        found.logged().add(rows.getString(1));
                    }
                    if (rows.getBoolean(3)) {
                        found.retracted().add(rows.getString(1));
                    }
                }
            }
        }
        return found;
    }

    public void insert(Connection connection, List<CommitPlan.Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(EntryRow.INSERT)) {
            for (CommitPlan.Row row : rows) {
                EntryRow.bind(insert, row);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Notes that these are retracted, and empties those that are there already. */
    public void retract(Connection connection, Collection<String> targets) throws SQLException {
        for (String target : targets) {
            update(connection, "INSERT INTO retracted (id) VALUES (?)", target);
            Optional<String> text = text(connection, target);
            if (text.isPresent()) {
                try (PreparedStatement empty = connection.prepareStatement(
                        "UPDATE entries SET kind = 'emptied', text = '', text_hash = ? WHERE id = ?")) {
                    empty.setLong(1, EntryRow.textHash(text.get()));
                    empty.setString(2, target);
                    empty.executeUpdate();
                }
            } else if (!tables.isOne()) {
                update(connection, "UPDATE " + tables.former() + " SET text = '' WHERE id = ?", target);
            }
        }
    }

    public List<Entry> oldestFirst(Connection connection, Topic topic, long after, long to) throws SQLException {
        return entries(connection, topic, after, to, OLDEST_FIRST);
    }

    public List<Entry> newestFirst(Connection connection, Topic topic, long after, long to) throws SQLException {
        return entries(connection, topic, after, to, NEWEST_FIRST);
    }

    /** Comments that are not retracted, newest first. */
    public List<Comment> comments(Connection connection, Topic topic, long after, long to, int limit)
            throws SQLException {
        List<Comment> comments = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT " + EntryRow.COLUMNS + " FROM "
                + tables.all() + STRETCH + " AND kind = 'comment'" + NEWEST_FIRST + AT_MOST)) {
            bindStretch(select, topic, after, to);
            select.setInt(4, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    comments.add(EntryRow.comment(rows));
                }
            }
        }
        return comments;
    }

    /** @param origin the data centre that has accepted it, for all we know; null for any */
    public Optional<LogMessage.Place> newest(
            Connection connection, Topic topic, long after, long to, @Nullable String origin) throws SQLException {
        String accepted = origin == null ? "" : " AND (origin IS NULL OR origin = ?)";
        try (PreparedStatement select = connection.prepareStatement("SELECT id, position, check_hash FROM "
                + tables.all() + STRETCH + accepted + NEWEST_FIRST + " FETCH FIRST ROW ONLY")) {
            bindStretch(select, topic, after, to);
            if (origin != null) {
                select.setString(4, origin);
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new LogMessage.Place(EntryRow.mark(row), row.getString("id")))
                        : Optional.empty();
            }
        }
    }

    /** Whether it is retracted or not. */
    public Optional<CommentPlace> placeOf(Connection connection, String commentId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT topic, position FROM " + tables.all() + " WHERE id = ? AND kind IN ('comment', 'emptied')")) {
            select.setString(1, commentId);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new CommentPlace(Topic.parse(row.getString(1)), row.getLong(2)))
                        : Optional.empty();
            }
        }
    }

    private List<Entry> entries(Connection connection, Topic topic, long after, long to, String order)
            throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT " + EntryRow.COLUMNS + " FROM " + tables.all() + STRETCH + order)) {
            bindStretch(select, topic, after, to);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.add(EntryRow.read(rows));
                }
            }
        }
        return entries;
    }

    /** Of a comment that is in the table to which this version adds. */
    private static Optional<String> text(Connection connection, String id) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT text FROM entries WHERE id = ? AND kind = 'comment'")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    private static void bindStretch(PreparedStatement select, Topic topic, long after, long to) throws SQLException {
        select.setString(1, topic.toString());
        select.setLong(2, after);
        select.setLong(3, to);
    }

    private static void update(Connection connection, String sql, String id) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, id);
            update.executeUpdate();
        }
    }
}
