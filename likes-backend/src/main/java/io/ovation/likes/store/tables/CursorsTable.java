package io.ovation.likes.store.tables;

import io.ovation.common.log.Mark;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.RemoteLog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** How far the logs of other data centres are taken in. Written by whoever has locked the topic's position. */
public final class CursorsTable {

    private final Database database;

    public CursorsTable(Database database) {
        this.database = database;
    }

    /** Of these topics in all other data centres. */
    public Map<RemoteLog, Mark> read(Connection connection, Collection<Topic> topics) throws SQLException {
        Map<RemoteLog, Mark> cursors = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT topic, data_centre, position, check_hash FROM cursors WHERE topic = ANY(?)")) {
            select.setArray(1, SqlArrays.texts(connection, topics));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    cursors.put(
                            new RemoteLog(Topic.parse(rows.getString(1)), rows.getString(2)),
                            new Mark(rows.getLong(3), rows.getLong(4)));
                }
            }
        }
        return cursors;
    }

    public void write(Connection connection, Map<RemoteLog, Mark> cursors) throws SQLException {
        if (cursors.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(database.writeCursor())) {
            for (Map.Entry<RemoteLog, Mark> each : cursors.entrySet()) {
                update.setLong(1, each.getValue().position());
                update.setLong(2, each.getValue().check());
                update.setString(3, each.getKey().topic().toString());
                update.setString(4, each.getKey().dataCentre());
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
