package dev.weft.store;

import dev.weft.order.Claim;
import dev.weft.order.OrderEntries;
import dev.weft.order.OrderId;
import dev.weft.order.OrderRecord;
import dev.weft.order.OrderRecord.Stage;
import dev.weft.order.OrderStore.Change;
import dev.weft.order.OrderStore.Erased;
import dev.weft.order.OrderStore.Known;
import dev.weft.order.Refund;
import dev.weft.outbox.NewEntry;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is written when something becomes of an order after it was placed. */
final class Changes {
    private static final String ERASED = "erased";

    private Changes() {}

    /** Empty where there is no such order. */
    static Optional<Known> decide(Tx tx, OrderId id, Claim claim, Function<OrderRecord, Change> decision)
            throws SQLException {
        Optional<OrderRecord> locked = OrderRows.lock(tx, id);
        Optional<Known> known = Claims.find(tx, claim);
        if (known.isPresent() || locked.isEmpty()) {
            return known;
        }
        Change change = decision.apply(locked.get());
        List<@Nullable Object[]> row =
                List.<@Nullable Object[]>of(Claims.row(claim, change.answer(), id.value(), tx.now()));
        Claims.insert(tx, row);
        if (change.refund().isPresent()) {
            add(tx, id, change.refund().get());
        }
        if (change.stage().isPresent()) {
            move(tx, id, locked.get().stage(), change.stage().get());
        }
        Entries entries = new Entries(tx);
        entries.add(change.entries());
        entries.save();
        return Optional.of(new Known(change.answer(), true, true));
    }

    /** The database's own constraint holds the sum of all refunds below what was captured, whatever was decided. */
    private static void add(Tx tx, OrderId id, Refund refund) throws SQLException {
        tx.update(
                "UPDATE orders SET refunded = refunded + ?, refunded_points = refunded_points + ?,"
                        + " version = version + 1, changed_at = ? WHERE id = ?",
                refund.money(),
                refund.pointsValue(),
                tx.now(),
                id.value());
        tx.update(
                "INSERT INTO refunds (order_id, number, reference, state, money, points_value, document)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                id.value(),
                refund.number(),
                refund.reference(),
                refund.state().name(),
                refund.money(),
                refund.pointsValue(),
                Codec.write(refund));
    }

    /** Writes a stage, and what it was before where the order may come back to it. */
    static void move(Tx tx, OrderId id, Stage from, Stage to) throws SQLException {
        if (to == Stage.CANCELLING && from != Stage.CANCELLING) {
            tx.update("UPDATE orders SET stage_before = ? WHERE id = ?", from.name(), id.value());
        }
        tx.update(
                "UPDATE orders SET stage = ?, version = version + 1, changed_at = ? WHERE id = ?",
                to.name(),
                tx.now(),
                id.value());
    }

    /**
     * What another system says of an order. While an operator takes one of two documents out of the ERP, that it is cancelled says nothing of
     * the order; it will be looked at again.
     */
    static boolean told(Tx tx, OrderId id, Stage told) throws SQLException {
        boolean doubled = told == Stage.CANCELLED
                && !tx.query(
                                "SELECT id FROM outbox WHERE aggregatetype = 'order' AND aggregateid = ? AND type = '"
                                        + OrderEntries.DUPLICATE + "' AND done_at IS NULL LIMIT 1",
                                row -> row.getString(1),
                                id.value())
                        .isEmpty();
        return !doubled && progress(tx, id, told);
    }

    static boolean progress(Tx tx, OrderId id, Stage told) throws SQLException {
        List<Stages> locked = Stages.lock(tx, id);
        if (locked.isEmpty()) {
            return false;
        }
        Stages now = locked.get(0);
        if (told == Stage.CANCELLED) {
            if (now.current() != Stage.CANCELLED) {
                if (now.current() != Stage.CANCELLING) { // a buyer's wish brought its own entries
                    pointsBack(tx, id);
                }
                cancelled(tx, id, now.current());
            }
        } else if (now.current() == Stage.CANCELLING) {
            if (now.before().compareTo(told) < 0 && told != Stage.CANCELLING) {
                tx.update("UPDATE orders SET stage_before = ? WHERE id = ?", told.name(), id.value());
            }
        } else if (now.current().compareTo(told) < 0 && now.current() != Stage.CANCELLED) {
            move(tx, id, now.current(), told);
        }
        return true;
    }

