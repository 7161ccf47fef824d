package dev.weft.sandbox.sap;

import dev.weft.sandbox.books.Booking;
import dev.weft.sandbox.books.OrderBook;
import dev.weft.sandbox.books.Refund;
import dev.weft.sandbox.books.RefundBook;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.fault.Habits;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Takes a credit memo request or a customer return that refers to a sales order, or refuses it as SAP would. An item that
 * refers to no item of the order must be of a service material, {@code SERVICE-...}, and say its price.
 */
final class RefundEntry {

    private static final String SERVICE = "SERVICE-";
    private static final Map<String, Integer> ITEM = Map.ofEntries(
            Map.entry("Material", 40),
            Map.entry("RequestedQuantity", 0),
            Map.entry("RequestedQuantityUnit", 3),
            Map.entry("ReferenceSDDocument", 10),
            Map.entry("ReferenceSDDocumentItem", 6),
            Map.entry("ReturnReason", 3),
            Map.entry("ReturnsRefundExtent", 3),
            Map.entry("CustRetItmFollowUpActivity", 4));

    private final OrderBook orders;
    private final RefundBook book;
    private final Refund.Kind kind;
    private final Supplier<Habits> habits;

    RefundEntry(OrderBook orders, RefundBook book, Refund.Kind kind, Supplier<Habits> habits) {
        this.orders = orders;
        this.book = book;
        this.kind = kind;
        this.habits = habits;
    }

    private static Map<String, Integer> header(String typeProperty) {
        return Map.ofEntries(
                Map.entry(typeProperty, 4),
                Map.entry("SalesOrganization", 4),
                Map.entry("DistributionChannel", 2),
                Map.entry("OrganizationDivision", 2),
                Map.entry("SoldToParty", 10),
                Map.entry("PurchaseOrderByCustomer", 35),
                Map.entry("SDDocumentReason", 3),
                Map.entry("TransactionCurrency", 5),
                Map.entry("ReferenceSDDocument", 10),
                Map.entry("ReferenceSDDocumentCategory", 4));
    }

    Refund take(String body) {
        boolean credit = kind == Refund.Kind.CREDIT;
        String typeProperty = credit ? "CreditMemoRequestType" : "CustomerReturnType";
        Entered header = new Entered(
                credit ? "A_CreditMemoRequestType" : "A_CustomerReturnType",
                Entered.parse(body),
                header(typeProperty),
                List.of("to_Item", "to_Partner", "to_PricingElement", "to_Text"));
        String type = header.required(typeProperty);
        if (!type.equals(credit ? "CR" : "CBAR")) {
            throw ODataRefusal.business("V1/312", "Sales document type " + type + " is not defined");
        }
        if (credit) {
            header.required("SDDocumentReason");
        }
        String number = header.required("ReferenceSDDocument");
        Booking order = orders.byNumber(number)
                .orElseThrow(() -> ODataRefusal.business("V1/041", "Preceding document " + number + " does not exist"));
        String reference = header.text("PurchaseOrderByCustomer");
        List<JsonObject> items = header.many("to_Item");
        if (items.isEmpty()) {
            throw ODataRefusal.business("V1/343", "Enter at least one item");
        }
        List<Refund.Row> rows = new ArrayList<>();
        for (JsonObject item : items) {
            rows.add(row(item, rows.size() + 1, order));
        }
        refuseDuplicate(reference);
        Refund draft =
                new Refund("", kind, reference, number, order.soldTo(), order.site(), rows, 0, Instant.EPOCH, false);
        return book.take(draft, order)
                .orElseThrow(() -> ODataRefusal.business(
                        "V1/519", "More than the quantity or value of sales document " + number + " is not allowed"));
    }

    private void refuseDuplicate(String reference) {
        if (habits.get().refusesDuplicates(Habits.Duplicates.ALLOWED)
                && !reference.isEmpty()
                && !book.numbersOf(reference).isEmpty()) {
            throw ODataRefusal.business(
                    "V4/115",
                    "Customer reference " + reference + " already exists in document "
                            + book.numbersOf(reference).get(0));
        }
    }

    private Refund.Row row(JsonObject json, int position, Booking order) {
        Entered item = new Entered("to_Item", json, ITEM, List.of("to_PricingElement"));
        int quantity = SalesOrderEntry.quantity(item);
        List<JsonObject> prices = item.many("to_PricingElement");
        String reference = item.text("ReferenceSDDocumentItem");
        String material = item.required("Material");
        Site site = order.site();
        if (reference.isEmpty()) {
            if (kind == Refund.Kind.RETURN || !material.startsWith(SERVICE) || prices.isEmpty()) {
                throw ODataRefusal.business("V1/047", "Item of " + material + " refers to no item of the order");
            }
            return new Refund.Row(position, 0, material, quantity, Pricing.amount(prices, quantity, site));
        }
        Booking.Row row = order.rows().stream()
                .filter(it -> Integer.toString(it.position() * 10).equals(stripped(reference)))
                .findFirst()
                .orElseThrow(() -> ODataRefusal.business(
                        "V1/042", "Item " + reference + " of document " + order.number() + " does not exist"));
        if (!row.variant().material().equals(material)) {
            throw ODataRefusal.business("V1/048", "Item " + reference + " is of another material than " + material);
        }
        if (kind == Refund.Kind.RETURN) {
            item.required("ReturnReason");
            item.required("ReturnsRefundExtent");
            if (order.delivered(row) < quantity) {
                throw ODataRefusal.business("MSR_CHECK/012", "Item " + reference + " has not been delivered");
            }
        }
        long amount =
                prices.isEmpty() ? row.amount() * quantity / row.quantity() : Pricing.amount(prices, quantity, site);
        return new Refund.Row(position, row.position(), material, quantity, amount);
    }

    private static String stripped(String item) {
        return item.replaceFirst("^0+", "");
    }
}
