package io.ovation.likes.store.tables;

import io.ovation.likes.store.StoreSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** What differs between the two databases; everything else is the same SQL. */
public enum Database {
    /** Embedded; its file serves one process, in which one thread writes: so nothing needs to be locked. */
    H2("""
            SELECT topic, reaction, total FROM FINAL TABLE (
              MERGE INTO likes_totals t
              USING (SELECT * FROM UNNEST(
                CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY), CAST(? AS BIGINT ARRAY))
                AS u(topic, reaction, added)) s
              ON t.topic = s.topic AND t.reaction = s.reaction
              WHEN MATCHED THEN UPDATE SET total = t.total + s.added
              WHEN NOT MATCHED THEN INSERT (topic, reaction, total) VALUES (s.topic, s.reaction, s.added))
            """, """
            SELECT %s FROM positions t WHERE topic = ANY(?)
            """, """
            SELECT topic FROM FINAL TABLE (
              MERGE INTO positions t
              USING (SELECT * FROM UNNEST(
                CAST(? AS VARCHAR ARRAY), CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY))
                AS u(topic, last_position, last_check)) s
              ON t.topic = s.topic
              WHEN MATCHED THEN UPDATE SET last_position = s.last_position, last_check = s.last_check
              WHEN NOT MATCHED THEN INSERT (topic, last_position, last_check)
                VALUES (s.topic, s.last_position, s.last_check))
            """, """
            MERGE INTO cursors (position, check_hash, topic, data_centre) KEY (topic, data_centre) VALUES (?, ?, ?, ?)
            """, """
            MERGE INTO revocations t
            USING (SELECT CAST(? AS VARCHAR) AS kind, CAST(? AS VARCHAR) AS name,
              CAST(? AS BIGINT) AS at_millis, CAST(? AS BIGINT) AS until_millis) s
            ON t.kind = s.kind AND t.name = s.name
            WHEN MATCHED AND (s.at_millis > t.at_millis
                OR (s.at_millis = t.at_millis AND s.until_millis > t.until_millis))
              THEN UPDATE SET at_millis = s.at_millis, until_millis = s.until_millis
            WHEN NOT MATCHED THEN INSERT (kind, name, at_millis, until_millis)
              VALUES (s.kind, s.name, s.at_millis, s.until_millis)
            """) {

        /** Else H2's own shutdown hook closes the file while the last writes are still being drained. */
        @Override
        public Map<String, String> connectionProperties(Duration timeout) {
            return Map.of("DB_CLOSE_ON_EXIT", "FALSE");
        }

        /**
         * H2's commit returns before its background threads have written the changes, whatever {@code WRITE_DELAY}
         * says; a process killed meanwhile loses them. {@code CHECKPOINT SYNC} does nothing for changes that those
         * threads have been given and not written yet, as its source shows. So this does by hand what it does, and in
         * between waits for them.
         */
        @Override
        public void makeDurable(Connection connection) throws SQLException {
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
    },

    /** Shared by all backends of a data centre. Its commit waits for its log to be on the disk. */
    POSTGRESQL("""
            INSERT INTO likes_totals AS t (topic, reaction, total)
            SELECT * FROM unnest(CAST(? AS text[]), CAST(? AS text[]), CAST(? AS bigint[]))
            ON CONFLICT (topic, reaction) DO UPDATE SET total = t.total + EXCLUDED.total
            RETURNING topic, reaction, total
            """, """
            INSERT INTO positions AS t (topic, last_position)
            SELECT topic, 0 FROM unnest(CAST(? AS text[])) AS u(topic)
            ON CONFLICT (topic) DO UPDATE SET last_position = t.last_position
            RETURNING %s
            """, """
            UPDATE positions t SET last_position = u.last_position, last_check = u.last_check
            FROM unnest(CAST(? AS text[]), CAST(? AS bigint[]), CAST(? AS bigint[]))
              AS u(topic, last_position, last_check)
            WHERE t.topic = u.topic
            RETURNING t.topic
            """, """
            INSERT INTO cursors (position, check_hash, topic, data_centre) VALUES (?, ?, ?, ?)
            ON CONFLICT (topic, data_centre) DO UPDATE
            SET position = EXCLUDED.position, check_hash = EXCLUDED.check_hash
            """, """
            INSERT INTO revocations AS t (kind, name, at_millis, until_millis) VALUES (?, ?, ?, ?)
            ON CONFLICT (kind, name) DO UPDATE
            SET at_millis = EXCLUDED.at_millis, until_millis = EXCLUDED.until_millis
            WHERE (EXCLUDED.at_millis, EXCLUDED.until_millis) > (t.at_millis, t.until_millis)
            """) {

        /** A network that swallows packets must not hold the one commit thread for ever. */
        @Override
        public Map<String, String> connectionProperties(Duration timeout) {
            String seconds = Long.toString(Math.max(1, timeout.toSeconds()));
            return Map.of(
                    "ApplicationName",
                    APPLICATION_NAME,
                    "tcpKeepAlive",
                    "true",
                    "reWriteBatchedInserts",
                    "true",
                    "connectTimeout",
                    seconds,
                    "socketTimeout",
                    seconds);
        }

        /**
         * With {@code synchronous_commit} off, the server would lose what it has just committed when it is killed. All
         * other values wait for its disk at least, and say how long to wait for that of a standby, which is up to its
         * operator. A backend that pauses in the middle of a transaction holds up the others for no longer than the
         * server lets it idle. A plan that the server has made while a table was small is kept while it grows, and
         * would scan all of it for a while; every statement here has an index.
         */
        @Override
        public String connectionSetup() {
            return "SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit')"
                    + " WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false),"
                    + " set_config('idle_in_transaction_session_timeout', '2s', false),"
                    + " set_config('lock_timeout', '3s', false),"
                    + " set_config('enable_seqscan', 'off', false)";
        }
    };

    /** By which a backend shows in {@code pg_stat_activity}. The version before the log was called "ovation". */
    public static final String APPLICATION_NAME = "ovation-likes-backend";

    private final String addLikes;
    private final String lockPositions;
    private final String writePositions;
    private final String writeCursor;
    private final String writeRevocation;

    Database(String addLikes, String lockPositions, String writePositions, String writeCursor, String writeRevocation) {
        this.addLikes = addLikes;
        this.lockPositions = lockPositions;
        this.writePositions = writePositions;
        this.writeCursor = writeCursor;
        this.writeRevocation = writeRevocation;
    }

    public static Database of(StoreSettings settings) {
        return settings.isEmbedded() ? H2 : POSTGRESQL;
    }

    /** Takes arrays of topics, reactions and counts; returns topics, reactions and totals. */
    String addLikes() {
        return addLikes;
    }

    /**
     * Takes an array of topics, whose positions nobody else changes until the end of the transaction; returns these
     * columns of those topics that have any.
     */
    String lockPositions(String columns) {
        return lockPositions.formatted(columns);
    }

    /** Takes arrays of topics that are locked, positions and checks; returns the topics. */
    String writePositions() {
        return writePositions;
    }

    /** Takes a position, a check, a topic and a data centre. */
    String writeCursor() {
        return writeCursor;
    }

    /** Takes a kind, a name, when it was said and until when it is; leaves a later one as it is. */
    String writeRevocation() {
        return writeRevocation;
    }

    /** What the driver is told unless the URL says otherwise. */
    public abstract Map<String, String> connectionProperties(Duration timeout);

    /** What each connection begins with, if anything. */
    @Nullable
    public String connectionSetup() {
        return null;
    }

    /** Called after each commit of what is to survive. */
    public void makeDurable(Connection connection) throws SQLException {}
}
