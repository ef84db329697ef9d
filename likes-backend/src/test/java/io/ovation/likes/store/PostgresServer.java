package io.ovation.likes.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL on a free port, gone after the tests. */
final class PostgresServer implements AutoCloseable {

    private final EmbeddedPostgres postgres;

    private PostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Skips the caller's tests, and says why, where PostgreSQL cannot run. */
    static PostgresServer startOrSkip() {
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

    String url() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    void dropTables() {
        execute("DROP TABLE IF EXISTS likes_totals, comment_positions, comments, comment_outbox");
    }

    void dropConnections() {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ovation'");
    }

    private void execute(String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
