package io.ovation.likes.store.tables;

import io.ovation.common.topic.Topic;
import io.ovation.likes.store.LikesKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many likes there are by topic and reaction. */
public final class LikesTable {

    private final Database database;

    public LikesTable(Database database) {
        this.database = database;
    }

    /** @return how many there are now, of each */
    public Map<LikesKey, Long> add(Connection connection, SortedMap<LikesKey, Long> likes) throws SQLException {
        Map<LikesKey, Long> totals = new HashMap<>();
        if (likes.isEmpty()) {
            return totals;
        }
        List<Topic> topics = likes.keySet().stream().map(LikesKey::topic).toList();
        List<String> reactions = likes.keySet().stream().map(LikesKey::reaction).toList();
        try (PreparedStatement add = connection.prepareStatement(database.addLikes())) {
            add.setArray(1, SqlArrays.texts(connection, topics));
            add.setArray(2, SqlArrays.texts(connection, reactions));
            add.setArray(3, SqlArrays.numbers(connection, likes.values()));
            try (ResultSet rows = add.executeQuery()) {
                while (rows.next()) {
                    totals.put(new LikesKey(Topic.parse(rows.getString(1)), rows.getString(2)), rows.getLong(3));
                }
            }
        }
        return totals;
    }

    public Map<Topic, Map<String, Long>> totals(Connection connection, Collection<Topic> topics) throws SQLException {
        Map<Topic, Map<String, Long>> totals = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT topic, reaction, total FROM likes_totals WHERE topic = ANY(?)")) {
            select.setArray(1, SqlArrays.texts(connection, topics));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    totals.computeIfAbsent(Topic.parse(rows.getString(1)), none -> new TreeMap<>())
                            .put(rows.getString(2), rows.getLong(3));
                }
            }
        }
        return totals;
    }
}
