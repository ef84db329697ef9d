package io.ovation.likes.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Connections to the store's database. */
final class ConnectionPool {

    private ConnectionPool() {}

    /**
     * One connection without the pool. What keeps a store from being opened shows here first, as a plain exception;
     * the pool would log it with its stack trace and try again.
     */
    static Connection connect(StoreSettings settings) throws SQLException {
        Connection connection = DriverManager.getConnection(settings.url(), properties(settings));
        connection.setAutoCommit(false);
        return connection;
    }

    static HikariDataSource open(StoreSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("likes-store");
        config.setJdbcUrl(settings.url());
        config.setDataSourceProperties(properties(settings));
        // One more than the readers, so that they never keep a commit waiting.
        config.setMaximumPoolSize(settings.readers() + 1);
        config.setAutoCommit(false);
        config.setConnectionTimeout(settings.timeout().toMillis());
        return new HikariDataSource(config);
    }

    private static Properties properties(StoreSettings settings) {
        Properties properties = new Properties();
        settings.database().connectionProperties(settings.timeout()).forEach(properties::setProperty);
        if (!settings.user().isEmpty()) {
            properties.setProperty("user", settings.user());
            properties.setProperty("password", settings.password());
        }
        return properties;
    }
}
