package dev.weft.store;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A transaction under way, as the work in it sees it.
 *
 * @param now the store's time, the same for the whole transaction
 * @param ids gives new ids
 */
record Tx(Session session, long now, Supplier<String> ids) {

    <T> List<T> query(String sql, Session.Reader<T> reader, @Nullable Object... values) throws SQLException {
        return session.query(sql, reader, values);
    }

    int update(String sql, @Nullable Object... values) throws SQLException {
        return session.update(sql, values);
    }

    int[] batch(String sql, List<@Nullable Object[]> rows) throws SQLException {
        return session.batch(sql, rows);
    }

    Dialect dialect() {
        return session.dialect();
    }

    void audit(String operator, String action, String subject, String detail) throws SQLException {
        update(
                "INSERT INTO audit (id, at, operator, action, subject, detail) VALUES (?, ?, ?, ?, ?, ?)",
                ids.get(),
                now,
                operator,
                action,
                subject,
                detail);
    }
}
