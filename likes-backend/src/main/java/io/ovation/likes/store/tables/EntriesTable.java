package io.ovation.likes.store.tables;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.CommentContent;
import io.ovation.likes.store.CommitPlan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries of all logs. Positions are dense, so what is read in order is read between bounds, from narrow to wide
 * ones: H2 may sort all rows between them for the first or last ones. It is told to by both columns of the index.
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

    /** What these comments say, or said before they were retracted; of those of which that is known. */
    public Map<String, CommentContent> contents(Connection connection, Collection<String> ids) throws SQLException {
        Map<String, CommentContent> contents = new HashMap<>();
        // A hash is in the table to which this version adds, if anywhere.
        try (PreparedStatement select = connection.prepareStatement("SELECT c.id, c.kind, c.text, c.media_time,"
                + " c.featured, e.text_hash FROM unnest(CAST(? AS varchar(36) ARRAY)) AS u(id) JOIN " + tables.all()
                + " c ON c.id = u.id LEFT JOIN entries e ON e.id = u.id"
                + " WHERE c.kind IN ('" + EntryRow.COMMENT + "', '" + EntryRow.EMPTIED + "')")) {
            select.setArray(1, SqlArrays.texts(connection, ids));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String id = rows.getString("id");
                    EntryRow.content(rows).ifPresent(content -> contents.put(id, content));
                }
            }
        }
        return contents;
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
    public void retract(Connection connection, Set<String> targets) throws SQLException {
        if (targets.isEmpty()) {
            return;
        }
        try (PreparedStatement note = connection.prepareStatement(
                "INSERT INTO retracted (id) SELECT u.id FROM unnest(CAST(? AS varchar(36) ARRAY)) AS u(id)")) {
            note.setArray(1, SqlArrays.texts(connection, targets));
            note.executeUpdate();
        }
        empty(connection, texts(connection, targets));
        if (!tables.isOne()) {
            emptyFormer(connection, targets);
        }
    }

    /** @param texts as they are now, by the comments' ids */
    private static void empty(Connection connection, Map<String, String> texts) throws SQLException {
        if (texts.isEmpty()) {
            return;
        }
        try (PreparedStatement empty =
                connection.prepareStatement("UPDATE entries SET kind = ?, text = '', text_hash = ? WHERE id = ?")) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                empty.setString(1, EntryRow.EMPTIED);
                empty.setLong(2, CommentContent.textHash(text.getValue()));
                empty.setString(3, text.getKey());
                empty.addBatch();
            }
            empty.executeBatch();
        }
    }

    private void emptyFormer(Connection connection, Set<String> targets) throws SQLException {
        try (PreparedStatement empty =
                connection.prepareStatement("UPDATE " + tables.former() + " SET text = '' WHERE id = ?")) {
            for (String target : targets) {
                empty.setString(1, target);
                empty.addBatch();
            }
            empty.executeBatch();
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
                + tables.all() + STRETCH + " AND kind = '" + EntryRow.COMMENT + "'" + NEWEST_FIRST + AT_MOST)) {
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
        try (PreparedStatement select = connection.prepareStatement("SELECT topic, position FROM " + tables.all()
                + " WHERE id = ? AND kind IN ('" + EntryRow.COMMENT + "', '" + EntryRow.EMPTIED + "')")) {
            select.setString(1, commentId);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new CommentPlace(Topic.parse(row.getString(1)), row.getLong(2)))
                        : Optional.empty();
            }
        }
    }

    /** Whether it is retracted or not; nothing if it came retracted, and so without its member. */
    public Optional<String> memberOf(Connection connection, String commentId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT member FROM " + tables.all()
                + " WHERE id = ? AND kind IN ('" + EntryRow.COMMENT + "', '" + EntryRow.EMPTIED + "')")) {
            select.setString(1, commentId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
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

    /** Of those that are comments in the table to which this version adds. */
    private static Map<String, String> texts(Connection connection, Collection<String> ids) throws SQLException {
        Map<String, String> texts = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT e.id, e.text"
                + " FROM unnest(CAST(? AS varchar(36) ARRAY)) AS u(id) JOIN entries e ON e.id = u.id"
                + " WHERE e.kind = '" + EntryRow.COMMENT + "'")) {
            select.setArray(1, SqlArrays.texts(connection, ids));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    texts.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return texts;
    }

    private static void bindStretch(PreparedStatement select, Topic topic, long after, long to) throws SQLException {
        select.setString(1, topic.toString());
        select.setLong(2, after);
        select.setLong(3, to);
    }
}
