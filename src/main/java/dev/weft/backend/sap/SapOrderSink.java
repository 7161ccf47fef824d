package dev.weft.backend.sap;

import dev.weft.backend.client.BackendClient;
import dev.weft.kernel.RequestContext;
import dev.weft.order.ErpItem;
import dev.weft.order.Fulfilment;
import dev.weft.order.Order;
import dev.weft.order.OrderRecord;
import dev.weft.order.OrderSink;
import dev.weft.order.Person;
import dev.weft.order.Refund;
import dev.weft.outbox.AfterSend;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Orders handed to SAP: a sales order by deep insert with our reference in {@code PurchaseOrderByCustomer}, cancelled by rejecting its
 * items, refunded by a credit memo request or, where the rules say so and something of the order has left, a customer return. SAP keeps no
 * reference unique by itself: whoever calls asks first wherever an earlier send may have been applied.
 *
 * <p>A refund that is worth nothing is no credit: SAP hears of it only where its units come back as a return.
 *
 * <p>SAP knows the customer by {@code SoldToParty}; where the goods go is told as the ship-to party's address in the document.
 */
public final class SapOrderSink implements OrderSink {
    private static final Pattern NUMBER = Pattern.compile("[0-9A-Z]{1,10}");

    private final BackendClient client;
    private final SapOrderRules rules;
    private final SapDrafts drafts;
    private final SapDocuments orders;
    private final SapDocuments credits;
    private final SapDocuments returns;
    private final SapCancel cancel;
    private final SapStatus status;

    public SapOrderSink(BackendClient client, SapSettings settings, SapOrderRules rules) {
        this.client = client;
        this.rules = rules;
        this.drafts = new SapDrafts(client.name(), settings, rules);
        this.orders = new SapDocuments(client, "API_SALES_ORDER_SRV", "A_SalesOrder", "order");
        this.credits = new SapDocuments(client, "API_CREDIT_MEMO_REQUEST_SRV", "A_CreditMemoRequest", "credit");
        this.returns = new SapDocuments(client, "API_CUSTOMER_RETURN_SRV", "A_CustomerReturn", "return");
        this.cancel = new SapCancel(client.name(), orders, rules.documents().rejectionReason());
        this.status = new SapStatus(client, orders);
    }

    @Override
    public Future<Outcome> create(Order order, Person person, RequestContext context) {
        return drafted(() -> drafts.order(order, person), document -> orders.create(document, context));
    }

    /** What cannot be told in SAP's words is refused for good; a mistake of ours in making the document means that nothing was sent. */
    private <D> Future<Outcome> drafted(Supplier<D> draft, Function<D, Future<Outcome>> send) {
        D document;
        try {
            document = draft.get();
        } catch (SapDrafts.Unfit unfit) {
            return Future.succeededFuture(AfterSend.rejected(unfit.code()));
        } catch (RuntimeException mistake) {
            return Future.succeededFuture(AfterSend.notSent(mistake, client.name()));
        }
        return send.apply(document);
    }

    @Override
    public Future<Outcome> findOrder(Order order, RequestContext context) {
        return orders.find(order.id().value(), context);
    }

    @Override
    public Future<Outcome> cancel(Order order, String erpNumber, RequestContext context) {
        return isNumber(erpNumber)
                ? cancel.cancel(erpNumber, context)
                : Future.succeededFuture(AfterSend.rejected("no_sap_number"));
    }

    @Override
    public Future<Outcome> findCancel(Order order, String erpNumber, RequestContext context) {
        return status(order, erpNumber, context)
                .map(found -> found.filter(it -> it.stage() == OrderRecord.Stage.CANCELLED)
                        .map(it -> AfterSend.applied(erpNumber))
                        .orElseGet(() -> AfterSend.absent(client.name())))
                .otherwise(cause -> AfterSend.notTold(cause, client.name()));
    }

