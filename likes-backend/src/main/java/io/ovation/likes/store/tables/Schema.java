package io.ovation.likes.store.tables;

import io.ovation.likes.store.StoreException;
import io.ovation.likes.store.StoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * The tables: made if they are missing, and out of those of the version before. On PostgreSQL all of it is one
 * transaction; on H2 each statement is, so the next start goes on where a killed process stopped.
 */
public final class Schema {

    /** The version before the log wrote none down. */
    static final int VERSION = 2;

    private Schema() {}

    public static LogTables open(Connection connection, StoreSettings settings) throws SQLException {
        FormerStore former = FormerStore.of(settings);
        former.lockSchema(connection);
        Set<String> tables = tables(connection);
        if (!tables.contains("revocations")) {
            // While others are locked out, which ends with the first commit.
            try (Statement statement = connection.createStatement()) {
                statement.execute(RevocationsTable.CREATE);
            }
        }
        int version = tables.contains("store_version") ? version(connection) : 0;
        if (version > VERSION) {
            throw new StoreException(
                    settings,
                    "is of version " + version + ", made by a later version of Ovation; this one knows none above "
                            + VERSION,
                    null);
        }
        if (version < VERSION) {
            create(connection, former, tables);
            Database.of(settings).makeDurable(connection);
        }
        connection.commit();
        return settings.isEmbedded() && tables(connection).contains(LogTables.WITH_FORMER.former())
                ? LogTables.WITH_FORMER
                : LogTables.ONE;
    }

    private static void create(Connection connection, FormerStore former, Set<String> tables) throws SQLException {
        former.beforeTables(connection, tables);
        try (Statement statement = connection.createStatement()) {
            // Both drivers run several statements at once.
            statement.execute(script());
        }
        former.afterTables(connection, tables(connection));
        try (Statement statement = connection.createStatement()) {
            // Whoever still knows the table of this name fails at its start, and can write nothing.
            statement.execute("CREATE OR REPLACE VIEW comments AS"
                    + " SELECT 'This store is that of a later version of Ovation.' AS refused");
            statement.execute("INSERT INTO store_version (version) VALUES (" + VERSION + ")");
        }
        connection.commit();
    }

    /** Their names in lower case; views are none. */
    static Set<String> tables(Connection connection) throws SQLException {
        Set<String> tables = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT lower(table_name) FROM information_schema.tables"
                        + " WHERE table_schema = CURRENT_SCHEMA AND table_type = 'BASE TABLE'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT max(version) FROM store_version")) {
            row.next();
            // Zero if there is none.
            return row.getInt(1);
        }
    }

    private static String script() {
        try (InputStream script = Schema.class.getResourceAsStream("schema.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
