package io.ovation.likes.store.jdbc;

import io.micrometer.core.instrument.Metrics;
import io.ovation.likes.store.LoggedRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs transactions that write, one at a time, and runs one again if the database has rolled it back. Hides new entries
 * from readers until they are on the disk.
 */
final class Writes {

    /** What a transaction does before its commit. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Takes care that what was committed survives the death of this process. */
    interface Durability {
        void makeDurable(Connection connection) throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Writes.class);
    private static final int RETRIES = 3;

    private final ConnectionPool pool;
    private final Durability durability;
    private final DurablePositions durable;

    Writes(ConnectionPool pool, Durability durability, DurablePositions durable) {
        this.pool = pool;
        this.durability = durability;
        this.durable = durable;
    }

    /** For what logs nothing. */
    <T> T run(Work<T> work) throws SQLException {
        return run(work, result -> List.of());
    }

    /** @param logged what of the result is new in topics' logs */
    <T> T run(Work<T> work, Function<T, List<LoggedRange>> logged) throws SQLException {
        for (int retries = 0; ; retries++) {
            Attempt<T> attempt = new Attempt<>();
            // The pool has waited for as long as it may: if it has none, trying again would take as long again.
            Connection connection = lend();
            try (connection) {
                return attempt.run(connection, work, logged);
            } catch (SQLException e) {
                failed(e);
                String reason = Failures.reasonToRetry(e, attempt.committing);
                if (reason == null || retries == RETRIES) {
                    throw e;
                }
                LOG.debug("Run again", e);
                Metrics.counter("ovation.likes.log.commit.retries", "reason", reason)
                        .increment();
            }
        }
    }

    private Connection lend() throws SQLException {
        try {
            return pool.lend();
        } catch (SQLException e) {
            failed(e);
            throw e;
        }
    }

    private void failed(SQLException failure) {
        if (pool.failed(failure)) {
            durable.release();
        }
    }

    /** Whatever a failed one changed is rolled back when the pool takes its connection back. */
    private final class Attempt<T> {

        private boolean committing;

        T run(Connection connection, Work<T> work, Function<T, List<LoggedRange>> logged) throws SQLException {
            T result = work.on(connection);
            DurablePositions.Held before = durable.hold(logged.apply(result));
            committing = true;
            try {
                connection.commit();
            } catch (SQLException e) {
                durable.goBack(before);
                throw e;
            }
            durability.makeDurable(connection);
            durable.release();
            return result;
        }
    }
}
