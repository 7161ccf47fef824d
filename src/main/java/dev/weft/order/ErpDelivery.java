package dev.weft.order;

import static dev.weft.order.OrderReader.followed;
import static dev.weft.order.OrderReader.nothing;
import static dev.weft.order.OrderReader.rejected;

import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.outbox.AfterSend;
import dev.weft.outbox.Delivery;
import dev.weft.outbox.Entry;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Creates, cancels and refunds orders at the ERP.
 *
 * <p>An order that its buyer cancelled before it was sent is never sent: its create entry sees {@code CANCELLING} in the record, ends, and
 * the order is cancelled with it. That is safe because a doubtful create is asked about before this decision is reached: where the ERP has
 * the order, it is confirmed, and the cancel entry behind it takes it back.
 *
 * <p>A refund that does not agree with the order's books is refused here, and never sent.
 */
final class ErpDelivery implements Delivery {
    private final OrderReader orders;
    private final OrderSink erp;
    private final RefundListener listener;

    ErpDelivery(OrderReader orders, OrderSink erp, RefundListener listener) {
        this.orders = orders;
        this.erp = erp;
        this.listener = listener;
    }

    @Override
    public Future<Outcome> send(Entry entry, RequestContext context) {
        return orders.with(
                entry, OrderReader::notSent, record -> switch (entry.what().type()) {
                    case OrderEntries.CREATE -> create(record, context);
                    case OrderEntries.CANCEL -> cancel(record, context);
                    case OrderEntries.REFUND -> refund(record, entry, context);
                    case OrderEntries.DUPLICATE -> recount(record, entry, context);
                    default -> strange(entry);
                });
    }

    @Override
    public Future<Outcome> ask(Entry entry, RequestContext context) {
        return orders.with(entry, OrderReader::unknown, record -> switch (entry.what()
                .type()) {
            case OrderEntries.CREATE ->
                erp.findOrder(record.order(), context)
                        .map(found -> followed(found, number -> new OrderEffect.Confirmed(id(record), number)));
            case OrderEntries.CANCEL -> askCancel(record, context);
            case OrderEntries.REFUND -> askRefund(record, entry, context);
            case OrderEntries.DUPLICATE -> recount(record, entry, context);
            default -> strange(entry);
        });
    }

    @Override
    public Duration lag() {
        return erp.lag();
    }

    private Future<Outcome> create(OrderRecord record, RequestContext context) {
        if (record.stage() == OrderRecord.Stage.CANCELLING) {
            return done(nothing("never sent: cancelled before", new OrderEffect.Cancelled(id(record))));
        }
        if (record.stage() == OrderRecord.Stage.CANCELLED) {
            return done(nothing("never sent: cancelled before"));
        }
        return record.person()
                .map(person -> erp.create(record.order(), person, context)
                        .map(sent -> followed(sent, number -> new OrderEffect.Confirmed(id(record), number))))
                .orElseGet(() -> done(rejected("the person was erased before the order was sent")));
    }

    private Future<Outcome> cancel(OrderRecord record, RequestContext context) {
        if (record.stage() != OrderRecord.Stage.CANCELLING) {
            return done(nothing("nothing to cancel: " + record.stage().code()));
        }
        return known(
                record,
                number -> erp.cancel(record.order(), number, context)
                        .map(sent -> sent instanceof Outcome.Rejected refused
                                ? nothing("refused: " + refused.reason(), new OrderEffect.CancelRefused(id(record)))
                                : followed(sent, result -> new OrderEffect.Cancelled(id(record)))));
    }

    private Future<Outcome> askCancel(OrderRecord record, RequestContext context) {
        return record.erpNumber()
                .map(number -> erp.findCancel(record.order(), number, context)
                        .map(found -> followed(found, result -> new OrderEffect.Cancelled(id(record)))))
                .orElseGet(() -> done(absent("it has no ERP number, so nothing was sent")));
    }

    private Future<Outcome> refund(OrderRecord record, Entry entry, RequestContext context) {
        Optional<Refund> refund = OrderReader.refund(record, entry.what());
        if (refund.isEmpty()) {
            return done(rejected("there is no such refund"));
        }
        if (refund.get().state() != Refund.State.PENDING) {
            return done(nothing("the refund is " + refund.get().state().code() + " already"));
        }
        Optional<String> mismatch = RefundLedger.mismatch(record);
        if (mismatch.isPresent()) {
            listener.mismatch(id(record), mismatch.get());
            return done(rejected("not as the books have it: " + mismatch.get()));
        }
        return known(
                record,
                number -> erp.refund(record.order(), number, refund.get(), context)
                        .map(sent -> followed(sent, document -> confirmed(record, refund.get(), document))));
    }

    private Future<Outcome> askRefund(OrderRecord record, Entry entry, RequestContext context) {
        Optional<Refund> refund = OrderReader.refund(record, entry.what());
        if (refund.isEmpty()) {
            return done(rejected("there is no such refund"));
        }
        return record.erpNumber()
                .map(number -> erp.findRefund(record.order(), number, refund.get(), context)
                        .map(found -> followed(found, document -> confirmed(record, refund.get(), document))))
                .orElseGet(() -> done(absent("it has no ERP number, so nothing was sent")));
    }

    /**
     * Nothing is sent: once an operator has taken the surplus out and let this go, what is left is counted. Where one is left, that is the
     * one from now on.
     */
    private Future<Outcome> recount(OrderRecord record, Entry entry, RequestContext context) {
        Payload payload = Payload.of(entry.what());
        Optional<Refund> refund = OrderReader.refund(record, entry.what());
        if (refund.isEmpty() && !payload.refund().isEmpty()) {
            return done(rejected("there is no such refund"));
        }
        return Documents.of(erp, record, refund, context)
                .map(documents -> {
                    if (documents.tooMany()) {
                        return rejected(documents.told());
                    }
                    return documents.live().size() == 1
                            ? new Outcome.Applied(
                                    documents.live().get(0),
                                    Optional.of(OrderEntries.counts(
                                            payload, documents.live().get(0))))
                            : nothing("none left");
                })
                .otherwise(cause -> AfterSend.notTold(cause, "erp"));
    }

    /** With the ERP's number; an order that ended without one was settled by hand, and so must this be. */
    private Future<Outcome> known(OrderRecord record, Function<String, Future<Outcome>> act) {
        return record.erpNumber().map(act).orElseGet(() -> done(rejected("the order has no ERP number")));
    }

    private static OrderEffect confirmed(OrderRecord record, Refund refund, String document) {
        return new OrderEffect.RefundConfirmed(id(record), refund.reference(), document);
    }

    private Outcome absent(String detail) {
        return new Outcome.NotApplied(Failure.of(Failure.Reason.NOT_FOUND, "weft", detail), false);
    }

    private static OrderId id(OrderRecord record) {
        return record.order().id();
    }

    private static Future<Outcome> strange(Entry entry) {
        return done(rejected("an ERP lane cannot deliver " + entry.what().type()));
    }

    private static Future<Outcome> done(Outcome outcome) {
        return Future.succeededFuture(outcome);
    }
}
