package dev.weft.sandbox.scapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.sandbox.data.Amounts;
import dev.weft.sandbox.data.Digits;
import dev.weft.sandbox.data.Line;
import dev.weft.sandbox.data.Order;
import dev.weft.sandbox.data.OrderState;
import dev.weft.sandbox.data.Shopper;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.World;
import java.io.IOException;
import java.util.List;

/** Writes the orders the world knows. Prices include tax; shipping is free. */
final class CartWriter {

    private final World world;

    CartWriter(World world) {
        this.world = world;
    }

    void order(JsonGenerator json, Order order) throws IOException {
        OrderState state = order.state();
        json.writeStartObject();
        json.writeStringField("orderNo", order.reference());
        json.writeStringField("siteId", order.site().id());
        json.writeStringField("creationDate", order.placed().toString());
        json.writeStringField("lastModified", order.placed().toString());
        json.writeStringField("createdBy", "Customer");
        json.writeStringField("customerName", name(order.shopper()));
        json.writeBooleanField("guest", false);
        json.writeStringField("status", status(state));
        json.writeStringField("confirmationStatus", "confirmed");
        json.writeStringField("exportStatus", state == OrderState.PLACED ? "ready" : "exported");
        json.writeStringField("paymentStatus", state == OrderState.CANCELLED ? "not_paid" : "paid");
        json.writeStringField("shippingStatus", shipping(state));
        middle(
                json,
                order.shopper(),
                order.site(),
                order.lines(),
                shipping(state).equals("shipped") ? "shipped" : "not_shipped");
        address(json, "billingAddress", order.shopper(), order.site());
        json.writeArrayFieldStart("paymentInstruments");
        json.writeStartObject();
        json.writeStringField("paymentInstrumentId", "pi" + order.number());
        json.writeStringField("paymentMethodId", "CREDIT_CARD");
        amount(json, "amount", order.total(), order.site());
        json.writeObjectFieldStart("paymentCard");
        json.writeStringField("cardType", "Visa");
        json.writeStringField("holder", name(order.shopper()));
        json.writeStringField("maskedNumber", "************1111");
        json.writeStringField("numberLastDigits", "1111");
        json.writeNumberField("expirationMonth", 4);
        json.writeNumberField("expirationYear", 2030);
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void middle(JsonGenerator json, Shopper shopper, Site site, List<Line> lines, String shipped)
            throws IOException {
        long total = lines.stream().mapToLong(Line::amount).sum();
        json.writeStringField("channelType", "storefront");
        json.writeStringField("currency", site.currency());
        json.writeStringField("taxation", "gross");
        json.writeObjectFieldStart("customerInfo");
        json.writeStringField("customerId", shopper.customerId());
        json.writeStringField("customerName", name(shopper));
        json.writeStringField("customerNo", shopper.customerNo());
        json.writeStringField("email", shopper.email());
        json.writeEndObject();
        json.writeArrayFieldStart("productItems");
        for (int i = 0; i < lines.size(); i++) {
            item(json, "it" + shopper.customerNo() + "x" + i, site, lines.get(i));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("shipments");
        json.writeStartObject();
        json.writeStringField("shipmentId", "me");
        json.writeStringField("shippingStatus", shipped);
        json.writeBooleanField("gift", false);
        amount(json, "productSubTotal", total, site);
        amount(json, "productTotal", total, site);
        amount(json, "shipmentTotal", total, site);
        amount(json, "shippingTotal", 0, site);
        amount(json, "taxTotal", tax(total, site), site);
        address(json, "shippingAddress", shopper, site);
        json.writeObjectFieldStart("shippingMethod");
        json.writeStringField("id", "standard");
        json.writeStringField("name", "Standard");
        amount(json, "price", 0, site);
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
        json.writeArrayFieldStart("shippingItems");
        json.writeStartObject();
        json.writeStringField("itemId", "sh" + shopper.customerNo());
        json.writeStringField("itemText", "Shipping");
        json.writeStringField("shipmentId", "me");
        amount(json, "price", 0, site);
        json.writeEndObject();
        json.writeEndArray();
        amount(json, "productSubTotal", total, site);
        amount(json, "productTotal", total, site);
        amount(json, "shippingTotal", 0, site);
        amount(json, "shippingTotalTax", 0, site);
        amount(json, "adjustedShippingTotalTax", 0, site);
        amount(json, "merchandizeTotalTax", tax(total, site), site);
        amount(json, "adjustedMerchandizeTotalTax", tax(total, site), site);
        amount(json, "taxTotal", tax(total, site), site);
        amount(json, "orderTotal", total, site);
    }

    private void item(JsonGenerator json, String id, Site site, Line line) throws IOException {
        String name = world.catalogue().masterOf(line.variant()).name().in(site.language());
        json.writeStartObject();
        json.writeStringField("itemId", id);
        json.writeStringField("productId", line.variant().sku());
        json.writeStringField("productName", name);
        json.writeStringField("itemText", name);
        json.writeNumberField("quantity", line.quantity());
        amount(json, "basePrice", line.unitPrice(), site);
        amount(json, "price", line.amount(), site);
        amount(json, "priceAfterItemDiscount", line.amount(), site);
        amount(json, "priceAfterOrderDiscount", line.amount(), site);
        amount(json, "tax", tax(line.amount(), site), site);
        json.writeNumberField("taxRate", percent(site) / 100.0);
        json.writeStringField("shipmentId", "me");
        json.writeBooleanField("bonusProductLineItem", false);
        json.writeBooleanField("gift", false);
        json.writeEndObject();
    }

    static void address(JsonGenerator json, String field, Shopper shopper, Site site) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("id", field + shopper.customerNo());
        addressFields(json, shopper, site);
        json.writeEndObject();
    }

    static void addressFields(JsonGenerator json, Shopper shopper, Site site) throws IOException {
        json.writeStringField("firstName", shopper.firstName());
        json.writeStringField("lastName", shopper.lastName());
        json.writeStringField("fullName", name(shopper));
        json.writeStringField("address1", (1 + shopper.number() % 97) + " Shuttle Lane");
        json.writeStringField(
                "city", site == Site.WEFT_EU ? "Webstedt" : site == Site.WEFT_UK ? "Loomham" : "Orimachi");
        json.writeStringField("postalCode", Digits.padded(10_000 + shopper.number() % 80_000, 5));
        json.writeStringField("countryCode", site == Site.WEFT_EU ? "DE" : site == Site.WEFT_UK ? "GB" : "JP");
    }

    private static String status(OrderState state) {
        return switch (state) {
            case PLACED -> "new";
            case PROCESSING, PART_SHIPPED, SHIPPED -> "new";
            case COMPLETED -> "completed";
            case CANCELLED -> "cancelled";
        };
    }

    private static String shipping(OrderState state) {
        return switch (state) {
            case PLACED, PROCESSING, CANCELLED -> "not_shipped";
            case PART_SHIPPED -> "part_shipped";
            case SHIPPED, COMPLETED -> "shipped";
        };
    }

    private static String name(Shopper shopper) {
        return shopper.firstName() + " " + shopper.lastName();
    }

    private static int percent(Site site) {
        return site == Site.WEFT_EU ? 19 : site == Site.WEFT_UK ? 20 : 10;
    }

    /** The tax within a gross amount, rounded half up. */
    private static long tax(long gross, Site site) {
        int percent = percent(site);
        return (2 * gross * percent + 100 + percent) / (2L * (100 + percent));
    }

    private static void amount(JsonGenerator json, String name, long minor, Site site) throws IOException {
        json.writeNumberField(name, Amounts.decimal(minor, site.digits()));
    }
}
