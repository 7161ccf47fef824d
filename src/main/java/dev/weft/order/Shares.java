package dev.weft.order;

import java.util.ArrayList;
import java.util.List;

/**
 * An amount shared out over items in proportion to theirs, to the last unit, by {@link LargestRemainder};
 * evenly where theirs are nothing.
 *
 * <p>Which of a line's units go back is settled by whoever made the refund; here only their sum is known. Units of one line differ by a
 * minor unit at most, so an item is off by no more than that, and the sum never is.
 */
final class Shares {
    private Shares() {}

    static List<ErpItem> of(List<ErpItem> items, long amount) {
        long[] weights = items.stream().mapToLong(ErpItem::amount).toArray();
        long[] shares = LargestRemainder.of(amount, weights);
        List<ErpItem> shared = new ArrayList<>(items.size());
        for (int i = 0; i < shares.length; i++) {
            shared.add(items.get(i).withAmount(shares[i]));
        }
        return shared;
    }
}
