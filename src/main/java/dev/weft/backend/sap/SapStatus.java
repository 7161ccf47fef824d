package dev.weft.backend.sap;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.JsonReader;
import dev.weft.backend.odata.ODataFilter;
import dev.weft.backend.odata.ODataQuery;
import dev.weft.backend.odata.ODataRows;
import dev.weft.kernel.RequestContext;
import dev.weft.order.Fulfilment;
import dev.weft.order.OrderRecord;
import io.vertx.core.Future;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How far a sales order is, by its overall statuses (A not yet, B partly, C completely), and the deliveries made of it. */
final class SapStatus {
    private static final String COMPLETE = "C";
    private static final String PARTLY = "B";
    private static final String DELIVERIES = "/sap/opu/odata/sap/API_OUTBOUND_DELIVERY_SRV";

    private final BackendClient client;
    private final SapDocuments orders;

    SapStatus(BackendClient client, SapDocuments orders) {
        this.client = client;
        this.orders = orders;
    }

    /** Empty where SAP does not know the number. */
    Future<Optional<Fulfilment>> of(String number, RequestContext context) {
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
                    ? shipments(number, context)
                            .map(shipments -> Optional.of(new Fulfilment(statuses.stage(), shipments)))
                    : Future.succeededFuture(Optional.of(new Fulfilment(statuses.stage(), List.of())));
        });
    }

    private Future<List<Fulfilment.Shipment>> shipments(String number, RequestContext context) {
        Set<String> deliveries = new LinkedHashSet<>();
        ODataQuery query = ODataQuery.of(DELIVERIES, "A_OutbDeliveryItem")
                .select("DeliveryDocument", "GoodsMovementStatus")
                .filter(ODataFilter.eq("ReferenceSDDocument", number));
        return ODataRows.each(client, "deliveries", query, in -> delivery(in, deliveries), context)
                .map(read -> {
                    List<Fulfilment.Shipment> shipments = new ArrayList<>();
                    deliveries.forEach(it -> shipments.add(new Fulfilment.Shipment(it, Optional.empty())));
                    return shipments;
                });
    }

    /** Only what has left counts as a shipment. */
    private static void delivery(JsonReader in, Set<String> deliveries) throws IOException {
        String document = "";
        String moved = "";
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "DeliveryDocument" -> document = in.text();
                case "GoodsMovementStatus" -> moved = in.textOrEmpty();
                default -> in.skip();
            }
        }
        if (moved.equals(COMPLETE) && !document.isEmpty()) {
            deliveries.add(document);
        }
    }

    /** Adds up, by position in the order, the units of all documents that refer to it. */
    Future<Void> wentBack(
            SapDocuments refunds,
            boolean returned,
            String number,
            Map<Integer, Integer> units,
            RequestContext context) {
        ODataQuery query = refunds.query(returned ? "A_CustomerReturnItem" : "A_CreditMemoRequestItem")
                .select("ReferenceSDDocumentItem", "RequestedQuantity")
                .filter(ODataFilter.eq("ReferenceSDDocument", number));
        return refunds.rows(query, in -> back(in, units), context);
    }

    private static void back(JsonReader in, Map<Integer, Integer> units) throws IOException {
        String item = "";
        BigDecimal quantity = BigDecimal.ZERO;
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "ReferenceSDDocumentItem" -> item = in.textOrEmpty();
                case "RequestedQuantity" -> quantity = in.decimal();
                default -> in.skip();
            }
        }
        if (item.matches("[0-9]{1,6}") && Integer.parseInt(item) > 0) {
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
