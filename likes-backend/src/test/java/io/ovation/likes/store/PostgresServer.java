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

    /** Skips the caller's tests where there are no binaries for the platform. */
    static PostgresServer startOrSkip() {
        try {
            return new PostgresServer(EmbeddedPostgres.builder().start());
        } catch (IllegalStateException e) {
            Assumptions.abort("no PostgreSQL binaries for this platform, so its half of the contract is not tested: "
                    + e.getMessage());
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    void dropTables() {
        execute("DROP TABLE IF EXISTS likes_totals, comment_positions, comments");
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
