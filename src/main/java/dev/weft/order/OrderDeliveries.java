package dev.weft.order;

import dev.weft.outbox.Delivery;
import dev.weft.outbox.Recount;

/** What the lanes of orders deliver: one {@link Delivery} per kind of backend, each reading the order as it is when its turn comes. */
public final class OrderDeliveries {
    private OrderDeliveries() {}

    /** Creates, cancels and refunds at an ERP. */
    public static Delivery erp(OrderStore orders, OrderSink erp, RefundListener listener) {
        return new ErpDelivery(new OrderReader(orders), erp, listener);
    }

    /** Counts what an ERP has of that. */
    public static Recount recount(OrderStore orders, OrderSink erp) {
        return new ErpRecount(orders, erp);
    }

    /** Redeems, earns and reverses points. */
    public static Delivery loyalty(OrderStore orders, PointsSink ledger, PointsListener listener) {
        return new PointsDelivery(new OrderReader(orders), ledger, listener);
    }

    /** Tells commerce that the ERP has an order. */
    public static Delivery commerce(OrderStore orders, ExportSink commerce) {
        return new ExportDelivery(new OrderReader(orders), commerce);
    }
}
