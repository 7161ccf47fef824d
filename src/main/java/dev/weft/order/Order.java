package dev.weft.order;

import dev.weft.inventory.Sourced;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An order as it was accepted. Never changes: what becomes of it stands in {@link OrderRecord}.
 *
 * @param origin where it came from: {@code weft}, or the commerce system with its own order number
 * @param books the order's amounts shared out over its units, once and for all
 * @param sourced where each unit comes from; empty before it is placed
 */
public record Order(
        OrderId id,
        Buyer buyer,
        Instant placedAt,
        Basket basket,
        Books books,
        Payment payment,
        Origin origin,
        List<Sourced> sourced) {
    public Order {
        sourced = List.copyOf(sourced);
    }

    public Order withSourced(List<Sourced> places) {
        return new Order(id, buyer, placedAt, basket, books, payment, origin, places);
    }

    /**
     * What was bought.
     *
     * @param currency ISO 4217
     * @param taxIncluded true where unit prices and shipping contain their tax (gross), false where tax comes on top (net)
     * @param discount taken off the order as a whole, beyond the lines' own; in minor units; below zero where commerce put a surcharge on it
     * @param locale the language the shopper bought in
     */
    public record Basket(
            String currency,
            boolean taxIncluded,
            List<OrderLine> lines,
            long discount,
            Shipping shipping,
            String locale) {
        public Basket {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Where the order was made.
     *
     * @param basketId the commerce basket it came from
     * @param commerceOrder the commerce system's order number, where commerce made the order
     * @param reservation a hold on stock to be taken over
     */
    public record Origin(Optional<String> basketId, Optional<String> commerceOrder, Optional<String> reservation) {
        public static final Origin NONE = new Origin(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
