package dev.weft.order;

/** Hears what is found when a refund is about to be booked at an ERP. Called on a lane's loop: it must be quick and never throw. */
@FunctionalInterface
public interface RefundListener {
    RefundListener NONE = (order, what) -> {};

    /**
     * The refunds of {@code order} do not agree with its books, so this one was not sent. Told again with each try.
     *
     * @param what which amount, and by how much; in minor units or points, free of personal data
     */
    void mismatch(OrderId order, String what);
}
