package dev.weft.order;

import dev.weft.inventory.Sourced;
import dev.weft.kernel.Sku;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One item of an order as an ERP books it: so many units of one of our lines from one place. The items of an order follow from the order
 * alone, so that a refund finds them again: lines in their order, each in the order of its places.
 *
 * @param position from 1
 * @param location where they come from; empty where nobody settled that
 * @param amount what the buyer pays for all its units, in minor units
 */
public record ErpItem(int position, int line, Sku sku, Optional<String> location, int quantity, long amount) {

    /** All items. {@code net}: amounts without tax. */
    public static List<ErpItem> of(Order order, boolean net) {
        List<ErpItem> items = new ArrayList<>();
        for (OrderLine line : order.basket().lines()) {
            List<UnitRun> runs = order.books().lines().getOrDefault(line.number(), List.of());
            int done = 0;
            for (Part part : parts(order, line)) {
                long amount = amount(runs, done, part.quantity(), net);
                items.add(new ErpItem(
                        items.size() + 1, line.number(), line.sku(), part.location(), part.quantity(), amount));
                done += part.quantity();
            }
        }
        return items;
    }

    private record Part(Optional<String> location, int quantity) {}

    /** A line nobody found a place for is left to the ERP's own choice. */
    private static List<Part> parts(Order order, OrderLine line) {
        List<Part> parts = new ArrayList<>();
        for (Sourced place : order.sourced()) {
            if (place.line() == line.number()) {
                parts.add(new Part(Optional.of(place.location()), place.quantity()));
            }
        }
        return parts.isEmpty() ? List.of(new Part(Optional.empty(), line.quantity())) : parts;
    }

    /** What {@code count} units cost after the first {@code skipped}. */
    static long amount(List<UnitRun> runs, int skipped, int count, boolean net) {
        long sum = 0;
        int skip = skipped;
        int left = count;
        for (UnitRun run : runs) {
            int passed = Math.min(skip, run.count());
            int taken = Math.min(left, run.count() - passed);
            sum = Math.addExact(sum, Math.multiplyExact(taken, run.amount(net)));
            skip -= passed;
            left -= taken;
        }
        return sum;
    }

    /**
     * Takes {@code units} of a line out of its items, in their order, after those that went back before.
     *
     * @param before by position, how many units went back already
     */
    static List<ErpItem> back(List<ErpItem> items, Map<Integer, Integer> units, Map<Integer, Integer> before) {
        List<ErpItem> back = new ArrayList<>();
        for (Map.Entry<Integer, Integer> wanted : units.entrySet()) {
            int left = wanted.getValue();
            for (ErpItem item : items) {
                if (item.line() == wanted.getKey() && left > 0) {
                    int free = item.quantity() - before.getOrDefault(item.position(), 0);
                    int taken = Math.min(left, Math.max(0, free));
                    if (taken > 0) {
                        back.add(item.of(taken));
                        left -= taken;
                    }
                }
            }
        }
        back.sort(Comparator.comparingInt(ErpItem::position));
        return back;
    }

    /** A part of this item, its amount in proportion. */
    private ErpItem of(int units) {
        return new ErpItem(position, line, sku, location, units, amount * units / quantity);
    }

    ErpItem withAmount(long changed) {
        return new ErpItem(position, line, sku, location, quantity, changed);
    }
}
