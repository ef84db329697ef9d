package io.ovation.likes.store.tables;

import io.ovation.common.protocol.RevocationMessage.Revocation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Who is kept out. */
public final class RevocationsTable {

    /** The version before knows nothing of it and does not mind, so it is made beside the others. */
    static final String CREATE = "CREATE TABLE IF NOT EXISTS revocations (kind varchar(8) NOT NULL,"
            + " name varchar(128) NOT NULL, at_millis bigint NOT NULL, until_millis bigint NOT NULL,"
            + " PRIMARY KEY (kind, name))";

    /** Unless there is a later one. */
    public void keep(Connection connection, Collection<Revocation> revocations) throws SQLException {
        for (Revocation revocation : revocations) {
            if (!replace(connection, revocation)) {
                add(connection, revocation);
            }
        }
    }

    /** @return whether there is one about the same, be it replaced or later */
    private static boolean replace(Connection connection, Revocation revocation) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE revocations SET"
                + " until_millis = CASE WHEN at_millis > ? THEN until_millis ELSE ? END,"
                + " at_millis = CASE WHEN at_millis > ? THEN at_millis ELSE ? END WHERE kind = ? AND name = ?")) {
            update.setLong(1, revocation.atMillis());
            update.setLong(2, revocation.untilMillis());
            update.setLong(3, revocation.atMillis());
            update.setLong(4, revocation.atMillis());
            update.setString(5, revocation.kind().name());
            update.setString(6, revocation.value());
            return update.executeUpdate() > 0;
        }
    }

    private static void add(Connection connection, Revocation revocation) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO revocations (kind, name, at_millis, until_millis) VALUES (?, ?, ?, ?)")) {
            insert.setString(1, revocation.kind().name());
            insert.setString(2, revocation.value());
            insert.setLong(3, revocation.atMillis());
            insert.setLong(4, revocation.untilMillis());
            insert.executeUpdate();
        }
    }

    public List<Revocation> all(Connection connection) throws SQLException {
        List<Revocation> all = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("SELECT kind, name, at_millis, until_millis FROM revocations")) {
            while (rows.next()) {
                all.add(new Revocation(
                        Revocation.Kind.valueOf(rows.getString(1)),
                        rows.getString(2),
                        rows.getLong(3),
                        rows.getLong(4)));
            }
        }
        return all;
    }
}
