package io.ovation.likes.store.tables;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** Arrays as parameters, so that a statement takes any number of rows. */
final class SqlArrays {

    private SqlArrays() {}

    static Array texts(Connection connection, Collection<?> texts) throws SQLException {
        return connection.createArrayOf(
                "varchar", texts.stream().map(Object::toString).toArray());
    }

    static Array numbers(Connection connection, Collection<Long> numbers) throws SQLException {
        return connection.createArrayOf("bigint", numbers.toArray());
    }
}
