package dev.weft.order;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An order's amounts shared out over its units: what each unit was paid with, so that refunds only pick units and any order of partial
 * refunds adds up to the whole. The sums over all units and the shipping are the order's own amounts exactly.
 *
 * @param lines by line number, the units in the order in which they are refunded
 * @param shipping the shipping as one unit
 * @param total what the buyer pays in all, money and points, with tax
 */
public record Books(Map<Integer, List<UnitRun>> lines, UnitRun shipping, long total) {
    public Books {
        Map<Integer, List<UnitRun>> copy = new TreeMap<>();
        lines.forEach((number, runs) -> copy.put(number, List.copyOf(runs)));
        lines = Collections.unmodifiableMap(copy);
    }

    /**
     * Shares a basket's amounts out, each step by largest remainder over what the step before left: a line's goods over its units, the
     * order's discount over all units by their goods, a line's tax over its units by what is left of them, the value of redeemed points
     * over all units and the shipping by what is paid for them, the redeemed points themselves by that value, and the earned ones over the
     * units by the money paid for them. A discount below zero is a surcharge, and shared out likewise. The basket must add up and be checked
     * before: no other amount negative, no discount above its goods, no tax above a gross price, points worth no more than the total.
     *
     * @param earned the points the order earns in all
     * @throws IllegalArgumentException where the shares do not come to what is paid, money and points: nothing may be booked by them
     */
    public static Books of(Order.Basket basket, Payment payment, long earned) {
        Books books = new Allocation(basket, payment, earned).books();
        long captured = Math.addExact(payment.amount(), payment.pointsValue());
        if (books.total != captured) {
            throw new IllegalArgumentException("payment: " + captured + " in all (expected: " + books.total
                    + ", what the basket's units come to)");
        }
        return books;
    }

    /** What is paid for the units of {@code line}. */
    public long paid(int line) {
        long sum = 0;
        for (UnitRun run : lines.getOrDefault(line, List.of())) {
            sum += run.count() * run.paid();
        }
        return sum;
    }

    /** Everything together, as one unit. */
    public UnitRun whole() {
        UnitRun sum = shipping.times(1);
        for (List<UnitRun> runs : lines.values()) {
            for (UnitRun run : runs) {
                sum = sum.plus(run.times(run.count()));
            }
        }
        return sum;
    }

    /** The shares of units {@code from} to {@code to} of a line together, counted from 0, as one unit. */
    UnitRun units(int line, int from, int to) {
        UnitRun sum = UnitRun.NOTHING;
        int at = 0;
        for (UnitRun run : lines.getOrDefault(line, List.of())) {
            int count = Math.min(to, at + run.count()) - Math.max(from, at);
            if (count > 0) {
                sum = sum.plus(run.times(count));
            }
            at += run.count();
        }
        return sum;
    }

    /** Neighbours that are alike become one run. */
    static List<UnitRun> runs(List<UnitRun> units) {
        List<UnitRun> runs = new ArrayList<>();
        for (UnitRun unit : units) {
            UnitRun last = runs.isEmpty() ? UnitRun.NOTHING : runs.get(runs.size() - 1);
            if (!runs.isEmpty() && last.alike(unit)) {
                runs.set(runs.size() - 1, last.counting(last.count() + unit.count()));
            } else {
                runs.add(unit);
            }
        }
        return runs;
    }
}
