package dev.weft.sandbox.scapi;

import java.util.List;

/**
 * What Salesforce's specification refuses of price adjustments: two fixed prices for one item or shipment, one for the whole order, a
 * promotion's id twice, or a system promotion's, more than a hundred, and more than the agent may take off.
 */
final class AdjustmentRules {
    private static final int MOST = 100;

    /** What an agent may take off an item, as merchants limit it for a role. */
    private static final int MOST_PERCENT = 90;

    private AdjustmentRules() {}

    static void check(Basket basket, Adjustment added) {
        List<Adjustment> there = basket.checkout().adjustments();
        if (there.size() >= MOST) {
            throw Problems.refusal("A basket has at most " + MOST + " price adjustments.");
        }
        boolean fixed = added.kind().equals("fixed_price");
        if (fixed && added.level().equals(Adjustment.ORDER)) {
            throw Problems.refusal("A fixed price cannot be set for an order.");
        }
        if (fixed && there.stream().anyMatch(it -> it.kind().equals("fixed_price") && isOfTheSame(it, added))) {
            throw Problems.refusal("A fixed price was set already at this level.");
        }
        boolean promotion = List.of(Coupon.Code.values()).stream()
                .anyMatch(code -> code.promotionId().equals(added.promotionId()));
        if (promotion || there.stream().anyMatch(it -> it.promotionId().equals(added.promotionId()))) {
            throw Problems.refusal("The promotion '" + added.promotionId() + "' is used already.");
        }
    }

    private static boolean isOfTheSame(Adjustment one, Adjustment other) {
        return one.level().equals(other.level()) && one.itemId().equals(other.itemId());
    }

    /** The basket, where its adjustments are within an agent's limit. */
    static Basket within(Basket basket, Totals totals) {
        for (Totals.Line line : totals.lines()) {
            boolean set = basket.checkout().adjustments().stream()
                    .anyMatch(it -> it.level().equals(Adjustment.PRODUCT)
                            && it.itemId().equals(line.item().id()));
            if (set && line.price() - line.afterItem() > line.price() * MOST_PERCENT / 100) {
                throw Problems.refusal(
                        "price-adjustment-limit-exceeded",
                        "Price Adjustment Limit Exceeded",
                        "An agent may take at most " + MOST_PERCENT + " % off an item.");
            }
        }
        return basket;
    }
}
