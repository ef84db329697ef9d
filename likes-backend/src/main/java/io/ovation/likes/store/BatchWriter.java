package io.ovation.likes.store;

import io.ovation.common.topic.Topic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final OutboxTable outbox;

    BatchWriter(Database database, OutboxTable outbox) {
        this.database = database;
        this.outbox = outbox;
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
                    SqlArrays.texts(
                            connection,
                            likes.keySet().stream()
                                    .map(key -> key.topic().toString())
                                    .toArray()));
            add.setArray(
                    2,
                    SqlArrays.texts(
                            connection,
                            likes.keySet().stream().map(LikesKey::reaction).toArray()));
            add.setArray(3, SqlArrays.numbers(connection, likes.values()));
            try (ResultSet rows = add.executeQuery()) {
                while (rows.next()) {
                    totals.put(new LikesKey(Topic.parse(rows.getString(1)), rows.getString(2)), rows.getLong(3));
                }
            }
        }
        return totals;
    }

    private List<NewComment> addComments(Connection connection, List<NewComment> given) throws SQLException {
        Map<String, Long> positions = firstPositions(connection, given);
        Set<String> known = known(connection, given);
        List<NewComment> added = given.stream()
                .filter(comment -> known.add(comment.comment().id()))
                .toList();
        try (PreparedStatement insert = connection.prepareStatement(CommentRow.INSERT)) {
            for (NewComment comment : added) {
                long position = positions.merge(comment.topic().toString(), 1L, Long::sum) - 1;
                CommentRow.bind(insert, comment, position);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        outbox.add(connection, added);
        return added;
    }

    /** Takes as many positions as there are comments; those of known comments stay unused, which does no harm. */
    private Map<String, Long> firstPositions(Connection connection, List<NewComment> added) throws SQLException {
        SortedMap<String, Long> counts = new TreeMap<>();
        added.forEach(comment -> counts.merge(comment.topic().toString(), 1L, Long::sum));
        Map<String, Long> first = new HashMap<>();
        try (PreparedStatement add = connection.prepareStatement(database.addPositions())) {
            add.setArray(1, SqlArrays.texts(connection, counts.keySet().toArray()));
            add.setArray(2, SqlArrays.numbers(connection, counts.values()));
            try (ResultSet rows = add.executeQuery()) {
                while (rows.next()) {
                    String topic = rows.getString(1);
                    first.put(topic, rows.getLong(2) - counts.get(topic) + 1);
                }
            }
        }
        return first;
    }

    private static Set<String> known(Connection connection, List<NewComment> given) throws SQLException {
        Object[] ids =
                given.stream().map(comment -> comment.comment().id()).distinct().toArray();
        Set<String> known = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT id FROM comments WHERE id = ANY(?)")) {
            select.setArray(1, SqlArrays.texts(connection, ids));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    known.add(rows.getString(1));
                }
            }
        }
        return known;
    }
}
