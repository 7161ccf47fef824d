package dev.weft.order;

import dev.weft.outbox.Effect;

/** What changes on an order when one of its entries ends, in the entry's own transaction. */
public sealed interface OrderEffect extends Effect {
    OrderId order();

    /**
     * The ERP has it, under this number; its stock is in the ERP's own books from now on. An order being cancelled stays so, with its
     * number: its cancellation is the next to be sent.
     */
    record Confirmed(OrderId order, String erpNumber) implements OrderEffect {}

    /** The ERP took it back, or never got it; what was reserved and not yet in the ERP's books is free again. */
    record Cancelled(OrderId order) implements OrderEffect {}

    /** The ERP would not take it back any more: it goes on as it was. */
    record CancelRefused(OrderId order) implements OrderEffect {}

    /** The ERP booked a refund under this number. */
    record RefundConfirmed(OrderId order, String reference, String document) implements OrderEffect {}

    /** The ERP will never book this refund: its units and amounts may be refunded again. */
    record RefundFailed(OrderId order, String reference) implements OrderEffect {}

    /** The loyalty ledger booked points; the journal is what a reversal names. */
    record PointsBooked(OrderId order, String reference, String journalId) implements OrderEffect {}
}
