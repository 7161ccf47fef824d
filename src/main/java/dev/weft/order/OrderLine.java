package dev.weft.order;

import dev.weft.kernel.Sku;

/**
 * One line of an order. All amounts are minor units of the order's currency.
 *
 * @param number from 1, unique in the order
 * @param quantity whole units, at least 1
 * @param unitPrice what one unit costs before discounts; with tax where the order's prices include it
 * @param discount taken off the whole line, not negative
 * @param tax of the whole line after all discounts
 */
public record OrderLine(int number, Sku sku, int quantity, long unitPrice, long discount, long tax) {
    /** Price of all units after the line's own discount. */
    public long goods() {
        return Math.subtractExact(Math.multiplyExact(unitPrice, quantity), discount);
    }
}
