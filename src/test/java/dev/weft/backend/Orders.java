package dev.weft.backend;

import dev.weft.inventory.Sourced;
import dev.weft.kernel.Sku;
import dev.weft.order.Books;
import dev.weft.order.Buyer;
import dev.weft.order.Order;
import dev.weft.order.OrderId;
import dev.weft.order.OrderLine;
import dev.weft.order.Payment;
import dev.weft.order.Person;
import dev.weft.order.Refund;
import dev.weft.order.Shipping;
import dev.weft.order.UnitRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An order to hand over: two units that cost 100.01 together, one of 20.00, and 4.90 for the shipping. */
public final class Orders {
    public static final Sku SKU = new Sku("10000001");
    public static final Sku OTHER = new Sku("10000002");
    private static final Person.Address ADDRESS = new Person.Address(
            "Ada", "Example", "Testweg 1", Optional.empty(), "20095", "Hamburg", Optional.empty(), "DE");
    public static final Person PERSON = new Person("ada@example.com", Optional.empty(), ADDRESS, ADDRESS);

    private Orders() {}

    public static Order of(String id) {
        return of(id, SKU.value());
    }

    /** The same with another SKU in its first line. */
    public static Order of(String id, String sku) {
        Sku first = new Sku(sku);
        List<OrderLine> lines =
                List.of(new OrderLine(1, first, 2, 5_500, 999, 1_597), new OrderLine(2, OTHER, 1, 2_000, 0, 319));
        Books books = new Books(
                Map.of(
                        1, List.of(new UnitRun(1, 5_001, 799, 0, 0, 0), new UnitRun(1, 5_000, 798, 0, 0, 0)),
                        2, List.of(new UnitRun(1, 2_000, 319, 0, 0, 0))),
                new UnitRun(1, 490, 78, 0, 0, 0),
                12_491);
        return new Order(
                new OrderId(id),
                new Buyer("slas", "WeftEU", "wsh00000007", true),
                Instant.parse("2026-11-25T10:00:00Z"),
                new Order.Basket("EUR", true, lines, 0, new Shipping("standard", 490, 78), "de-DE"),
                books,
                new Payment("psp-1", "card", 12_491, 0, 0),
                Order.Origin.NONE,
                List.of(new Sourced(1, first, "hamburg", 2), new Sourced(2, OTHER, "hamburg", 1)));
    }

    /** The same amounts in another currency. */
    static Order inCurrency(String currency, Order order) {
        Order.Basket basket = order.basket();
        return new Order(
                order.id(),
                order.buyer(),
                order.placedAt(),
                new Order.Basket(
                        currency,
                        basket.taxIncluded(),
                        basket.lines(),
                        basket.discount(),
                        basket.shipping(),
                        basket.locale()),
                order.books(),
                order.payment(),
                order.origin(),
                order.sourced());
    }

    public static Refund refund(
            Order order, int number, Map<Integer, Integer> units, boolean shipping, long adjustment, long money) {
        return new Refund(
                order.id() + "-R" + number,
                number,
                units,
                shipping,
                adjustment,
                money,
                0,
                0,
                0,
                0,
                Refund.State.PENDING,
                Instant.parse("2026-11-26T10:00:00Z"));
    }
}
