package dev.weft.sandbox.data;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Each shopper's orders, newest first, and open basket, made when asked for. */
public final class Orders {

    /** Orders lie before this moment, so that they do not depend on the clock. */
    private static final Instant LATEST = Instant.parse("2026-10-30T18:00:00Z");

    private static final int PER_SHOPPER = 8;
    private static final long FIRST_NUMBER = 1_000_000_000L;

    private final Seeded chance;
    private final Catalogue catalogue;
    private final Prices prices;
    private final Shoppers shoppers;

    Orders(Seeded chance, Catalogue catalogue, Prices prices, Shoppers shoppers) {
        this.chance = chance;
        this.catalogue = catalogue;
        this.prices = prices;
        this.shoppers = shoppers;
    }

    /** At most eight orders, newest first. */
    public List<Order> of(Shopper shopper) {
        List<Order> orders = new ArrayList<>();
        for (int age = 0; age < count(shopper); age++) {
            orders.add(make(shopper, age));
        }
        return orders;
    }

    /** The order with this ten-digit ERP number. */
    public Optional<Order> byNumber(String number) {
        return number.matches("1[0-9]{9}") ? at(Long.parseLong(number) - FIRST_NUMBER) : Optional.empty();
    }

    /** The order with this commerce order number. */
    public Optional<Order> byReference(String reference) {
        return reference.matches("WEB[0-9]{9}") ? at(Long.parseLong(reference.substring(3))) : Optional.empty();
    }

    /** What lies in the shopper's open basket on this site, at commerce's prices; empty if there is none. */
    public List<Line> basket(Shopper shopper, Site site) {
        if (!shopper.hasBasket()) {
            return List.of();
        }
        long key = shopper.number() * 4L + site.ordinal();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i <= chance.below("basket", key, 4); i++) {
            Variant variant = variant("basket-sku", key * 8 + i);
            int quantity = 1 + chance.below("basket-quantity", key * 8 + i, 2);
            lines.add(new Line(variant, quantity, prices.inCommerce(variant, site)));
        }
        return lines;
    }

    private Optional<Order> at(long position) {
        int age = PER_SHOPPER - 1 - (int) (position % PER_SHOPPER);
        return shoppers.number((int) Math.min(Integer.MAX_VALUE, position / PER_SHOPPER))
                .filter(shopper -> age < count(shopper))
                .map(shopper -> make(shopper, age));
    }

    private int count(Shopper shopper) {
        return shopper.hasOrders() ? 1 + chance.below("orders", shopper.number(), PER_SHOPPER) : 0;
    }

    private Order make(Shopper shopper, int age) {
        long position = shopper.number() * (long) PER_SHOPPER + (PER_SHOPPER - 1 - age);
        Duration before = Duration.ofDays(age * 19L).plusMinutes(chance.below("placed", position, 17 * 24 * 60));
        Site site = shopper.home();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i <= chance.below("lines", position, 4); i++) {
            Variant variant = variant("line-sku", position * 8 + i);
            int quantity = 1 + chance.below("line-quantity", position * 8 + i, 3);
            lines.add(new Line(variant, quantity, prices.truth(variant, site)));
        }
        return new Order(
                Long.toString(FIRST_NUMBER + position),
                "WEB" + Digits.padded(position, 9),
                shopper,
                site,
                LATEST.minus(before),
                state(position, age),
                lines);
    }

    private OrderState state(long position, int age) {
        int draw = chance.below("state", position, 12);
        if (draw == 0) {
            return OrderState.CANCELLED;
        }
        return age > 1 ? OrderState.COMPLETED : OrderState.values()[draw % 5];
    }

    private Variant variant(String topic, long index) {
        List<Variant> all = catalogue.variants();
        return all.get(chance.below(topic, index, all.size()));
    }
}
