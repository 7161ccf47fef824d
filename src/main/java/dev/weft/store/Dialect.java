package dev.weft.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.stream.Collectors;

/** The few things that SQLite and PostgreSQL say differently. Everything else is one text for both. */
enum Dialect {
    /** One process, one writer: nobody else is there to lock out, so a comment says where, and its clock is the process's own. */
    SQLITE(" /* FOR UPDATE */", " /* FOR UPDATE SKIP LOCKED */") {
        @Override
        String in(String column) {
            return column + " IN (SELECT value FROM json_each(?))";
        }

        @Override
        void bindList(Connection connection, PreparedStatement statement, int index, Collection<String> values)
                throws SQLException {
            statement.setString(
                    index, Codec.write(values.stream().map(Object::toString).collect(Collectors.toList())));
        }

        @Override
        long now(Connection connection, Clock clock) {
            return clock.millis();
        }
    },

    /** Many processes: rows are locked before they are decided on, and the time is the server's, read once in each transaction. */
    POSTGRES(" FOR UPDATE", " FOR UPDATE SKIP LOCKED") {
        @Override
        String in(String column) {
            return column + " = ANY (?)";
        }

        @Override
        void bindList(Connection connection, PreparedStatement statement, int index, Collection<String> values)
                throws SQLException {
            statement.setArray(index, connection.createArrayOf("text", values.toArray()));
        }

        @Override
        long now(Connection connection, Clock clock) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(
                            "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)");
                    ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    };

    private final String forUpdate;
    private final String skipLocked;

    Dialect(String forUpdate, String skipLocked) {
        this.forUpdate = forUpdate;
        this.skipLocked = skipLocked;
    }

    /** Appended to a SELECT: lock these rows, in the order they come in. */
    String forUpdate() {
        return forUpdate;
    }

    /** Appended to a SELECT: lock those of these rows that nobody holds. */
    String skipLocked() {
        return skipLocked;
    }

    /** {@code column} is one of a bound list, however long: one statement text for all lengths. */
    abstract String in(String column);

    abstract void bindList(Connection connection, PreparedStatement statement, int index, Collection<String> values)
            throws SQLException;

    /** The store's time. */
    abstract long now(Connection connection, Clock clock) throws SQLException;
}
