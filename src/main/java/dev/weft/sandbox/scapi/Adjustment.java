package dev.weft.sandbox.scapi;

import java.math.BigDecimal;

/**
 * A price adjustment somebody set by hand or a gateway set.
 *
 * @param level product, shipping or order
 * @param itemId which item or shipment it is for; empty for the order
 * @param kind percentage, amount or fixed_price; a fixed price is per unit
 * @param promotionId chosen by whoever set it, or made up; never that of a promotion
 */
record Adjustment(
        String id,
        String level,
        String itemId,
        String kind,
        BigDecimal value,
        String text,
        String reasonCode,
        String promotionId) {

    static final String ORDER = "order";
    static final String PRODUCT = "product";
    static final String SHIPPING = "shipping";

    Adjustment withValue(String changedKind, BigDecimal changed, String changedText, String changedReason) {
        return new Adjustment(id, level, itemId, changedKind, changed, changedText, changedReason, promotionId);
    }

    /** What is added to {@code amount} in minor units, which is for {@code quantity} units; a fixed price may raise it. */
    long on(long amount, int quantity, int digits) {
        long minor = value.movePointRight(digits).longValue();
        return switch (kind) {
            case "percentage" ->
                -Math.min(amount, amount * value.movePointRight(2).longValue() / 10_000);
            case "fixed_price" -> minor * quantity - amount;
            default -> -Math.min(amount, minor);
        };
    }
}
