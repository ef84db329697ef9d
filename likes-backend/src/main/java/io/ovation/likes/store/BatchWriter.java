package io.ovation.likes.store;

import io.ovation.common.event.Comment;
import io.ovation.common.topic.Topic;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a batch in a handful of statements, however large it is.
 *
 * <p>Every transaction locks rows of likes first, then rows of positions, each in the order of their keys: two
 * backends can wait for one another, but not in a circle. Holding a topic's position row, a backend may look up which
 * ids are known and insert the others without anybody coming in between, because an id never changes its topic.
 */
final class BatchWriter {

    private final Database database;

    BatchWriter(Database database) {
        this.database = database;
    }

    Committed write(Connection connection, Batch batch) throws SQLException {
        Map<LikesKey, Long> totals = batch.likes().isEmpty() ? Map.of() : addLikes(connection, batch.likes());
        List<NewComment> comments = batch.comments().isEmpty() ? List.of() : addComments(connection, batch.comments());
        connection.commit();
        database.makeDurable(connection);
        return new Committed(totals, comments);
    }

    private Map<LikesKey, Long> addLikes(Connection connection, SortedMap<LikesKey, Long> likes) throws SQLException {
        Map<LikesKey, Long> totals = new HashMap<>();
        try (PreparedStatement add = connection.prepareStatement(database.addLikes())) {
            add.setArray(
                    1,
                    texts(
                            connection,
                            likes.keySet().stream()
                                    .map(key -> key.topic().toString())
                                    .toArray()));
            add.setArray(
                    2,
                    texts(
                            connection,
                            likes.keySet().stream().map(LikesKey::reaction).toArray()));
            add.setArray(3, numbers(connection, likes.values()));
            try (ResultSet rows = add.executeQuery()) {
                while (rows.next()) {
                    totals.put(new LikesKey(Topic.parse(rows.getString(1)), rows.getString(2)), rows.getLong(3));
                }
            }
        }
        return totals;
    }

    private List<NewComment> addComments(Connection connection, List<NewComment> added) throws SQLException {
        Map<String, Long> positions = firstPositions(connection, added);
        Map<String, Comment> kept = known(connection, added);
        try (PreparedStatement insert = connection.prepareStatement(CommentRow.INSERT)) {
            for (NewComment comment : added) {
                if (kept.putIfAbsent(comment.comment().id(), comment.comment()) == null) {
                    long position = positions.merge(comment.topic().toString(), 1L, Long::sum) - 1;
                    CommentRow.bind(insert, comment, position);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
        List<NewComment> comments = new ArrayList<>(added.size());
        for (NewComment comment : added) {
            comments.add(
                    new NewComment(comment.topic(), kept.get(comment.comment().id())));
        }
        return comments;
    }

    /** Takes as many positions as there are comments; those of known comments stay unused, which does no harm. */
    private Map<String, Long> firstPositions(Connection connection, List<NewComment> added) throws SQLException {
        SortedMap<String, Long> counts = new TreeMap<>();
        added.forEach(comment -> counts.merge(comment.topic().toString(), 1L, Long::sum));
        Map<String, Long> first = new HashMap<>();
        try (PreparedStatement add = connection.prepareStatement(database.addPositions())) {
            add.setArray(1, texts(connection, counts.keySet().toArray()));
            add.setArray(2, numbers(connection, counts.values()));
            try (ResultSet rows = add.executeQuery()) {
                while (rows.next()) {
                    String topic = rows.getString(1);
                    first.put(topic, rows.getLong(2) - counts.get(topic) + 1);
                }
            }
        }
        return first;
    }

    private static Map<String, Comment> known(Connection connection, List<NewComment> added) throws SQLException {
        Object[] ids =
                added.stream().map(comment -> comment.comment().id()).distinct().toArray();
        Map<String, Comment> known = new LinkedHashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT " + CommentRow.COLUMNS + " FROM comments WHERE id = ANY(?)")) {
            select.setArray(1, texts(connection, ids));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Comment comment = CommentRow.read(rows);
                    known.put(comment.id(), comment);
                }
            }
        }
        return known;
    }

    private static Array texts(Connection connection, Object[] texts) throws SQLException {
        return connection.createArrayOf("varchar", texts);
    }

    private static Array numbers(Connection connection, Collection<Long> numbers) throws SQLException {
        return connection.createArrayOf("bigint", numbers.toArray());
    }
}
