package dev.weft.order;

import java.util.List;
import java.util.Map;

/**
 * What an ERP's document of a refund says, in minor units, none of it negative: its sum is what the refund gives back, money and points'
 * value, whatever its parts were stored with.
 *
 * <p>They differ where less was left of the capture than the parts were paid with, after an amount without units. The adjustment is as it
 * was asked for; the rest stands on units and shipping as they were stored, or in proportion to that where it does not suffice. Without tax,
 * the adjustment leaves out the tax of the order in proportion, within what the refund's own tax allows, and the rest leaves out the rest of
 * it.
 *
 * @param items the units that go back, by the order's items
 * @param shipping what goes back for the shipping
 * @param adjustment what goes back without units
 */
public record RefundDocument(List<ErpItem> items, long shipping, long adjustment) {
    public RefundDocument {
        items = List.copyOf(items);
    }

    /**
     * The document of {@code refund}.
     *
     * @param before by position, how many units went back already
     * @param net true for amounts without tax
     */
    public static RefundDocument of(Order order, Refund refund, Map<Integer, Integer> before, boolean net) {
        List<ErpItem> back = ErpItem.back(ErpItem.of(order, net), refund.units(), before);
        long all = refund.money() + refund.pointsValue();
        boolean alone = refund.units().isEmpty() && !refund.shipping();
        long adjustment = alone ? all : Math.min(refund.adjustment(), all);
        long rest = all - adjustment;
        if (net) {
            long tax = taxInside(order.books(), adjustment, refund.tax(), rest);
            adjustment -= tax;
            rest -= refund.tax() - tax;
        }
        long shipping = refund.shipping() ? shipping(order.books(), refund, back, rest, net) : 0;
        return new RefundDocument(Shares.of(back, rest - shipping), shipping, adjustment);
    }

    /** The adjustment's part of {@code tax}: no more than itself, and no less than what {@code rest} cannot carry. */
    private static long taxInside(Books books, long adjustment, long tax, long rest) {
        long asked = LargestRemainder.proRata(books.whole().tax(), adjustment, books.total());
        return Math.max(tax - rest, Math.min(Math.min(tax, adjustment), asked));
    }

    private static long shipping(Books books, Refund refund, List<ErpItem> back, long rest, boolean net) {
        if (back.isEmpty()) {
            return rest;
        }
        long stored = books.shipping().amount(net);
        long least = 0;
        for (Map.Entry<Integer, Integer> line : refund.units().entrySet()) {
            least += least(books.lines().getOrDefault(line.getKey(), List.of()), line.getValue(), net);
        }
        if (rest >= stored + least) {
            return stored;
        }
        long goods = back.stream().mapToLong(ErpItem::amount).sum();
        return LargestRemainder.of(rest, new long[] {stored, goods})[0];
    }

    /** The least that so many units of a line, one after the other, were stored with: which ones they are is not known here. */
    private static long least(List<UnitRun> runs, int count, boolean net) {
        int units = runs.stream().mapToInt(UnitRun::count).sum();
        long least = Long.MAX_VALUE;
        for (int from = 0; from + count <= units; from++) {
            least = Math.min(least, ErpItem.amount(runs, from, count, net));
        }
        return least == Long.MAX_VALUE ? 0 : least;
    }

    /** False where the order's items have not as many units left as {@code refund} gives back. */
    public boolean covers(Refund refund) {
        return items.stream().mapToInt(ErpItem::quantity).sum()
                == refund.units().values().stream().mapToInt(Integer::intValue).sum();
    }
}