    @Override
    public Future<Outcome> refund(Order order, String erpNumber, Refund refund, RequestContext context) {
        if (!isNumber(erpNumber)) {
            return Future.succeededFuture(AfterSend.rejected("no_sap_number"));
        }
        if (refund.worthNothing() && !mayReturn(refund)) {
            return Future.succeededFuture(NOTHING_TO_BOOK);
        }
        return Future.<Void>succeededFuture()
                .compose(v -> left(order, erpNumber, refund, context))
                .compose(left -> wentBack(order, erpNumber, refund, context).map(before -> new Before(left, before)))
                .transform(read -> read.failed()
                        ? Future.succeededFuture(AfterSend.notSent(read.cause(), client.name()))
                        : book(order, erpNumber, refund, read.result(), context));
    }

    /**
     * What a refund is booked after.
     *
     * @param left whether any of it has left
     * @param units by item, how many went back
     */
    private record Before(boolean left, Map<Integer, Integer> units) {}

    /** What has not left cannot come back: then it is a credit, whatever the rules say. Only asked where it matters. */
    private Future<Boolean> left(Order order, String erpNumber, Refund refund, RequestContext context) {
        return mayReturn(refund)
                ? status.of(order, erpNumber, context)
                        .map(found -> found.filter(it -> it.stage() == OrderRecord.Stage.SHIPPED
                                        || !it.shipments().isEmpty())
                                .isPresent())
                : Future.succeededFuture(false);
    }

    private Future<Outcome> book(Order order, String erpNumber, Refund refund, Before before, RequestContext context) {
        return before.left()
                ? drafted(
                        () -> drafts.customerReturn(order, erpNumber, refund, before.units()),
                        document -> returns.create(document, context))
                : drafted(
                        () -> drafts.credit(order, erpNumber, refund, before.units()),
                        credit -> credit.map(document -> credits.create(document, context))
                                .orElseGet(() -> Future.succeededFuture(NOTHING_TO_BOOK)));
    }

    /** By item, how many units went back before. Only read where a line has several items, because then it matters which is next. */
    private Future<Map<Integer, Integer>> wentBack(
            Order order, String erpNumber, Refund refund, RequestContext context) {
        List<ErpItem> items = ErpItem.of(order, false);
        boolean several = refund.units().keySet().stream()
                .anyMatch(line ->
                        items.stream().filter(item -> item.line() == line).count() > 1);
        if (!several) {
            return Future.succeededFuture(Map.of());
        }
        Map<Integer, Integer> before = new HashMap<>();
        Future<Void> credited = status.wentBack(credits, false, erpNumber, before, context);
        return (mayReturn(refund)
                        ? credited.compose(v -> status.wentBack(returns, true, erpNumber, before, context))
                        : credited)
                .map(read -> before);
    }

    @Override
    public Future<Outcome> findRefund(Order order, String erpNumber, Refund refund, RequestContext context) {
        Future<Outcome> credit = credits.find(refund.reference(), context);
        return mayReturn(refund)
                ? credit.compose(found -> found instanceof Outcome.NotApplied
                        ? returns.find(refund.reference(), context)
                        : Future.succeededFuture(found))
                : credit;
    }

    @Override
    public Future<Optional<Fulfilment>> status(Order order, String erpNumber, RequestContext context) {
        return isNumber(erpNumber) ? status.of(order, erpNumber, context) : Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<List<String>> liveOrders(Order order, RequestContext context) {
        return orders.live(order.id().value(), context);
    }

    @Override
    public Future<List<String>> liveRefunds(Order order, Refund refund, RequestContext context) {
        Future<List<String>> live = credits.live(refund.reference(), context);
        return mayReturn(refund)
                ? live.compose(credited -> returns.live(refund.reference(), context)
                        .map(returned -> Stream.concat(credited.stream(), returned.stream())
                                .toList()))
                : live;
    }

    @Override
    public Duration lag() {
        return rules.lag();
    }

    /** One reference is one document: what is more than units goes back by credit, whatever the rules say. */
    private boolean mayReturn(Refund refund) {
        return rules.documents().unitsReturn()
                && !refund.units().isEmpty()
                && !refund.shipping()
                && refund.adjustment() == 0;
    }

    /** A number is put into addresses, so it must look like one. */
    private static boolean isNumber(String erpNumber) {
        return NUMBER.matcher(erpNumber).matches();
    }
}