    /** How many is found when they are booked: what is back by then is not brought back twice. */
    private static void pointsBack(Tx tx, OrderId id) throws SQLException {
        List<NewEntry> written = tx.query(
                "SELECT lane, type, aggregatetype, aggregateid, site, payload FROM outbox"
                        + " WHERE aggregatetype = 'order' AND aggregateid = ? ORDER BY sequence",
                row -> new NewEntry(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)),
                id.value());
        Entries entries = new Entries(tx);
        entries.add(written.stream()
                .flatMap(one -> OrderEntries.undoing(one).stream())
                .toList());
        entries.save();
    }

    static void cancelled(Tx tx, OrderId id, Stage from) throws SQLException {
        move(tx, id, from, Stage.CANCELLED);
        Promises.release(tx, Promises.owner(id), "RELEASED");
    }

    /** An order's stage, locked. {@code before} is where it stood when its cancellation was asked for. */
    record Stages(Stage current, Stage before) {
        static List<Stages> lock(Tx tx, OrderId id) throws SQLException {
            return tx.query(
                    "SELECT stage, COALESCE(stage_before, stage) FROM orders WHERE id = ?"
                            + tx.dialect().forUpdate(),
                    row -> new Stages(Stage.valueOf(row.getString(1)), Stage.valueOf(row.getString(2))),
                    id.value());
        }
    }

    /**
     * Forgets who the shopper is: person, customer id, kept answers, baskets and holds, of which those that still hold units give them back first.
     * Order, amounts and refunds stay. An order with an entry that is not done stays as it is, since whoever sends the entry tells the other
     * system who the order is for. Entries are written under the lock of their order: none can come between the question and the forgetting.
     */
    static Erased erase(Tx tx, String site, String customerId, String operator) throws SQLException {
        List<String> all = tx.query(
                "SELECT id FROM orders WHERE site = ? AND customer_id = ? ORDER BY id"
                        + tx.dialect().forUpdate(),
                row -> row.getString(1),
                site,
                customerId);
        Set<String> open = new HashSet<>(tx.query(
                "SELECT DISTINCT aggregateid FROM outbox WHERE aggregatetype = 'order' AND done_at IS NULL AND "
                        + tx.dialect().in("aggregateid"),
                row -> row.getString(1),
                all));
        List<String> ids = all.stream().filter(id -> !open.contains(id)).toList();
        String of = tx.dialect().in("order_id");
        tx.update("DELETE FROM persons WHERE " + of, ids);
        tx.update("UPDATE claims SET body = '', location = '' WHERE " + of, ids);
        tx.update(
                "UPDATE orders SET customer_id = '" + ERASED + "', changed_at = ?, version = version + 1 WHERE "
                        + tx.dialect().in("id"),
                tx.now(),
                ids);
        BasketsSql.erase(tx, site, customerId);
        letGo(tx, site, customerId);
        tx.update(
                "DELETE FROM promises WHERE state <> 'HELD' AND owner IN"
                        + " (SELECT hold_key FROM holds WHERE site = ? AND shopper = ? AND state <> 'HELD')",
                site,
                customerId);
        tx.update("DELETE FROM holds WHERE site = ? AND shopper = ? AND state <> 'HELD'", site, customerId);
        tx.audit(operator, "erase", site, ids.size() + " orders, " + open.size() + " still under way");
        return new Erased(ids.size(), open.size());
    }

    private static void letGo(Tx tx, String site, String customerId) throws SQLException {
        Holds holds = Holds.lockOpen(tx, site, customerId);
        Shelves shelves = new Shelves(tx);
        shelves.lock(holds.skus());
        for (Holds.Held hold : holds.all()) {
            if (hold.open()) {
                Holds.release(hold, shelves);
            }
        }
        holds.save(tx);
        shelves.save();
    }
}
