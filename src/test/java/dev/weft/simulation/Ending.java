package dev.weft.simulation;

import dev.weft.order.PointsSink.Kind;
import java.util.List;

/** What must be true in the end, when there was no trouble for a while: everything is final, and all books say the same. */
final class Ending {
    private final World world;
    private final Shop shop;

    Ending(World world, Shop shop) {
        this.world = world;
        this.shop = shop;
    }

    boolean quiet() {
        return shop.quiet()
                && rows("SELECT 1 FROM holds WHERE state = 'HELD' LIMIT 1").isEmpty()
                && rows("SELECT 1 FROM outbox WHERE done_at IS NULL LIMIT 1").isEmpty();
    }

    void check() {
        none(
                Rule.EVERYTHING_ENDS,
                "an entry",
                "SELECT id || ' ' || type || ' ' || state || ' ' || last_error FROM outbox WHERE done_at IS NULL");
        none(
                Rule.EVERYTHING_ENDS,
                "an order",
                "SELECT id || ' ' || stage FROM orders WHERE stage IN ('ACCEPTED', 'SENT', 'CANCELLING')");
        none(Rule.EVERYTHING_ENDS, "a refund", "SELECT reference FROM refunds WHERE state = 'PENDING'");
        none(
                Rule.EVERYTHING_ENDS,
                "a promise",
                "SELECT owner || ' ' || sku || ' ' || state FROM promises WHERE state IN ('HELD', 'COMMITTED')");
        none(
                Rule.ONE_ORDER_PER_BASKET,
                "two in the store",
                "SELECT json_extract(document, '$.origin.basketId') FROM orders GROUP BY 1 HAVING COUNT(*) > 1");
        orders();
        refunds();
        stock();
        answers();
    }

    private void orders() {
        List<List<String>> orders = rows("SELECT id, stage, erp_number, captured_points,"
                + " json_extract(document, '$.payment.points') FROM orders ORDER BY id");
        for (List<String> row : orders) {
            String id = row.get(0);
            boolean cancelled = row.get(1).equals("CANCELLED");
            SimErp.Document document = world.erp().orders().get(id);
            if (document == null ? !cancelled : cancelled != world.erp().isCancelled(document.number())) {
                broken(Rule.BOOKS_AGREE, "order " + row + " is " + document + " in the ERP");
            }
            if (document != null && !document.number().equals(row.get(2))) {
                broken(Rule.BOOKS_AGREE, "order " + row + " has number " + document.number() + " in the ERP");
            }
            points(id, cancelled, Long.parseLong(row.get(4)));
        }
        if (world.erp().orders().keySet().stream()
                .anyMatch(id -> orders.stream().noneMatch(row -> row.get(0).equals(id)))) {
            broken(Rule.BOOKS_AGREE, "the ERP has orders that the store has not");
        }
    }

    private void points(String id, boolean cancelled, long redeemed) {
        long out = world.ledger().points(id, Kind.REDEEM);
        long back = world.ledger().points(id, Kind.REVERSE_REDEMPTION);
        long earned = world.ledger().points(id, Kind.ACCRUE);
        long taken = world.ledger().points(id, Kind.REVERSE_ACCRUAL);
        List<String> told = rows(
                        "SELECT COALESCE(SUM(json_extract(document, '$.pointsReturned')), 0),"
                                + " COALESCE(SUM(json_extract(document, '$.pointsTakenBack')), 0)"
                                + " FROM refunds WHERE order_id = ? AND state = 'CONFIRMED'",
                        id)
                .get(0);
        boolean right = cancelled
                ? out == back && earned == taken
                : out == redeemed
                        && back == Long.parseLong(told.get(0))
                        && (earned == 0 || taken == Long.parseLong(told.get(1)));
        if (!right) {
            broken(
                    Rule.BOOKS_AGREE,
                    "points of " + id + (cancelled ? " (cancelled)" : "") + ": redeemed " + out + " of " + redeemed
                            + ", given back " + back + ", earned " + earned + ", taken back " + taken + ", refunds say "
                            + told);
        }
    }

    private void refunds() {
        for (List<String> row : rows("SELECT reference, state, erp_document FROM refunds ORDER BY reference")) {
            SimErp.Document document = world.erp().refunds().get(row.get(0));
            if (document == null || !document.number().equals(row.get(2))) {
                broken(Rule.BOOKS_AGREE, "refund " + row + " is " + document + " in the ERP");
            }
        }
        if (rows("SELECT 1 FROM refunds").size() != world.erp().refunds().size()) {
            broken(Rule.BOOKS_AGREE, "the ERP has refunds that the store has not");
        }
    }

    private void stock() {
        if (!world.erp().conserved()) {
            broken(Rule.NO_UNITS_LOST, "stock is not conserved in the ERP");
        }
        World.SKUS.forEach(sku -> World.LOCATIONS.forEach(location -> {
            long there = world.erp().onHand(sku, location) - world.safety();
            List<List<String>> free = rows(
                    "SELECT available - backlog FROM positions WHERE sku = ? AND location = ?", sku.value(), location);
            if (!free.equals(List.of(List.of(Long.toString(there))))) {
                broken(Rule.NO_UNITS_LOST, sku + " at " + location + " has " + there + ", the store says " + free);
            }
        }));
    }

    private void answers() {
        shop.answers().forEach((scope, answer) -> {
            List<List<String>> kept = rows("SELECT status, body FROM claims WHERE scope = ?", scope);
            if (!kept.equals(List.of(List.of(Integer.toString(answer.status()), answer.body())))) {
                broken(Rule.ACKNOWLEDGED_IS_KEPT, "answered " + answer + " under " + scope + ", kept is " + kept);
            }
        });
    }

    private void none(Rule rule, String what, String sql) {
        rows(sql).forEach(row -> broken(rule, what + ": " + row.get(0)));
    }

    private List<List<String>> rows(String sql, String... values) {
        return world.checks().rows(sql, values);
    }

    private void broken(Rule rule, String what) {
        world.verdict().broken(rule, what);
    }
}
