package dev.weft.store;

import dev.weft.inventory.Level;
import dev.weft.inventory.Position;
import dev.weft.inventory.Sourced;
import dev.weft.inventory.Sourcing;
import dev.weft.inventory.Wanted;
import dev.weft.kernel.Sku;
import dev.weft.order.Answer;
import dev.weft.order.Books;
import dev.weft.order.Buyer;
import dev.weft.order.Claim;
import dev.weft.order.Order;
import dev.weft.order.OrderId;
import dev.weft.order.OrderLine;
import dev.weft.order.OrderStore.Placed;
import dev.weft.order.OrderStore.Placement;
import dev.weft.order.Payment;
import dev.weft.order.Person;
import dev.weft.order.Shipping;
import dev.weft.order.UnitRun;
import dev.weft.outbox.NewEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders and levels for the store's tests. */
final class Samples {
    static final Sku MUG = Sku.of("MUG-1");
    static final Sku TEE = Sku.of("TEE-2");
    static final String PLANT = "1010";
    static final Buyer ANN = new Buyer("shop", "RefArch", "ann", true);
    static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    static final long PRICE = 1_000;

    private Samples() {}

    static Level level(Sku sku, long onHand, Instant asOf) {
        return new Level(sku, PLANT, onHand, 0, asOf);
    }

    static Wanted wanted(int line, Sku sku, int quantity) {
        return new Wanted(line, sku, quantity);
    }

    /** Takes each line from the places in their order; splits where it must. */
    static final Sourcing IN_ORDER = Samples::inOrder;

    private static Optional<List<Sourced>> inOrder(List<Wanted> wanted, Map<Sku, List<Position>> positions) {
        Map<Position, Long> taken = new HashMap<>();
        List<Sourced> places = new ArrayList<>();
        for (Wanted it : wanted) {
            long missing = it.quantity();
            for (Position position : positions.getOrDefault(it.sku(), List.of())) {
                long free = position.available() - taken.getOrDefault(position, 0L);
                int some = (int) Math.min(missing, free);
                if (some > 0) {
                    places.add(new Sourced(it.line(), it.sku(), position.location(), some));
                    taken.merge(position, (long) some, Long::sum);
                    missing -= some;
                }
            }
            if (missing > 0) {
                return Optional.empty();
            }
        }
        return Optional.of(places);
    }

    static Order order(String id, Buyer buyer, Order.Origin origin, Wanted... lines) {
        List<OrderLine> orderLines = new ArrayList<>();
        Map<Integer, List<UnitRun>> runs = new HashMap<>();
        long total = 0;
        for (Wanted line : lines) {
            orderLines.add(new OrderLine(line.line(), line.sku(), line.quantity(), PRICE, 0, 0));
            runs.put(line.line(), List.of(new UnitRun(line.quantity(), PRICE, 0, 0, 0, 0)));
            total += PRICE * line.quantity();
        }
        return new Order(
                new OrderId(id),
                buyer,
                NOON,
                new Order.Basket("EUR", true, orderLines, 0, new Shipping("standard", 0, 0), "en-GB"),
                new Books(runs, new UnitRun(1, 0, 0, 0, 0, 0), total),
                new Payment("pay-" + id, "card", total, 0, 0),
                origin,
                List.of());
    }

    static Person person() {
        Person.Address address = new Person.Address(
                "Ann", "Lee", "Main Street 1", Optional.empty(), "10115", "Berlin", Optional.empty(), "DE");
        return new Person("ann@example.com", Optional.empty(), address, address);
    }

    static NewEntry entry(String lane, String type, String order, String site) {
        return new NewEntry(lane, type, "order", order, site, "{\"order\":\"" + order + "\"}");
    }

    static Placement placement(String key, Order order) {
        return placement(key, "print-of-" + order.id(), order);
    }

    static Placement placement(String key, String fingerprint, Order order) {
        return new Placement(
                new Claim(key, fingerprint),
                order,
                person(),
                IN_ORDER,
                List.of(entry(
                        "sap", "order.create", order.id().value(), order.buyer().site())),
                Samples::answer);
    }

    static Answer answer(Placed placed) {
        return placed.order()
                .map(order -> new Answer(
                        201, "/v1/orders/" + order.id(), "application/json", "{\"id\":\"" + order.id() + "\"}"))
                .orElseGet(() -> new Answer(409, "", "application/problem+json", "left " + placed.left()));
    }

    static Order mugs(String id, int quantity) {
        return order(id, ANN, Order.Origin.NONE, wanted(1, MUG, quantity));
    }
}
