package dev.weft.store;

import dev.weft.inventory.Sourced;
import dev.weft.order.Buyer;
import dev.weft.order.Order;
import dev.weft.order.OrderId;
import dev.weft.order.OrderRecord;
import dev.weft.order.OrderRecord.Refunded;
import dev.weft.order.OrderRecord.Stage;
import dev.weft.order.Person;
import dev.weft.order.Refund;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Orders as rows, and back: the books in one table, the person in another, so that one can be forgotten without the other. */
final class OrderRows {
    static final String INSERT =
            "INSERT INTO orders (id, tenant, site, customer_id, registered, stage, version, currency,"
                    + " captured, refunded, captured_points, refunded_points, document, sourced, placed_at, changed_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, 0, ?, 0, ?, ?, ?, ?)";
    static final String INSERT_PERSON = "INSERT INTO persons (order_id, document) VALUES (?, ?)";

    private static final String COLUMNS =
            "SELECT id, tenant, site, customer_id, registered, stage, erp_number, version,"
                    + " document, sourced, changed_at FROM orders WHERE ";

    private OrderRows() {}

    static Object[] row(Order order, List<Sourced> sourced, String document, long now) {
        return new Object[] {
            order.id().value(),
            order.buyer().tenant(),
            order.buyer().site(),
            order.buyer().customerId(),
            order.buyer().registered() ? 1 : 0,
            Stage.ACCEPTED.name(),
            order.basket().currency(),
            order.payment().amount(),
            order.payment().pointsValue(),
            document,
            Codec.write(sourced),
            order.placedAt().toEpochMilli(),
            now
        };
    }

    /** The order's document: without the buyer, who stands in columns of their own, and without sources, which are not known yet. */
    static String document(Order order) {
        Buyer nobody = new Buyer("", "", "", false);
        return Codec.write(new Order(
                order.id(),
                nobody,
                order.placedAt(),
                order.basket(),
                order.books(),
                order.payment(),
                order.origin(),
                List.of()));
    }

    /** The records of {@code ids}, in their order; those that are unknown are left out. */
    static List<OrderRecord> find(Tx tx, Collection<String> ids) throws SQLException {
        return records(tx, tx.query(COLUMNS + tx.dialect().in("id"), OrderRows::head, ids), ids);
    }

    /** One record, locked until the transaction's end. */
    static Optional<OrderRecord> lock(Tx tx, OrderId id) throws SQLException {
        List<Head> heads = tx.query(COLUMNS + "id = ?" + tx.dialect().forUpdate(), OrderRows::head, id.value());
        return records(tx, heads, List.of(id.value())).stream().findFirst();
    }

    private record Head(
            OrderId id, Order order, Stage stage, Optional<String> erpNumber, int version, Instant changedAt) {}

    private static Head head(ResultSet row) throws SQLException {
        Order bare = Codec.read(row.getString(9), Order.class);
        Buyer buyer = new Buyer(row.getString(2), row.getString(3), row.getString(4), row.getInt(5) != 0);
        Order order = new Order(
                bare.id(),
                buyer,
                bare.placedAt(),
                bare.basket(),
                bare.books(),
                bare.payment(),
                bare.origin(),
                Codec.read(row.getString(10), Codec.SOURCED));
        return new Head(
                order.id(),
                order,
                Stage.valueOf(row.getString(6)),
                Optional.ofNullable(row.getString(7)),
                row.getInt(8),
                Instant.ofEpochMilli(row.getLong(11)));
    }

    private static List<OrderRecord> records(Tx tx, List<Head> heads, Collection<String> ids) throws SQLException {
        if (heads.isEmpty()) {
            return List.of();
        }
        Map<String, List<Refund>> refunds = refunds(tx, ids);
        Map<String, Person> persons = persons(tx, ids);
        Map<String, Map<String, String>> journals = journals(tx, ids);
        Set<String> parked = new HashSet<>(tx.query(
                "SELECT aggregateid FROM outbox WHERE aggregatetype = 'order' AND state = 'PARKED' AND "
                        + tx.dialect().in("aggregateid"),
                row -> row.getString(1),
                ids));
        Map<String, OrderRecord> found = new HashMap<>();
        for (Head head : heads) {
            String id = head.id().value();
            List<Refund> given = refunds.getOrDefault(id, List.of());
            found.put(
                    id,
                    new OrderRecord(
                            head.order(),
                            head.stage(),
                            parked.contains(id),
                            head.erpNumber(),
                            sum(given),
                            given,
                            Optional.ofNullable(persons.get(id)),
                            journals.getOrDefault(id, Map.of()),
                            head.version(),
                            head.changedAt()));
        }
        List<OrderRecord> ordered = new ArrayList<>();
        for (String id : ids) {
            Optional.ofNullable(found.get(id)).ifPresent(ordered::add);
        }
        return ordered;
    }

    private static Map<String, List<Refund>> refunds(Tx tx, Collection<String> ids) throws SQLException {
        Map<String, List<Refund>> all = new HashMap<>();
        tx.query(
                        "SELECT order_id, document, state FROM refunds WHERE "
                                + tx.dialect().in("order_id") + " ORDER BY order_id, number",
                        row -> Map.entry(row.getString(1), refund(row.getString(2), row.getString(3))),
                        ids)
                .forEach(row -> all.computeIfAbsent(row.getKey(), id -> new ArrayList<>())
                        .add(row.getValue()));
        return all;
    }

    private static Refund refund(String document, String state) {
        Refund it = Codec.read(document, Refund.class);
        return new Refund(
                it.reference(),
                it.number(),
                it.units(),
                it.shipping(),
                it.adjustment(),
                it.money(),
                it.pointsValue(),
                it.tax(),
                it.pointsReturned(),
                it.pointsTakenBack(),
                Refund.State.valueOf(state),
                it.at());
    }

    private static Map<String, Person> persons(Tx tx, Collection<String> ids) throws SQLException {
        Map<String, Person> all = new HashMap<>();
        tx.query(
                        "SELECT order_id, document FROM persons WHERE "
                                + tx.dialect().in("order_id"),
                        row -> Map.entry(row.getString(1), Codec.read(row.getString(2), Person.class)),
                        ids)
                .forEach(row -> all.put(row.getKey(), row.getValue()));
        return all;
    }

    private static Map<String, Map<String, String>> journals(Tx tx, Collection<String> ids) throws SQLException {
        Map<String, Map<String, String>> all = new HashMap<>();
        tx.query(
                        "SELECT order_id, reference, journal_id FROM journals WHERE "
                                + tx.dialect().in("order_id"),
                        row -> List.of(row.getString(1), row.getString(2), row.getString(3)),
                        ids)
                .forEach(row -> all.computeIfAbsent(row.get(0), id -> new LinkedHashMap<>())
                        .put(row.get(1), row.get(2)));
        return all;
    }

    /** Failed refunds gave nothing back. */
    private static Refunded sum(List<Refund> refunds) {
        Map<Integer, Integer> units = new HashMap<>();
        boolean shipping = false;
        long adjustment = 0;
        long amount = 0;
        long tax = 0;
        long returned = 0;
        long takenBack = 0;
        for (Refund refund : refunds) {
            if (refund.state() != Refund.State.FAILED) {
                refund.units().forEach((line, count) -> units.merge(line, count, Integer::sum));
                shipping |= refund.shipping();
                adjustment += refund.adjustment();
                amount += refund.money() + refund.pointsValue();
                tax += refund.tax();
                returned += refund.pointsReturned();
                takenBack += refund.pointsTakenBack();
            }
        }
        return new Refunded(units, shipping, adjustment, amount, tax, returned, takenBack);
    }
}
