package dev.weft.backend.rest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.kernel.Market;
import dev.weft.kernel.Money;
import dev.weft.order.Buyer;
import dev.weft.order.ErpItem;
import dev.weft.order.Order;
import dev.weft.order.Payment;
import dev.weft.order.Person;
import dev.weft.order.Refund;
import dev.weft.order.RefundDocument;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;

/** Orders and refunds in the words of one JSON system. Amounts are what the buyer pays, discounts taken off. */
final class RestDrafts {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final RestSettings settings;
    private final RestOrderRules rules;

    RestDrafts(RestSettings settings, RestOrderRules rules) {
        this.settings = settings;
        this.rules = rules;
    }

    /** An order that cannot be told in the system's words; no try will change that. */
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

    /** A shopper whom the ERP cannot have given a number buys as guests do. */
    private String customer(Buyer buyer) {
        boolean own = buyer.registered() && settings.customer().covers(buyer.customerId());
        return own || rules.guest().isEmpty()
                ? settings.customer().theirs(buyer.customerId())
                : rules.guest().get();
    }

    ObjectNode order(Order order, Person person) {
        RestSettings.Site site = site(order);
        ObjectNode json = start(order, site, order.id().value(), rules.constants());
        put(json, "customer", customer(order.buyer()));
        person(json, person);
        payment(json, order);
        ArrayNode rows = JSON.arrayNode();
        for (ErpItem item : ErpItem.of(order, false)) {
            ObjectNode row = row(item, order);
            item.location().ifPresent(location -> put(row, "location", depot(site, location)));
            rows.add(row);
        }
        set(json, "rows", rows);
        amount(json, "shipping", order.books().shipping().paid(), order);
        String method = order.basket().shipping().method();
        if (!method.isEmpty()) {
            put(json, "shippingMethod", method);
        }
        return json;
    }

    /** @param before by position, how many units went back already */
    ObjectNode refund(Order order, Refund refund, Map<Integer, Integer> before) {
        ObjectNode json = start(order, site(order), refund.reference(), rules.refundConstants());
        RefundDocument document = RefundDocument.of(order, refund, before, false);
        if (!document.covers(refund)) {
            throw new Unfit("units_beyond_the_order");
        }
        ArrayNode rows = JSON.arrayNode();
        document.items().forEach(item -> {
            ObjectNode row = row(item, order);
            set(row, "row", JSON.numberNode(item.position()));
            rows.add(row);
        });
        set(json, "rows", rows);
        amount(json, "shipping", document.shipping(), order);
        amount(json, "adjustment", document.adjustment(), order);
        return json;
    }

    private ObjectNode start(Order order, RestSettings.Site site, String reference, Map<String, String> constants) {
        ObjectNode json = JSON.objectNode();
        Market market = new Market(
                order.buyer().site(),
                order.basket().locale(),
                Currency.getInstance(order.basket().currency()));
        constants.forEach((name, value) -> set(
                json,
                Fields.compile(name, name),
                JSON.textNode(RestRows.filled(Template.compileStrict(name, value), market, site))));
        put(json, "reference", reference);
        put(json, "currency", order.basket().currency());
        return json;
    }

    private ObjectNode row(ErpItem item, Order order) {
        ObjectNode row = JSON.objectNode();
        put(row, "code", settings.sku().theirs(item.sku().value()));
        set(row, "quantity", JSON.numberNode(item.quantity()));
        amount(row, "amount", item.amount(), order);
        return row;
    }

    private void payment(ObjectNode json, Order order) {
        Payment payment = order.payment();
        put(json, "paymentReference", payment.reference());
        put(json, "paymentMethod", payment.method());
        if (payment.points() > 0) {
            set(json, "points", JSON.numberNode(payment.points()));
            if (rules.field("pointsValue").isPresent()) {
                amount(json, "pointsValue", payment.pointsValue(), order);
            }
        }
    }

    private void person(ObjectNode json, Person person) {
        Person.Address to = person.shipping();
        put(json, "email", person.email());
        put(json, "name", to.firstName() + " " + to.lastName());
        put(json, "street", to.extra().map(extra -> to.street() + ", " + extra).orElse(to.street()));
        put(json, "postalCode", to.postalCode());
        put(json, "city", to.city());
        put(json, "country", to.country());
    }

    private void amount(ObjectNode json, String field, long minor, Order order) {
        if (minor == 0 && !field.equals("amount")) {
            return;
        }
        if (rules.field(field).isEmpty()) {
            throw new Unfit("no_field_for_" + field);
        }
        BigDecimal major = Money.ofMinor(
                        minor, Currency.getInstance(order.basket().currency()))
                .major();
        set(
                json,
                field,
                switch (rules.unit()) {
                    case MAJOR -> JSON.numberNode(major);
                    case MINOR -> JSON.numberNode(minor);
                    case HUNDREDTHS -> JSON.numberNode(hundredths(major));
                });
    }

    /** The configuration is checked against this; an order of before may still have such an amount. */
    private static long hundredths(BigDecimal major) {
        try {
            return major.movePointRight(2).longValueExact();
        } catch (ArithmeticException finer) {
            throw new Unfit("amount_finer_than_hundredths");
        }
    }

    private RestSettings.Site site(Order order) {
        return Optional.ofNullable(settings.sites().get(order.buyer().site()))
                .orElseThrow(() -> new Unfit("site_not_served"));
    }

    private static String depot(RestSettings.Site site, String location) {
        return site.locations().entrySet().stream()
                .filter(depot -> depot.getValue().equals(location))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new Unfit("no_depot_for_location"));
    }

    private void put(ObjectNode json, String field, String value) {
        set(json, field, JSON.textNode(value));
    }

    /** Sets a field of ours where the system has a name for it. */
    private void set(ObjectNode json, String field, JsonNode value) {
        rules.field(field).ifPresent(theirs -> set(json, Fields.compile(field, theirs), value));
    }

    private static void set(ObjectNode json, JsonPointer pointer, JsonNode value) {
        JsonPointer parent = pointer.head();
        ObjectNode at = parent == null || parent.matches() ? json : json.withObject(parent);
        at.set(pointer.last().getMatchingProperty(), value);
    }
}
