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
import java.util.regex.Pattern;

/**
 * Orders handed to SAP: a sales order by deep insert with our reference in {@code PurchaseOrderByCustomer}, cancelled by rejecting its
 * items, refunded by a credit memo request or, where the rules say so, a customer return. SAP keeps no reference unique by itself: whoever
 * calls asks first wherever an earlier send may have been applied.
 *
 * <p>The buyer's address is not sent: SAP knows the customer by {@code SoldToParty}.
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
        try {
            return orders.create(drafts.order(order), context);
        } catch (SapDrafts.Unfit unfit) {
            return Future.succeededFuture(AfterSend.rejected(unfit.code()));
        }
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
        boolean returned = isReturn(refund);
        return wentBack(order, erpNumber, refund, context).transform(read -> {
            if (read.failed()) {
                return Future.succeededFuture(AfterSend.notSent(read.cause(), client.name()));
            }
            try {
                return returned
                        ? returns.create(drafts.customerReturn(order, erpNumber, refund, read.result()), context)
                        : credits.create(drafts.credit(order, erpNumber, refund, read.result()), context);
            } catch (SapDrafts.Unfit unfit) {
                return Future.succeededFuture(AfterSend.rejected(unfit.code()));
            }
        });
    }

    /** By item, how many units went back before. Only read where a line has several items, because then it matters which is next. */
    private Future<Map<Integer, Integer>> wentBack(
            Order order, String erpNumber, Refund refund, RequestContext context) {
        List<ErpItem> items = ErpItem.of(order, false);
        boolean several = refund.units().keySet().stream()
                .anyMatch(line ->
                        items.stream().filter(item -> item.line() == line).count() > 1);
        Map<Integer, Integer> before = new HashMap<>();
        return several
                ? status.wentBack(isReturn(refund) ? returns : credits, isReturn(refund), erpNumber, before, context)
                        .map(read -> before)
                : Future.succeededFuture(before);
    }

    @Override
    public Future<Outcome> findRefund(Order order, String erpNumber, Refund refund, RequestContext context) {
        return (isReturn(refund) ? returns : credits).find(refund.reference(), context);
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
        return (isReturn(refund) ? returns : credits).live(refund.reference(), context);
    }

    @Override
    public Duration lag() {
        return rules.lag();
    }

    /** One reference is one document: what is more than units goes back by credit, whatever the rules say. */
    private boolean isReturn(Refund refund) {
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
