package dev.weft.order;

import dev.weft.kernel.RequestContext;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Port: the ERP that fulfils orders. Every effect carries a reference of ours by which it can be asked for afterwards. No method repeats an
 * effect by itself. Outcomes by the rules of {@link Outcome}; the {@code effect} in them is left empty (the caller knows what follows),
 * {@code result} is the ERP's document number.
 */
public interface OrderSink {
    /**
     * What becomes of a refund that would be a credit of nothing: no ERP books one, so none is asked to. It is done, without a call. Units
     * that the ERP takes back as goods are told all the same.
     */
    Outcome NOTHING_TO_BOOK = new Outcome.Applied("nothing to book", Optional.empty());

    /** Creates the order under the reference {@link Order#id()}. */
    Future<Outcome> create(Order order, Person person, RequestContext context);

    /** Is there an order with this reference? Applied with its number, NotApplied where there is none, Uncertain where it cannot be told. */
    Future<Outcome> findOrder(Order order, RequestContext context);

    /** Cancels an order that is there. Rejected where it is too late. Applied also where it was cancelled already. */
    Future<Outcome> cancel(Order order, String erpNumber, RequestContext context);

    /** Is it cancelled? */
    Future<Outcome> findCancel(Order order, String erpNumber, RequestContext context);

    /**
     * Books a refund (credit memo request, or customer return where units come back) under {@link Refund#reference()};
     * {@link #NOTHING_TO_BOOK} where it would be a credit of nothing.
     */
    Future<Outcome> refund(Order order, String erpNumber, Refund refund, RequestContext context);

    Future<Outcome> findRefund(Order order, String erpNumber, Refund refund, RequestContext context);

    /** What the ERP says of an order now; empty where it does not know it. Fails with {@code Failed} where it cannot be asked. */
    Future<Optional<Fulfilment>> status(Order order, String erpNumber, RequestContext context);

    /** The numbers of all orders under our reference that are not cancelled. Fails where the ERP cannot be asked. */
    Future<List<String>> liveOrders(Order order, RequestContext context);

    /** The same of a refund's documents; where the ERP does not tell which were taken back, of all of them. */
    Future<List<String>> liveRefunds(Order order, Refund refund, RequestContext context);

    /** How long after a send the ERP may still apply it, or not yet find it: longest processing plus search lag. */
    Duration lag();
}
