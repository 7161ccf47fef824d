package dev.weft.backend.sap;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.JsonReader;
import dev.weft.backend.odata.ODataFilter;
import dev.weft.backend.odata.ODataQuery;
import dev.weft.backend.odata.ODataRows;
import dev.weft.backend.odata.ODataTime;
import dev.weft.customer.OrderSummary;
import dev.weft.customer.Orders;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Shopper;
import dev.weft.kernel.Ticker;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A customer's latest sales orders from SAP, newest first. One read per shopper; several shoppers are asked at once. A customer without
 * orders has an empty list, and so has one SAP does not know, since it does not tell them apart. Totals are SAP's net amounts.
 */
public final class SapOrders implements Orders {
    private static final int LATEST = 10;
    private static final int MAX_CUSTOMER = 10;

    private static final ODataQuery QUERY = ODataQuery.of("/sap/opu/odata/sap/API_SALES_ORDER_SRV", "A_SalesOrder")
            .select(
                    "SalesOrder",
                    "SoldToParty",
                    "PurchaseOrderByCustomer",
                    "CreationDate",
                    "TotalNetAmount",
                    "TransactionCurrency",
                    "OverallSDProcessStatus",
                    "OverallTotalDeliveryStatus",
                    "OverallSDDocumentRejectionSts",
                    "to_Item/SalesOrderItem")
            .expand("to_Item")
            .orderBy("CreationDate desc", "SalesOrder desc")
            .top(LATEST);

    private final BackendClient client;
    private final SapSettings settings;
    private final Ticker ticker;

    public SapOrders(BackendClient client, SapSettings settings, Ticker ticker) {
        this.client = client;
        this.settings = settings;
        this.ticker = ticker;
    }

    @Override
    public Future<Map<Shopper, Aged<List<OrderSummary>>>> fetch(
            Set<Shopper> keys, Market market, RequestContext context) {
        if (!settings.sites().containsKey(market.site())) {
            return Future.failedFuture(Asked.notServed(client.name(), market).asException());
        }
        Map<Shopper, List<OrderSummary>> found = new HashMap<>();
        List<Future<Void>> reads = new ArrayList<>(keys.size());
        for (Shopper shopper : keys) {
            String customer = settings.customer().theirs(shopper.customerId());
            if (!customer.isEmpty() && customer.length() <= MAX_CUSTOMER) {
                List<OrderSummary> orders = new ArrayList<>(LATEST);
                found.put(shopper, orders);
                reads.add(read(customer, orders, context));
            }
        }
        return Future.all(reads).map(done -> aged(found));
    }

    private Future<Void> read(String customer, List<OrderSummary> orders, RequestContext context) {
        ODataRows.Row row = in -> order(in, customer, orders);
        return ODataRows.each(client, "orders", QUERY.filter(ODataFilter.eq("SoldToParty", customer)), row, context);
    }

    private Map<Shopper, Aged<List<OrderSummary>>> aged(Map<Shopper, List<OrderSummary>> found) {
        long now = ticker.nanos();
        Map<Shopper, Aged<List<OrderSummary>>> answer = new HashMap<>(found.size() * 2);
        found.forEach((shopper, orders) -> answer.put(shopper, Aged.fresh(List.copyOf(orders), now)));
        return answer;
    }

    private static void order(JsonReader in, String customer, List<OrderSummary> orders) throws IOException {
        OrderRow row = new OrderRow();
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "SalesOrder" -> row.number = in.text();
                case "SoldToParty" -> row.customer = in.text();
                case "PurchaseOrderByCustomer" -> row.reference = in.textOrEmpty();
                case "CreationDate" -> row.placedAt = ODataTime.instant(in);
                case "TotalNetAmount" -> row.total = in.decimal();
                case "TransactionCurrency" -> row.currency = in.text();
                case "OverallSDProcessStatus" -> row.process = in.textOrEmpty();
                case "OverallTotalDeliveryStatus" -> row.delivery = in.textOrEmpty();
                case "OverallSDDocumentRejectionSts" -> row.rejection = in.textOrEmpty();
                case "to_Item" -> row.readItems(in);
                default -> in.skip();
            }
        }
        // Somebody else's order must never be shown, whatever the filter was understood to be.
        if (row.customer.equals(customer)) {
            orders.add(row.finish(in));
        }
    }
}
