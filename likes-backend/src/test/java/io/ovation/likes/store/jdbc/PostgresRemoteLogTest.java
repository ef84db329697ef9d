package io.ovation.likes.store.jdbc;

import io.ovation.likes.store.StoreSettings;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

class PostgresRemoteLogTest extends RemoteLogContract {

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
}
