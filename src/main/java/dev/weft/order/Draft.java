package dev.weft.order;

/**
 * An order as a storefront wants it, read and well-formed, but not yet judged.
 *
 * @param total what the buyer was told they pay in all, money and points
 */
public record Draft(Order.Basket basket, Payment payment, Person person, Order.Origin origin, long total) {
    /** Without the person, so that it may be logged. */
    @Override
    public String toString() {
        return "Draft[" + basket.lines().size() + " lines]";
    }
}
