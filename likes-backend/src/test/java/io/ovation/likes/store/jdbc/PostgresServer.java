package io.ovation.likes.store.jdbc;

import io.ovation.likes.store.StoreSettings;
import io.ovation.likes.store.tables.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL on a free port, started once for all tests and gone with their process. */
final class PostgresServer {

    private static @Nullable PostgresServer started;

    private final EmbeddedPostgres postgres;

    private PostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Skips the caller's tests, and says why, where PostgreSQL cannot run. */
    static synchronized PostgresServer startedOrSkip() {
        PostgresServer server = started;
        if (server == null) {
            server = startOrSkip();
            started = server;
        }
        return server;
    }

    private static PostgresServer startOrSkip() {
        try {
            return new PostgresServer(EmbeddedPostgres.builder().start());
        } catch (IllegalStateException e) {
            String reason = e.getMessage();
            Assumptions.assumeFalse(
                    reason.startsWith("Missing embedded postgres binaries"),
                    "not tested on PostgreSQL: there are no binaries for this platform");
            // As root it runs in a user namespace of its own (unshare -U), which some containers do not allow.
            Assumptions.assumeFalse(
                    System.getProperty("user.name").equals("root"),
                    "not tested on PostgreSQL: it does not run as root without user namespaces: " + reason);
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    StoreSettings settings() {
        return settings(url(), Duration.ofSeconds(20));
    }

    static StoreSettings settings(String url, Duration timeout) {
        return new StoreSettings(url, "", "", 2, 100, timeout);
    }

    String url() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    void dropTables() {
        execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }

    void dropConnections() {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '"
                + Database.APPLICATION_NAME + "'");
    }

    /** The server notices a moment later that a client has closed one. */
    void awaitNoConnections(String application) {
        await("SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + application + "'", "0");
    }

    /** Until somebody waits for a lock of somebody else. */
    void awaitLockWait() {
        await("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'", "1");
    }

    private void await(String sql, String expected) {
        for (int tries = 0; !query(sql).equals(expected); tries++) {
            if (tries > 400) {
                throw new AssertionError("still " + query(sql) + ": " + sql);
            }
            execute("SELECT pg_sleep(0.05)");
        }
    }

    /** The first column of the first row. */
    String query(String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
