package io.ovation.likes.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ovation.likes.store.LikesStore;
import io.ovation.likes.store.StoreException;
import io.ovation.likes.store.StoreSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresLikesStoreTest extends LikesStoreContract {

    private static final int BACKENDS = 4;

    private final PostgresServer server = PostgresServer.startedOrSkip();

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

    @Test
    void schema_isCreatedOnceByBackendsThatStartTogether() throws Exception {
        store.close();
        server.dropTables();

        List<JdbcLikesStore> opened = Together.run(BACKENDS, backend -> JdbcLikesStore.open(settings()));

        assertThat(opened).hasSize(BACKENDS);
        opened.forEach(LikesStore::close);
        assertThat(server.query("SELECT count(*) FROM store_version")).isEqualTo("1");
    }

    @Test
    void sessions_areSetUpWhateverTheServerIsSetTo() throws SQLException {
        assertThat(inASession("synchronous_commit", "off")).isEqualTo("on");
        assertThat(inASession("synchronous_commit", "local")).isEqualTo("local");
        assertThat(inASession("synchronous_commit", "remote_apply")).isEqualTo("remote_apply");
        assertThat(inASession("idle_in_transaction_session_timeout", "0")).isEqualTo("2s");
        assertThat(inASession("lock_timeout", "0")).isEqualTo("3s");
    }

    /** What it is in a session of the store's, also after a transaction that failed. */
    private String inASession(String setting, String ofServer) throws SQLException {
        StoreSettings set = new StoreSettings(
                server.url() + "&options=-c%20" + setting + "=" + ofServer, "", "", 1, 1, Duration.ofSeconds(20));
        try (ConnectionPool pool = new ConnectionPool(set);
                Connection connection = pool.lend();
                Statement statement = connection.createStatement()) {
            connection.rollback();
            try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
                row.next();
                return row.getString(1);
            }
        }
    }

    @Test
    void open_withWrongPassword_isRefusedInOneLineWithoutTheSecret() {
        StoreSettings wrong = PostgresServer.settings(
                server.url().replace("user=postgres", "user=nobody&password=hunter2"), Duration.ofSeconds(5));

        assertThatThrownBy(() -> JdbcLikesStore.open(wrong))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("likes store jdbc:postgresql://")
                .hasMessageNotContainingAny("\n", "hunter2");
    }
}
