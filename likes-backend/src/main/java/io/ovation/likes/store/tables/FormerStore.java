package io.ovation.likes.store.tables;

import io.ovation.common.topic.Topic;
import io.ovation.likes.store.StoreException;
import io.ovation.likes.store.StoreSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes over a store of the version before, which had comments instead of logs, and an outbox of unpublished ones. */
public abstract class FormerStore {

    private static final String COMMENTS = "comments";
    private static final String POSITIONS = "comment_positions";
    private static final String OUTBOX = "comment_outbox";

    public static FormerStore of(StoreSettings settings) {
        return settings.isEmbedded() ? new Embedded() : new Shared(settings);
    }

    /** Until the end of the transaction no other backend changes the schema. */
    void lockSchema(Connection connection) throws SQLException {}

    /** To be called before missing tables are created. */
    abstract void beforeTables(Connection connection, Set<String> tables) throws SQLException;

    /** To be called after it. */
    void afterTables(Connection connection, Set<String> tables) throws SQLException {}

    /** Of comments that were committed and are not known to be published. */
    public List<Topic> unpublished(Connection connection, LogTables logTables) throws SQLException {
        lockSchema(connection);
        List<Topic> topics = new ArrayList<>();
        if (Schema.tables(connection).contains(OUTBOX)) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT DISTINCT c.topic FROM " + OUTBOX + " o JOIN "
                            + logTables.former() + " c ON c.id = o.id")) {
                while (rows.next()) {
                    topics.add(Topic.parse(rows.getString(1)));
                }
            }
        }
        return topics;
    }

    public void forgetUnpublished(Connection connection) throws SQLException {
        execute(connection, "DROP TABLE IF EXISTS " + OUTBOX);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** On H2 comments stay in a table of their own, and positions, one short row for each topic, are copied. */
    private static final class Embedded extends FormerStore {

        @Override
        void beforeTables(Connection connection, Set<String> tables) throws SQLException {
            if (tables.contains(COMMENTS)) {
                execute(connection, "ALTER TABLE comments RENAME TO former_comments");
            }
        }

        @Override
        void afterTables(Connection connection, Set<String> tables) throws SQLException {
            if (tables.contains(POSITIONS)) {
                execute(connection, """
                        INSERT INTO positions (topic, last_position)
                        SELECT topic, last_position FROM comment_positions c
                        WHERE NOT EXISTS (SELECT 1 FROM positions p WHERE p.topic = c.topic)
                        """);
                connection.commit();
                execute(connection, "DROP TABLE comment_positions");
            }
            if (tables.contains(LogTables.WITH_FORMER.former())) {
                // One that was last opened before members could be featured.
                execute(
                        connection,
                        "ALTER TABLE former_comments ADD COLUMN IF NOT EXISTS"
                                + " featured boolean DEFAULT false NOT NULL");
                execute(connection, """
                        CREATE VIEW IF NOT EXISTS log AS
                        SELECT id, topic, position, check_hash, kind, origin, target, logged_at, member, text,
                          accepted_at, media_time, featured
                        FROM entries
                        UNION ALL
                        SELECT c.id, c.topic, c.position, NULL, CASE WHEN r.id IS NULL THEN 'comment' ELSE 'emptied' END,
                          NULL, NULL, NULL, c.member, c.text, c.accepted_at, c.media_time, c.featured
                        FROM former_comments c LEFT JOIN retracted r ON r.id = c.id
                        """);
            }
        }
    }

    /** On PostgreSQL tables get other names and further columns, which changes none of their rows. */
    private static final class Shared extends FormerStore {

        /** Any number that nobody else locks in the same database; this one spells "ovation". */
        private static final long SCHEMA_LOCK = 0x6f766174696f6eL;

        private final StoreSettings settings;

        Shared(StoreSettings settings) {
            this.settings = settings;
        }

        /** The statements that create what is missing collide in the catalogue if two backends run them at once. */
        @Override
        void lockSchema(Connection connection) throws SQLException {
            execute(connection, "SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
        }

        @Override
        void beforeTables(Connection connection, Set<String> tables) throws SQLException {
            if (tables.contains(COMMENTS)) {
                refuseFormerBackends(connection);
                execute(connection, """
                        ALTER TABLE comments RENAME TO entries;
                        ALTER TABLE entries
                          ALTER COLUMN topic TYPE varchar(160),
                          ADD COLUMN IF NOT EXISTS featured boolean DEFAULT false NOT NULL,
                          ADD COLUMN check_hash bigint,
                          ADD COLUMN kind varchar(16) DEFAULT 'comment' NOT NULL,
                          ADD COLUMN origin varchar,
                          ADD COLUMN target varchar(36),
                          ADD COLUMN logged_at timestamp(3) with time zone,
                          ADD COLUMN text_hash bigint
                        """);
            }
            if (tables.contains(POSITIONS)) {
                execute(connection, """
                        ALTER TABLE comment_positions RENAME TO positions;
                        ALTER TABLE positions ALTER COLUMN topic TYPE varchar(160), ADD COLUMN last_check bigint
                        """);
            }
        }

        /** A backend of the version before names its connections so. */
        private void refuseFormerBackends(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_stat_activity"
                            + " WHERE application_name = 'ovation' AND datname = current_database()")) {
                row.next();
                if (row.getInt(1) > 0) {
                    throw new StoreException(
                            settings,
                            "is in use by a likes backend of the version before (" + row.getInt(1)
                                    + " connections); stop all of that version first",
                            null);
                }
            }
        }
    }
}
