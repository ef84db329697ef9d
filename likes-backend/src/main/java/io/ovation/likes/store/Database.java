package io.ovation.likes.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** What differs between the two databases; everything else is the same SQL. */
enum Database {
    /** Embedded; its file serves one process. */
    H2("jdbc:h2:", """
            SELECT topic, reaction, total FROM FINAL TABLE (
              MERGE INTO likes_totals t
              USING (SELECT * FROM UNNEST(
                CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY), CAST(? AS BIGINT ARRAY))
                AS u(topic, reaction, added)) s
              ON t.topic = s.topic AND t.reaction = s.reaction
              WHEN MATCHED THEN UPDATE SET total = t.total + s.added
              WHEN NOT MATCHED THEN INSERT (topic, reaction, total) VALUES (s.topic, s.reaction, s.added))
            """, """
            SELECT topic, last_position FROM FINAL TABLE (
              MERGE INTO comment_positions t
              USING (SELECT * FROM UNNEST(CAST(? AS VARCHAR ARRAY), CAST(? AS BIGINT ARRAY)) AS u(topic, added)) s
              ON t.topic = s.topic
              WHEN MATCHED THEN UPDATE SET last_position = t.last_position + s.added
              WHEN NOT MATCHED THEN INSERT (topic, last_position) VALUES (s.topic, s.added))
            """) {

        /** Else H2's own shutdown hook closes the file while the last writes are still being drained. */
        @Override
        Map<String, String> connectionProperties(Duration timeout) {
            return Map.of("DB_CLOSE_ON_EXIT", "FALSE");
        }

        /**
         * H2's commit returns before its background threads have written the changes, whatever {@code WRITE_DELAY} says;
         * a process killed meanwhile loses them. {@code CHECKPOINT SYNC} does nothing for changes that those threads
         * have been given and not written yet, as its source shows. So this does by hand what it does, and in between
         * waits for them.
         */
        @Override
        void makeDurable(Connection connection) throws SQLException {
            SessionLocal session =
                    (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
            MVStore file = session.getDatabase().getStore().getMvStore();
            if (!file.isPersistent()) {
                // In memory only, as its URL says.
                return;
            }
            try {
                file.commit();
                file.executeFilestoreOperation(() -> {});
                file.sync();
            } catch (MVStoreException e) {
                throw new SQLException(e);
            }
        }

        /** Its storage engine closes itself when a write to the file fails, and never looks at the file again. */
        @Override
        boolean hasGivenUp(SQLException failure) {
            return Causes.of(failure).anyMatch(MVStoreException.class::isInstance);
        }
    },

    /** Shared by all backends of a data centre. Its commit waits for its log to be on the disk. */
    POSTGRESQL("jdbc:postgresql:", """
            INSERT INTO likes_totals AS t (topic, reaction, total)
            SELECT * FROM unnest(CAST(? AS text[]), CAST(? AS text[]), CAST(? AS bigint[]))
            ON CONFLICT (topic, reaction) DO UPDATE SET total = t.total + EXCLUDED.total
            RETURNING topic, reaction, total
            """, """
            INSERT INTO comment_positions AS t (topic, last_position)
            SELECT * FROM unnest(CAST(? AS text[]), CAST(? AS bigint[]))
            ON CONFLICT (topic) DO UPDATE SET last_position = t.last_position + EXCLUDED.last_position
            RETURNING topic, last_position
            """) {

        /** A network that swallows packets must not hold the one commit thread for ever. */
        @Override
        Map<String, String> connectionProperties(Duration timeout) {
            String seconds = Long.toString(Math.max(1, timeout.toSeconds()));
            return Map.of(
                    "ApplicationName",
                    "ovation",
                    "tcpKeepAlive",
                    "true",
                    "connectTimeout",
                    seconds,
                    "socketTimeout",
                    seconds);
        }

        /**
         * With {@code synchronous_commit} off, the server would lose what it has just committed when it is killed. All
         * other values wait for its disk at least, and say how long to wait for that of a standby, which is up to its
         * operator.
         */
        @Override
        String connectionSetup() {
            return "SELECT set_config('synchronous_commit', 'on', false)"
                    + " WHERE current_setting('synchronous_commit') = 'off'";
        }

        /** The statements that create what is missing collide in the catalogue if two backends run them at once. */
        @Override
        void lockSchema(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
            }
        }
    };

    /** Any number that nobody else locks in the same database; this one spells "ovation". */
    private static final long SCHEMA_LOCK = 0x6f766174696f6eL;

    private final String urlPrefix;
    private final String addLikes;
    private final String addPositions;

    Database(String urlPrefix, String addLikes, String addPositions) {
        this.urlPrefix = urlPrefix;
        this.addLikes = addLikes;
        this.addPositions = addPositions;
    }

    String urlPrefix() {
        return urlPrefix;
    }

    /** Takes arrays of topics, reactions and counts; returns topics, reactions and totals. */
    String addLikes() {
        return addLikes;
    }

    /** Takes arrays of topics and counts; returns topics and the last position of each. */
    String addPositions() {
        return addPositions;
    }

    /** What the driver is told unless the URL says otherwise. */
    abstract Map<String, String> connectionProperties(Duration timeout);

    /** What each connection begins with, if anything. */
    @Nullable
    String connectionSetup() {
        return null;
    }

    /** Whether nothing will work any more until all connections are closed. */
    boolean hasGivenUp(SQLException failure) {
        return false;
    }

    /** Until the end of the transaction no other backend creates the schema. */
    void lockSchema(Connection connection) throws SQLException {}

    /** Called after each commit of a batch. */
    void makeDurable(Connection connection) throws SQLException {}
}
