package io.ovation.likes.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.likes.store.NewEntry;
import io.ovation.likes.store.StoreSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresFormerStoreTest extends FormerStoreContract {

    private final PostgresServer server = PostgresServer.startedOrSkip();
    private String filesBefore = "";

    @Override
    StoreSettings settings() {
        return server.settings();
    }

    @Override
    @BeforeEach
    void open() throws SQLException {
        server.dropTables();
        super.open();
    }

    @Override
    void makeFormerStore() throws SQLException {
        super.makeFormerStore();
        filesBefore = files("comments", "comment_positions");
    }

    @Override
    void dropTables() {
        server.dropTables();
    }

    @Override
    String refusalOfFormer() {
        return "ALTER action ADD COLUMN cannot be performed on relation \"comments\"";
    }

    @Override
    String formerTable() {
        return "entries";
    }

    @Override
    Set<NewEntry> reusedOnceRetracted(NewEntry other) {
        return Set.of(other);
    }

    @Test
    void open_rewritesNoTable() {
        assertThat(files("entries", "positions")).isEqualTo(filesBefore);
    }

    @Test
    void open_whileABackendOfTheVersionBeforeIsConnected_isRefusedInOneLine() throws SQLException {
        store.close();
        server.dropTables();
        makeFormerStore();
        try (Connection former = DriverManager.getConnection(server.url() + "&ApplicationName=ovation")) {
            assertRefused(this, "is in use by a likes backend of the version before (1 connections); stop all");
            assertThat(former.isValid(5)).isTrue();
        }
        assertThat(files("comments", "comment_positions")).isEqualTo(filesBefore);
        server.awaitNoConnections("ovation");

        store = JdbcLikesStore.open(settings());

        assertThat(ids(log(VIDEO))).containsExactly("a", "b", "c");
    }

    /** A table that is rewritten gets another file. */
    private String files(String... tables) {
        return server.query(
                "SELECT string_agg(relfilenode::text, ',' ORDER BY relfilenode) FROM pg_class WHERE relname IN ('"
                        + String.join("','", tables) + "')");
    }
}
