package io.ovation.likes.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables, created if they are missing. */
final class Schema {

    private Schema() {}

    static void create(Connection connection, Database database) throws SQLException {
        database.lockSchema(connection);
        try (Statement statement = connection.createStatement()) {
            // Both drivers run several statements at once.
            statement.execute(script());
        }
        connection.commit();
    }

    private static String script() {
        try (InputStream script = Schema.class.getResourceAsStream("schema.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
