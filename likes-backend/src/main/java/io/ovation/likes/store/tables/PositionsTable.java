package io.ovation.likes.store.tables;

import io.ovation.common.log.Mark;
import io.ovation.common.topic.Topic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far each topic's log is. */
public final class PositionsTable {

    private final Database database;
    private final String columns;

    public PositionsTable(Database database, LogTables tables) {
        this.database = database;
        // Ordered by both columns of the index, because H2 would else sort all comments of the topic.
        this.columns = "t.topic, t.last_position, t.last_check,"
                + " CASE WHEN t.last_check IS NULL AND t.last_position > 0 THEN (SELECT c.id FROM " + tables.former()
                + " c WHERE c.topic = t.topic ORDER BY c.topic DESC, c.position DESC FETCH FIRST ROW ONLY) END";
    }

    /** Nobody else adds to these logs until the end of the transaction. */
    public Map<Topic, Mark> lock(Connection connection, Collection<Topic> topics) throws SQLException {
        return marks(connection, database.lockPositions(columns), topics);
    }

    /** A topic without a log is not among them. */
    public Map<Topic, Mark> marks(Connection connection, Collection<Topic> topics) throws SQLException {
        return marks(connection, "SELECT " + columns + " FROM positions t WHERE topic = ANY(?)", topics);
    }

    /** In the order of their names. */
    public Map<Topic, Mark> list(Connection connection, String after, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT " + columns + " FROM positions t"
                + " WHERE topic > ? AND last_position > 0 ORDER BY topic FETCH FIRST ? ROWS ONLY")) {
            select.setString(1, after);
            select.setInt(2, limit);
            return read(select);
        }
    }

    /** Of topics that are locked. */
    public void write(Connection connection, Map<Topic, Mark> marks) throws SQLException {
        if (marks.isEmpty()) {
            return;
        }
        List<Topic> topics = List.copyOf(marks.keySet());
        List<Mark> ends = topics.stream().map(marks::get).toList();
        try (PreparedStatement update = connection.prepareStatement(database.writePositions())) {
            update.setArray(1, SqlArrays.texts(connection, topics));
            update.setArray(
                    2,
                    SqlArrays.numbers(
                            connection, ends.stream().map(Mark::position).toList()));
            update.setArray(
                    3,
                    SqlArrays.numbers(connection, ends.stream().map(Mark::check).toList()));
            update.executeQuery().close();
        }
    }

    private static Map<Topic, Mark> marks(Connection connection, String sql, Collection<Topic> topics)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, SqlArrays.texts(connection, topics));
            return read(select);
        }
    }

    private static Map<Topic, Mark> read(PreparedStatement select) throws SQLException {
        Map<Topic, Mark> marks = new LinkedHashMap<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                long check = EntryRow.check(rows.getString(4), rows.getObject(3, Long.class));
                marks.put(Topic.parse(rows.getString(1)), new Mark(rows.getLong(2), check));
            }
        }
        return marks;
    }
}
