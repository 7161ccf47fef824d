package dev.weft.backend.sap;

import dev.weft.backend.sap.SapOrderRules.Pricing;
import dev.weft.kernel.Money;
import dev.weft.order.Buyer;
import dev.weft.order.ErpItem;
import dev.weft.order.Order;
import dev.weft.order.Person;
import dev.weft.order.Refund;
import dev.weft.order.RefundDocument;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;

/**
 * Orders and refunds in SAP's words. An item's price is told as one condition: the whole amount for the whole quantity, which needs no
 * rounding. Amounts are the buyer's own, discounts taken off, so that SAP's total is what was paid.
 */
final class SapDrafts {
    private static final int MAX_REFERENCE = 35;
    private static final int MAX_CUSTOMER = 10;
    private static final int MAX_MATERIAL = 40;

    private final String source;
    private final SapSettings settings;
    private final SapOrderRules rules;

    SapDrafts(String source, SapSettings settings, SapOrderRules rules) {
        this.source = source;
        this.settings = settings;
        this.rules = rules;
    }

    /** An order that cannot be told in SAP's words; no try will change that. */
    static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String code;

        Unfit(String code) {
            super(code, null, false, false);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    JsonObject order(Order order, Person person) {
        SapSettings.Site site = site(order);
        JsonArray items = new JsonArray();
        for (ErpItem item : ErpItem.of(order, rules.pricing().net())) {
            items.add(item(item, site, order.basket().currency()));
        }
        JsonObject document = area(
                        new JsonObject().put("SalesOrderType", rules.documents().order()), site)
                .put("SoldToParty", soldTo(order.buyer()))
                .put("PurchaseOrderByCustomer", reference(order.id().value()))
                .put("TransactionCurrency", order.basket().currency())
                .put("to_Item", items);
        String soldTo = soldTo(order.buyer());
        rules.told()
                .shipTo()
                .ifPresent(function -> document.put("to_Partner", SapTold.shipTo(function, soldTo, order, person)));
        shippingCondition(order).ifPresent(condition -> document.put("ShippingCondition", condition));
        rules.told().paymentText().ifPresent(text -> document.put("to_Text", SapTold.payment(text, order)));
        long shipping = shipping(order);
        if (shipping > 0) {
            document.put(
                    "to_PricingElement",
                    condition(
                            rules.pricing().shipping(), shipping, order.basket().currency(), 0));
        }
        return document;
    }

    /** A method that the table leaves out is not guessed at: the buyer has paid for it. */
    private Optional<String> shippingCondition(Order order) {
        Map<String, String> conditions = rules.told().shippingConditions();
        String method = order.basket().shipping().method();
        if (conditions.isEmpty() || method.isEmpty()) {
            return Optional.empty();
        }
        String condition = conditions.get(method);
        if (condition == null) {
            throw new Unfit("no_shipping_condition_for_method");
        }
        return condition.equals(SapOrderRules.Told.UNTOLD) ? Optional.empty() : Optional.of(condition);
    }

    private JsonObject item(ErpItem item, SapSettings.Site site, String currency) {
        JsonObject json = new JsonObject()
                .put("SalesOrderItem", Integer.toString(item.position() * 10))
                .put("Material", material(item))
                .put("RequestedQuantity", Integer.toString(item.quantity()))
                .put("RequestedQuantityUnit", rules.unit());
        item.location().ifPresent(location -> json.put("ProductionPlant", plant(site, location)));
        return json.put(
                "to_PricingElement", condition(rules.pricing().price(), item.amount(), currency, item.quantity()));
    }

    /** Empty where it would be one of nothing: of what was free, or of a tax alone where amounts are told without. */
    Optional<JsonObject> credit(Order order, String erpNumber, Refund refund, Map<Integer, Integer> before) {
        Pricing pricing = rules.pricing();
        String currency = order.basket().currency();
        RefundDocument document = document(order, refund, before);
        JsonArray items = goods(document, order, erpNumber, false);
        if (document.shipping() > 0) {
            items.add(service(pricing.shippingMaterial(), document.shipping(), currency));
        }
        if (document.adjustment() > 0) {
            items.add(service(pricing.adjustmentMaterial(), document.adjustment(), currency));
        }
        if (refund.worthNothing() || items.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(refund(
                new JsonObject()
                        .put("CreditMemoRequestType", rules.documents().credit())
                        .put("SDDocumentReason", rules.documents().refundReason()),
                order,
                erpNumber,
                refund,
                items));
    }

    JsonObject customerReturn(Order order, String erpNumber, Refund refund, Map<Integer, Integer> before) {
        return refund(
                new JsonObject().put("CustomerReturnType", rules.documents().customerReturn()),
                order,
                erpNumber,
                refund,
                goods(document(order, refund, before), order, erpNumber, true));
    }

    private RefundDocument document(Order order, Refund refund, Map<Integer, Integer> before) {
        RefundDocument document =
                RefundDocument.of(order, refund, before, rules.pricing().net());
        if (!document.covers(refund)) {
            throw new Unfit("units_beyond_the_order");
        }
        return document;
    }

    private JsonObject refund(JsonObject start, Order order, String erpNumber, Refund refund, JsonArray items) {
        return area(start, site(order))
                .put("SoldToParty", soldTo(order.buyer()))
                .put("PurchaseOrderByCustomer", reference(refund.reference()))
                .put("TransactionCurrency", order.basket().currency())
                .put("ReferenceSDDocument", erpNumber)
                .put("to_Item", items);
    }

    private JsonArray goods(RefundDocument document, Order order, String erpNumber, boolean returned) {
        JsonArray json = new JsonArray();
        for (ErpItem item : document.items()) {
            JsonObject row = new JsonObject()
                    .put("Material", material(item))
                    .put("RequestedQuantity", Integer.toString(item.quantity()))
                    .put("RequestedQuantityUnit", rules.unit())
                    .put("ReferenceSDDocument", erpNumber)
                    .put("ReferenceSDDocumentItem", Integer.toString(item.position() * 10));
            if (returned) {
                row.put("ReturnReason", rules.documents().refundReason()).put("ReturnsRefundExtent", "100");
            }
            json.add(row.put(
                    "to_PricingElement",
                    condition(
                            rules.pricing().price(),
                            item.amount(),
                            order.basket().currency(),
                            item.quantity())));
        }
        return json;
    }

    private long shipping(Order order) {
        return order.books().shipping().amount(rules.pricing().net());
    }

    private JsonObject service(String material, long amount, String currency) {
        return new JsonObject()
                .put("Material", material)
                .put("RequestedQuantity", "1")
                .put("RequestedQuantityUnit", rules.unit())
                .put("to_PricingElement", condition(rules.pricing().price(), amount, currency, 1));
    }

    /** @param quantity the units the amount is for; 0 for none in particular */
    private JsonArray condition(String type, long amount, String currency, int quantity) {
        JsonObject condition = new JsonObject()
                .put("ConditionType", type)
                .put(
                        "ConditionRateValue",
                        Money.ofMinor(amount, Currency.getInstance(currency))
                                .major()
                                .toPlainString())
                .put("ConditionCurrency", currency);
        if (quantity > 0) {
            condition.put("ConditionQuantity", Integer.toString(quantity)).put("ConditionQuantityUnit", rules.unit());
        }
        return new JsonArray().add(condition);
    }

    private JsonObject area(JsonObject document, SapSettings.Site site) {
        return document.put("SalesOrganization", site.salesOrganization())
                .put("DistributionChannel", site.distributionChannel())
                .put("OrganizationDivision", rules.division());
    }

    private SapSettings.Site site(Order order) {
        return Optional.ofNullable(settings.sites().get(order.buyer().site()))
                .orElseThrow(() -> new Unfit("site_not_served_by_" + source));
    }

    /** A shopper whom SAP cannot have given a number, such as one who registered in the shop a minute ago, buys as guests do. */
    private String soldTo(Buyer buyer) {
        String theirs = settings.customer().theirs(buyer.customerId());
        boolean own =
                buyer.registered() && settings.customer().covers(buyer.customerId()) && theirs.length() <= MAX_CUSTOMER;
        String party = own ? theirs : rules.guest().orElse(theirs);
        if (party.isEmpty() || party.length() > MAX_CUSTOMER) {
            throw new Unfit("customer_unknown_to_" + source);
        }
        return party;
    }

    private String material(ErpItem item) {
        String material = settings.material().theirs(item.sku().value());
        if (material.isEmpty() || material.length() > MAX_MATERIAL) {
            throw new Unfit("no_material_for_line_" + item.line());
        }
        return material;
    }

    private static String plant(SapSettings.Site site, String location) {
        return site.plants().entrySet().stream()
                .filter(plant -> plant.getValue().equals(location))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new Unfit("no_plant_for_location"));
    }

    private static String reference(String reference) {
        if (reference.length() > MAX_REFERENCE) {
            throw new Unfit("reference_too_long");
        }
        return reference;
    }
}
