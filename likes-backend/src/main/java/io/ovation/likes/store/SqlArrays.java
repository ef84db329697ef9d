package io.ovation.likes.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** Arrays as parameters, so that a statement takes any number of rows. */
final class SqlArrays {

    private SqlArrays() {}

    static Array texts(Connection connection, Object[] texts) throws SQLException {
        return connection.createArrayOf("varchar", texts);
    }

    static Array numbers(Connection connection, Collection<Long> numbers) throws SQLException {
        return connection.createArrayOf("bigint", numbers.toArray());
    }
}
