package dev.weft.http.scapi.weave;

import dev.weft.http.scapi.json.Edits;
import dev.weft.http.scapi.json.Item;
import dev.weft.http.scapi.json.Shape;
import dev.weft.order.CommerceNews;
import dev.weft.order.CommerceNews.Told;
import dev.weft.order.Fulfilment;
import dev.weft.order.OrderLine;
import dev.weft.order.OrderRecord.Stage;
import dev.weft.order.Refund;
import java.util.List;
import java.util.Map;

/**
 * Lays what the ERP made of an order over commerce's record of it: {@code externalOrderStatus}, and where the client expands it, {@code
 * omsData} of the order and of its items, in the words that Salesforce's specification has for them. An {@code omsData} that is there
 * already is Salesforce Order Management's own, and stays.
 *
 * <p>Items get one where the record's items are the ones we took in, line by line; an order that was changed since has none that we know of.
 *
 * @param source the ERP's configured name
 */
public record OrderWeave(String source, CommerceNews news) {
    public static final String PART = "orders";
    private static final String DATA = "omsData";

    /** What of an order's document is looked at. */
    public static final Shape ORDER = Shape.of(
            "orderNo",
            "externalOrderStatus",
            DATA,
            "productItems.itemId",
            "productItems.productId",
            "productItems.quantity",
            "productItems." + DATA);

    /**
     * What the client expands.
     *
     * @param items of orders and their items, how far they are
     * @param shipments the parcels
     * @param list whether in a list of orders, where Salesforce's specification leaves items fewer fields
     */
    public record Expand(boolean items, boolean shipments, boolean list) {
        boolean any() {
            return items || shipments;
        }
    }

    /** Edits one order's document. */
    public void lay(Item order, Told told, Expand expand, Edits edits) {
        order.set(edits, "externalOrderStatus", quoted(told.stage().code()));
        if (!expand.any()) {
            return;
        }
        List<Item> items = order.items("productItems");
        List<OrderLine> lines = told.record().order().basket().lines();
        boolean same = same(items, lines);
        if (lacks(order)) {
            String parcels =
                    expand.shipments() ? ",\"shipments\":[" + parcels(told, same ? items : List.of()) + "]" : "";
            order.set(edits, DATA, "{\"status\":" + quoted(told.stage().code()) + parcels + "}");
        }
        for (int i = 0; same && expand.items() && i < items.size(); i++) {
            if (lacks(items.get(i))) {
                items.get(i).set(edits, DATA, item(told, lines.get(i), expand.list()));
            }
        }
    }

    private static boolean lacks(Item item) {
        return !item.has(DATA) || item.is(DATA, "null");
    }

    private static boolean same(List<Item> items, List<OrderLine> lines) {
        if (items.size() != lines.size()) {
            return false;
        }
        for (int i = 0; i < lines.size(); i++) {
            OrderLine line = lines.get(i);
            if (!items.get(i).says("productId", line.sku().value())
                    || items.get(i).scaled("quantity", 0) != line.quantity()) {
                return false;
            }
        }
        return true;
    }

    private static String parcels(Told told, List<Item> items) {
        StringBuilder json = new StringBuilder();
        for (Fulfilment.Shipment shipment : told.shipments()) {
            json.append(json.isEmpty() ? "" : ",").append("{\"id\":").append(quoted(shipment.delivery()));
            json.append(",\"status\":\"shipped\"");
            shipment.tracking()
                    .ifPresent(it -> json.append(",\"trackingNumber\":").append(quoted(it)));
            StringBuilder contents = new StringBuilder();
            shipment.units().forEach((line, units) -> {
                if (line >= 1 && line <= items.size() && items.get(line - 1).plain("itemId")) {
                    contents.append(contents.isEmpty() ? "" : ",")
                            .append("{\"productItemId\":")
                            .append(items.get(line - 1).raw("itemId").orElseThrow())
                            .append(",\"quantity\":")
                            .append(units)
                            .append('}');
                }
            });
            json.append(contents.isEmpty() ? "" : ",\"shipmentItems\":[" + contents + "]")
                    .append('}');
        }
        return json.toString();
    }

    private static String item(Told told, OrderLine line, boolean list) {
        int returned = returned(told, line.number(), Refund.State.CONFIRMED);
        String status = "{\"status\":\"" + status(told, line, returned) + '"';
        if (list) {
            return status + "}";
        }
        int cancelled = told.stage() == Stage.CANCELLED ? line.quantity() : 0;
        return status + ",\"quantityOrdered\":" + line.quantity() + ",\"quantityCanceled\":" + cancelled
                + ",\"quantityReturnInitiated\":" + returned(told, line.number(), Refund.State.PENDING)
                + ",\"quantityReturned\":" + returned + "}";
    }

    private static int returned(Told told, int line, Refund.State state) {
        return told.record().refunds().stream()
                .filter(refund -> refund.state() == state)
                .mapToInt(refund -> refund.units().getOrDefault(line, 0))
                .sum();
    }

    private static String status(Told told, OrderLine line, int returned) {
        if (returned >= line.quantity()) {
            return "returned";
        }
        int sent = told.shipments().stream()
                .map(Fulfilment.Shipment::units)
                .mapToInt((Map<Integer, Integer> units) -> units.getOrDefault(line.number(), 0))
                .sum();
        return switch (told.stage()) {
            case CANCELLED -> "canceled";
            case SHIPPED -> "fulfilled";
            case ACCEPTED, SENT -> "ordered";
            case CONFIRMED, PICKING, CANCELLING ->
                sent == 0 ? "allocated" : sent < line.quantity() ? "partially_fulfilled" : "fulfilled";
        };
    }

    private static String quoted(String text) {
        return Members.quoted(text);
    }
}
