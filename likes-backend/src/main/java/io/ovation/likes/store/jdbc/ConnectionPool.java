package io.ovation.likes.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.ovation.likes.store.StoreSettings;
import io.ovation.likes.store.tables.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections to the store's database. Opens a database anew that has given itself up. */
final class ConnectionPool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);

    private final StoreSettings settings;
    private volatile HikariDataSource connections;
    private boolean closed;

    /** Blocks until there is a first connection. */
    ConnectionPool(StoreSettings settings) {
        this.settings = settings;
        this.connections = open(settings);
    }

    /**
     * One connection without the pool. What keeps a store from being opened shows here first, as a plain exception;
     * the pool would log it with its stack trace and try again.
     */
    static Connection connect(StoreSettings settings) throws SQLException {
        Connection connection = DriverManager.getConnection(settings.url(), properties(settings));
        String setup = Database.of(settings).connectionSetup();
        if (setup != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(setup);
            }
        }
        connection.setAutoCommit(false);
        return connection;
    }

    Connection lend() throws SQLException {
        return connections.getConnection();
    }

    /**
     * To be called with what went wrong, by those who write. If the database has given itself up, its connections are
     * exchanged for new ones: it stays as it is for as long as one of the old ones is open. What waits for a connection
     * meanwhile fails. Blocks.
     *
     * @return whether the database was closed, so that it now has what is on the disk and nothing else
     */
    synchronized boolean failed(SQLException failure) {
        if (closed || !(connections.isClosed() || Failures.isEndOfDatabase(failure))) {
            return false;
        }
        connections.close();
        try {
            connect(settings).close();
            connections = open(settings);
        } catch (SQLException | HikariPool.PoolInitializationException e) {
            // The next failure, which is that there is no connection, brings another attempt.
            LOG.debug("Not opened again", e);
        }
        return true;
    }

    @Override
    public synchronized void close() {
        closed = true;
        connections.close();
    }

    private static HikariDataSource open(StoreSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("likes-store");
        config.setJdbcUrl(settings.url());
        config.setDataSourceProperties(properties(settings));
        // One more than the readers, so that they never keep a commit waiting.
        config.setMaximumPoolSize(settings.readers() + 1);
        config.setAutoCommit(false);
        config.setConnectionInitSql(Database.of(settings).connectionSetup());
        // Else the first transaction of a connection would take its setup with it when it is rolled back.
        config.setIsolateInternalQueries(true);
        config.setConnectionTimeout(settings.timeout().toMillis());
        return new HikariDataSource(config);
    }

    private static Properties properties(StoreSettings settings) {
        Properties properties = new Properties();
        Database.of(settings).connectionProperties(settings.timeout()).forEach(properties::setProperty);
        if (!settings.user().isEmpty()) {
            properties.setProperty("user", settings.user());
            properties.setProperty("password", settings.password());
        }
        return properties;
    }
}
