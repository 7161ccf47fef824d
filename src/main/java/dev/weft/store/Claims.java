package dev.weft.store;

import dev.weft.order.Answer;
import dev.weft.order.Claim;
import dev.weft.order.OrderStore.Known;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Idempotency keys: a row per scope, written in the transaction of what was done under it, so that one is there if the other is. */
final class Claims {
    private static final String INSERT = "INSERT INTO claims (scope, fingerprint, status, location, content_type, body,"
            + " order_id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

    private Claims() {}

    /** A kept claim. */
    record Kept(String fingerprint, Answer answer) {
        Known repeated(Claim by) {
            return new Known(answer, false, fingerprint.equals(by.fingerprint()));
        }
    }

    static Map<String, Kept> find(Tx tx, Collection<String> scopes) throws SQLException {
        Map<String, Kept> known = new HashMap<>();
        tx.query(
                        "SELECT scope, fingerprint, status, location, content_type, body FROM claims WHERE "
                                + tx.dialect().in("scope"),
                        row -> Map.entry(
                                row.getString(1),
                                new Kept(
                                        row.getString(2),
                                        new Answer(
                                                row.getInt(3), row.getString(4), row.getString(5), row.getString(6)))),
                        scopes)
                .forEach(row -> known.put(row.getKey(), row.getValue()));
        return known;
    }

    static Optional<Known> find(Tx tx, Claim claim) throws SQLException {
        return Optional.ofNullable(find(tx, List.of(claim.scope())).get(claim.scope()))
                .map(kept -> kept.repeated(claim));
    }

    static @Nullable Object[] row(Claim claim, Answer answer, @Nullable String orderId, long now) {
        return new @Nullable Object[] {
            claim.scope(),
            claim.fingerprint(),
            answer.status(),
            answer.location(),
            answer.contentType(),
            answer.body(),
            orderId,
            now
        };
    }

    static void insert(Tx tx, List<@Nullable Object[]> rows) throws SQLException {
        tx.batch(INSERT, rows);
    }
}
