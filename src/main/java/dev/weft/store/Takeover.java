package dev.weft.store;

import dev.weft.inventory.Sourced;
import dev.weft.kernel.Sku;
import dev.weft.order.OrderLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a hold gives to an order: units of the SKUs that both have, line by line, each line its own first, since two lines of one SKU may
 * come from different places; what the order does not want of it goes back. Changes nothing before {@link #settle}.
 */
final class Takeover {
    private final Holds.Held hold;
    private final List<Sourced> sourced = new ArrayList<>();
    private final Map<Integer, Integer> quantities = new HashMap<>();
    private final List<Promises.Open> leftover = new ArrayList<>();

    private Takeover(Holds.Held hold) {
        this.hold = hold;
    }

    static Takeover nothing() {
        return new Takeover(Holds.Held.NONE);
    }

    static Takeover of(Holds.Held hold, List<OrderLine> lines) {
        Takeover takeover = new Takeover(hold);
        List<Promises.Open> pool = new ArrayList<>(hold.promises());
        for (OrderLine line : lines) {
            takeover.takeFor(line, pool, true);
        }
        for (OrderLine line : lines) {
            takeover.takeFor(line, pool, false);
        }
        takeover.leftover.addAll(pool);
        return takeover;
    }

    private void takeFor(OrderLine line, List<Promises.Open> pool, boolean own) {
        long missing = line.quantity() - quantity(line.number());
        for (int i = 0; i < pool.size() && missing > 0; ) {
            Promises.Open promise = pool.get(i);
            if (!promise.sku().equals(line.sku()) || own && promise.line() != line.number()) {
                i++;
                continue;
            }
            long taken = Math.min(missing, promise.quantity());
            missing -= taken;
            sourced.add(new Sourced(line.number(), line.sku(), promise.location(), Math.toIntExact(taken)));
            if (taken == promise.quantity()) {
                pool.remove(i);
            } else {
                pool.set(
                        i,
                        new Promises.Open(
                                promise.line(), promise.sku(), promise.location(), promise.quantity() - taken));
            }
        }
        quantities.put(line.number(), Math.toIntExact(line.quantity() - missing));
    }

    List<Sourced> sourced() {
        return sourced;
    }

    int quantity(int line) {
        return quantities.getOrDefault(line, 0);
    }

    void settle(Shelves shelves) {
        if (hold != Holds.Held.NONE) {
            leftover.forEach(promise -> shelves.give(promise.sku(), promise.location(), promise.quantity()));
            hold.end("COMMITTED", "RELEASED");
        }
    }

    /** Both lists as one, with one entry per line and location. */
    static List<Sourced> together(List<Sourced> held, List<Sourced> rest) {
        record Place(int line, Sku sku, String location) {}
        Map<Place, Integer> sums = new LinkedHashMap<>();
        held.forEach(it -> sums.merge(new Place(it.line(), it.sku(), it.location()), it.quantity(), Integer::sum));
        rest.forEach(it -> sums.merge(new Place(it.line(), it.sku(), it.location()), it.quantity(), Integer::sum));
        List<Sourced> all = new ArrayList<>();
        sums.forEach((place, quantity) -> all.add(new Sourced(place.line(), place.sku(), place.location(), quantity)));
        return all;
    }
}
