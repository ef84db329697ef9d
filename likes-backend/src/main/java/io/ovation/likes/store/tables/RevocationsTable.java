package io.ovation.likes.store.tables;

import io.ovation.common.protocol.RevocationMessage.Revocation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Who is kept out. */
public final class RevocationsTable {

    /** The version before knows nothing of it and does not mind, so it is made beside the others. */
    static final String CREATE = "CREATE TABLE IF NOT EXISTS revocations (kind varchar(8) NOT NULL,"
            + " name varchar(128) NOT NULL, at_millis bigint NOT NULL, until_millis bigint NOT NULL,"
            + " PRIMARY KEY (kind, name))";

    private final Database database;

    public RevocationsTable(Database database) {
        this.database = database;
    }

    /** Unless there is a later one. In one order, so that those who keep several wait for each other in turn. */
    public void keep(Connection connection, Collection<Revocation> revocations) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement(database.writeRevocation())) {
            List<Revocation> sorted = revocations.stream()
                    .sorted(Comparator.comparing(Revocation::name))
                    .toList();
            for (Revocation revocation : sorted) {
                write.setString(1, revocation.kind().name());
                write.setString(2, revocation.value());
                write.setLong(3, revocation.atMillis());
                write.setLong(4, revocation.untilMillis());
                write.addBatch();
            }
            write.executeBatch();
        }
    }

    public void forget(Connection connection, long beforeMillis) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM revocations WHERE until_millis < ? AND at_millis < ?")) {
            delete.setLong(1, beforeMillis);
            delete.setLong(2, beforeMillis);
            delete.executeUpdate();
        }
    }

    /** @param most of them; those that end last */
    public List<Revocation> read(Connection connection, int most) throws SQLException {
        List<Revocation> all = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT kind, name, at_millis, until_millis FROM revocations"
                        + " ORDER BY until_millis DESC FETCH FIRST ? ROWS ONLY")) {
            select.setInt(1, most);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    all.add(new Revocation(
                            Revocation.Kind.valueOf(rows.getString(1)),
                            rows.getString(2),
                            rows.getLong(3),
                            rows.getLong(4)));
                }
            }
        }
        return all;
    }
}
