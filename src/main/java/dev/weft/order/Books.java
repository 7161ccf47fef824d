package dev.weft.order;

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
        lines = java.util.Collections.unmodifiableMap(copy);
    }
}
