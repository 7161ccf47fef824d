package dev.weft.simulation;

import dev.weft.outbox.Entry;
import dev.weft.store.MemoryDatabase;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What must hold in the database: after every transaction that wrote, and whenever something is sent or acknowledged. */
final class Checks {
    private static final Map<Rule, String> ALWAYS = new EnumMap<>(Rule.class);

    static {
        ALWAYS.put(
                Rule.NOTHING_BELOW_ZERO,
                "SELECT sku || ' ' || location || ' ' || available FROM positions WHERE available < 0 LIMIT 1");
        ALWAYS.put(
                Rule.FREE_UNITS,
                "SELECT sku || ' ' || location || ' ' || available || ' ' || backlog FROM positions p"
                        + " WHERE available - backlog <> on_hand - safety - COALESCE((SELECT SUM(quantity)"
                        + " FROM promises q WHERE q.sku = p.sku AND q.location = p.location"
                        + " AND q.state IN ('HELD', 'COMMITTED')), 0) LIMIT 1");
        ALWAYS.put(
                Rule.NO_MORE_BACK_THAN_CAPTURED,
                "SELECT id FROM orders o WHERE refunded > captured OR refunded < 0 OR refunded_points > captured_points"
                        + " OR refunded <> COALESCE((SELECT SUM(money) FROM refunds r"
                        + " WHERE r.order_id = o.id AND r.state <> 'FAILED'), 0) LIMIT 1");
        ALWAYS.put(
                Rule.NOTHING_BACK_OF_WHAT_IS_CANCELLED,
                "SELECT id FROM orders WHERE stage IN ('CANCELLING', 'CANCELLED')"
                        + " AND refunded + refunded_points > 0 LIMIT 1");
        ALWAYS.put(
                Rule.ONE_REFUND_PER_REFERENCE, "SELECT reference FROM refunds GROUP BY reference HAVING COUNT(*) > 1");
        ALWAYS.put(
                Rule.NO_ORDER_OUT_OF_AN_EXPIRED_HOLD,
                "SELECT hold_key FROM holds WHERE state = 'COMMITTED' AND changed_at >= until LIMIT 1");
        ALWAYS.put(
                Rule.EVERY_ORDER_HAS_ITS_KEY,
                "SELECT id FROM orders o WHERE NOT EXISTS (SELECT 1 FROM claims c WHERE c.order_id = o.id) LIMIT 1");
    }

    private final MemoryDatabase database;
    private final SimTime time;
    private final Verdict verdict;

    Checks(MemoryDatabase database, SimTime time, Verdict verdict) {
        this.database = database;
        this.time = time;
        this.verdict = verdict;
    }

    void committed() {
        ALWAYS.forEach((rule, sql) -> rows(sql).forEach(row -> verdict.broken(rule, row.get(0))));
    }

    /** It is leased under this epoch, and the lease is not over. */
    void leased(Entry entry, String when) {
        List<List<String>> row = rows("SELECT state, epoch, lease_until FROM outbox WHERE id = ?", entry.id());
        boolean mine = !row.isEmpty()
                && row.get(0).get(0).equals("LEASED")
                && row.get(0).get(1).equals(Long.toString(entry.epoch()))
                && Long.parseLong(row.get(0).get(2)) >= time.instant().toEpochMilli();
        if (!mine) {
            verdict.broken(
                    Rule.SENT_UNDER_ITS_LEASE,
                    when + ": " + entry.what().type() + " of " + entry.what().aggregateId() + ", epoch " + entry.epoch()
                            + ", but " + row);
        }
    }

    /** Everything before it in its aggregate is over. */
    void first(Entry entry) {
        List<List<String>> before = rows(
                "SELECT type FROM outbox WHERE aggregateid = ? AND done_at IS NULL AND sequence <"
                        + " (SELECT sequence FROM outbox WHERE id = ?)",
                entry.what().aggregateId(),
                entry.id());
        if (!before.isEmpty()) {
            verdict.broken(
                    Rule.SENT_IN_ORDER,
                    entry.what().type() + " of " + entry.what().aggregateId() + " before " + before);
        }
    }

    List<List<String>> rows(String sql, String... values) {
        return database.rows(sql, values);
    }
}
