package dev.weft.order;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An amount shared out over items in proportion to theirs, to the last unit: each gets the whole part of its share, and what is left goes
 * one by one to those with the largest remainders, the first of equals first.
 *
 * <p>Which of a line's units go back is settled by whoever made the refund; here only their sum is known. Units of one line differ by a
 * minor unit at most, so an item is off by no more than that, and the sum never is.
 */
final class Shares {
    private Shares() {}

    static List<ErpItem> of(List<ErpItem> items, long amount) {
        long weight = items.stream().mapToLong(ErpItem::amount).sum();
        if (items.isEmpty() || weight == 0) {
            return items;
        }
        long[] shares = new long[items.size()];
        long[] remainders = new long[items.size()];
        long left = amount;
        for (int i = 0; i < shares.length; i++) {
            long scaled = Math.multiplyExact(amount, items.get(i).amount());
            shares[i] = scaled / weight;
            remainders[i] = scaled % weight;
            left -= shares[i];
        }
        List<Integer> order = IntStream.range(0, shares.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> -remainders[i]))
                .toList();
        for (int i = 0; i < left; i++) {
            shares[order.get(i)]++;
        }
        List<ErpItem> shared = new ArrayList<>(items.size());
        for (int i = 0; i < shares.length; i++) {
            shared.add(items.get(i).withAmount(shares[i]));
        }
        return shared;
    }
}
