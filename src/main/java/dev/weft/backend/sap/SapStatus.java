package dev.weft.backend.sap;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.JsonReader;
import dev.weft.backend.odata.ODataFilter;
import dev.weft.backend.odata.ODataQuery;
import dev.weft.backend.odata.ODataRows;
import dev.weft.kernel.RequestContext;
import dev.weft.order.ErpItem;
import dev.weft.order.Fulfilment;
import dev.weft.order.Order;
import dev.weft.order.OrderRecord;
import io.vertx.core.Future;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far a sales order is, by its overall statuses (A not yet, B partly, C completely), and the deliveries made of it. */
final class SapStatus {
    private static final String COMPLETE = "C";
    private static final String PARTLY = "B";
    private static final int MOST_TRACKED = 20;
    private static final String DELIVERIES = "/sap/opu/odata/sap/API_OUTBOUND_DELIVERY_SRV";

    private final BackendClient client;
    private final SapDocuments orders;

    SapStatus(BackendClient client, SapDocuments orders) {
        this.client = client;
        this.orders = orders;
    }

    /** Empty where SAP does not know the number. */
    Future<Optional<Fulfilment>> of(Order order, String number, RequestContext context) {
        Statuses statuses = new Statuses();
        ODataQuery query = orders.query("A_SalesOrder('" + number + "')")
                .select(
                        "SalesOrder",
                        "OverallSDProcessStatus",
                        "OverallTotalDeliveryStatus",
                        "OverallSDDocumentRejectionSts");
        return orders.one(query, statuses::read, context).compose(known -> {
            if (!known) {
                return Future.succeededFuture(Optional.empty());
            }
            return statuses.anythingLeft()
                    ? shipments(order, number, context)
                            .map(shipments -> Optional.of(new Fulfilment(statuses.stage(), shipments)))
                    : Future.succeededFuture(Optional.of(new Fulfilment(statuses.stage(), List.of())));
        });
    }

    private Future<List<Fulfilment.Shipment>> shipments(Order order, String number, RequestContext context) {
        Map<Integer, Integer> lines = new HashMap<>();
        ErpItem.of(order, false).forEach(item -> lines.put(item.position(), item.line()));
        Map<String, Map<Integer, Integer>> deliveries = new LinkedHashMap<>();
        ODataQuery query = ODataQuery.of(DELIVERIES, "A_OutbDeliveryItem")
                .select("DeliveryDocument", "GoodsMovementStatus", "ReferenceSDDocumentItem", "ActualDeliveryQuantity")
                .filter(ODataFilter.eq("ReferenceSDDocument", number));
        return ODataRows.each(client, "deliveries", query, in -> delivery(in, lines, deliveries), context)
                .compose(read -> bills(deliveries.keySet(), context))
                .map(bills -> deliveries.entrySet().stream()
                        .map(it -> new Fulfilment.Shipment(
                                it.getKey(), Optional.ofNullable(bills.get(it.getKey())), it.getValue()))
                        .toList());
    }

    /** By delivery, what its carrier calls it. Not every user may read these: then they are not known. */
    private Future<Map<String, String>> bills(Set<String> deliveries, RequestContext context) {
        Map<String, String> bills = new HashMap<>();
        if (deliveries.isEmpty()) {
            return Future.succeededFuture(bills);
        }
        List<String> some = deliveries.stream().limit(MOST_TRACKED).toList();
        ODataQuery query = ODataQuery.of(DELIVERIES, "A_OutbDeliveryHeader")
                .select("DeliveryDocument", "BillOfLading")
                .filter(ODataFilter.anyOf("DeliveryDocument", some));
        return ODataRows.each(client, "deliveries", query, in -> bill(in, bills), context)
                .map(read -> bills)
                .otherwise(Map.of());
    }

    private static void bill(JsonReader in, Map<String, String> bills) throws IOException {
        String document = "";
        String bill = "";
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "DeliveryDocument" -> document = in.text();
                case "BillOfLading" -> bill = in.textOrEmpty();
                default -> in.skip();
            }
        }
        if (!bill.isBlank()) {
            bills.put(document, bill);
        }
    }

    /** Only what has left counts as a shipment. */
    private static void delivery(
            JsonReader in, Map<Integer, Integer> lines, Map<String, Map<Integer, Integer>> deliveries)
            throws IOException {
        String document = "";
        String moved = "";
        String item = "";
        BigDecimal quantity = BigDecimal.ZERO;
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "DeliveryDocument" -> document = in.text();
                case "GoodsMovementStatus" -> moved = in.textOrEmpty();
                case "ReferenceSDDocumentItem" -> item = in.textOrEmpty();
                case "ActualDeliveryQuantity" -> quantity = in.decimal();
                default -> in.skip();
            }
        }
        if (moved.equals(COMPLETE) && !document.isEmpty()) {
            Map<Integer, Integer> units = deliveries.computeIfAbsent(document, none -> new TreeMap<>());
            @Nullable Integer line = item.matches("[0-9]{1,6}") ? lines.get(Integer.parseInt(item) / 10) : null;
            if (line != null) {
                units.merge(line, quantity.intValue(), Integer::sum);
            }
        }
    }

    /** Adds up, by position in the order, the units of all documents that refer to it; what is rejected of them gives nothing back. */
    Future<Void> wentBack(
            SapDocuments refunds,
            boolean returned,
            String number,
            Map<Integer, Integer> units,
            RequestContext context) {
        ODataQuery query = refunds.query(returned ? "A_CustomerReturnItem" : "A_CreditMemoRequestItem")
                .select("ReferenceSDDocumentItem", "RequestedQuantity", "SalesDocumentRjcnReason")
                .filter(ODataFilter.eq("ReferenceSDDocument", number));
        return refunds.rows(query, in -> back(in, units), context);
    }

    private static void back(JsonReader in, Map<Integer, Integer> units) throws IOException {
        String item = "";
        String rejection = "";
        BigDecimal quantity = BigDecimal.ZERO;
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "ReferenceSDDocumentItem" -> item = in.textOrEmpty();
                case "RequestedQuantity" -> quantity = in.decimal();
                case "SalesDocumentRjcnReason" -> rejection = in.textOrEmpty();
                default -> in.skip();
            }
        }
        if (rejection.isEmpty() && item.matches("[0-9]{1,6}") && Integer.parseInt(item) > 0) {
            units.merge(Integer.parseInt(item) / 10, quantity.intValue(), Integer::sum);
        }
    }

    /** The overall statuses of one order, as they come. */
    private static final class Statuses {
        private String process = "";
        private String delivery = "";
        private String rejection = "";

        void read(String name, JsonReader in) throws IOException {
            switch (name) {
                case "OverallSDProcessStatus" -> process = in.textOrEmpty();
                case "OverallTotalDeliveryStatus" -> delivery = in.textOrEmpty();
                case "OverallSDDocumentRejectionSts" -> rejection = in.textOrEmpty();
                default -> in.skip();
            }
        }

        boolean anythingLeft() {
            return delivery.equals(COMPLETE) || delivery.equals(PARTLY);
        }

        OrderRecord.Stage stage() {
            if (rejection.equals(COMPLETE)) {
                return OrderRecord.Stage.CANCELLED;
            }
            if (delivery.equals(COMPLETE)) {
                return OrderRecord.Stage.SHIPPED;
            }
            boolean begun = delivery.equals(PARTLY) || process.equals(PARTLY) || process.equals(COMPLETE);
            return begun ? OrderRecord.Stage.PICKING : OrderRecord.Stage.CONFIRMED;
        }
    }
}
