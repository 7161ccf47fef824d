package dev.weft.store;

import dev.weft.inventory.Sourced;
import dev.weft.kernel.Sku;
import dev.weft.order.OrderId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Units promised to a hold or an order. A promise is open, and lessens what is free, while it is held, and as an order's until a level of the
 * ERP is fed whose cut-off lies after the hand-over: from then on the ERP's own number has it.
 */
final class Promises {
    private static final String INSERT =
            "INSERT INTO promises (owner, line, location, sku, quantity, state) VALUES (?, ?, ?, ?, ?, ?)";

    private final Tx tx;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    /** An open promise. */
    record Open(int line, Sku sku, String location, long quantity) {}

    Promises(Tx tx) {
        this.tx = tx;
    }

    static String owner(OrderId order) {
        return "order/" + order.value();
    }

    void commit(OrderId order, List<Sourced> sourced) {
        add(owner(order), sourced, "COMMITTED");
    }

    void hold(String holdKey, List<Sourced> sourced) {
        add(holdKey, sourced, "HELD");
    }

    private void add(String owner, List<Sourced> sourced, String state) {
        sourced.forEach(place -> rows.add(
                new Object[] {owner, place.line(), place.location(), place.sku().value(), (long) place.quantity(), state
                }));
    }

    void save() throws SQLException {
        tx.batch(INSERT, rows);
    }

    static List<Open> open(Tx tx, String owner) throws SQLException {
        return tx.query(
                "SELECT line, sku, location, quantity FROM promises WHERE owner = ?"
                        + " AND state IN ('HELD', 'COMMITTED') ORDER BY line, location",
                row -> new Open(row.getInt(1), Sku.of(row.getString(2)), row.getString(3), row.getLong(4)),
                owner);
    }

    /**
     * Gives back whatever of {@code owner}'s is open. The promises are looked at again once their positions are locked: a level fed in
     * between may have taken them over.
     */
    static void release(Tx tx, String owner, String state) throws SQLException {
        Set<Sku> skus = new LinkedHashSet<>();
        open(tx, owner).forEach(promise -> skus.add(promise.sku()));
        if (skus.isEmpty()) {
            return;
        }
        Shelves shelves = new Shelves(tx);
        shelves.lock(skus);
        open(tx, owner).forEach(promise -> shelves.give(promise.sku(), promise.location(), promise.quantity()));
        tx.update("UPDATE promises SET state = ? WHERE owner = ? AND state IN ('HELD', 'COMMITTED')", state, owner);
        shelves.save();
    }

    /** The ERP has the order's units in its books from now on. */
    static void handedOver(Tx tx, OrderId order) throws SQLException {
        tx.update(
                "UPDATE promises SET handed_at = ? WHERE owner = ? AND state = 'COMMITTED' AND handed_at IS NULL",
                tx.now(),
                owner(order));
    }
}
