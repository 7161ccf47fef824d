package dev.weft.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.order.Order;
import dev.weft.order.OrderLine;
import dev.weft.order.OrderRecord;
import dev.weft.order.Person;
import dev.weft.order.Refund;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/** Puts an order into JSON: the one place that knows its shape and what its status is called. */
final class OrderJson {
    private OrderJson() {}

    /** As it is to its owner, without who they are: what is kept as an answer. */
    static ObjectNode accepted(Order order) {
        return order(order, "accepted", Map.of());
    }

    /** As it is to its owner. */
    static ObjectNode whole(OrderRecord record) {
        ObjectNode json =
                order(record.order(), status(record), record.refunded().units());
        int exponent = exponent(record.order());
        json.put("stage", record.stage().code());
        json.put("changedAt", record.changedAt().toString());
        record.erpNumber().ifPresent(number -> json.put("erpNumber", number));
        OrderRecord.Refunded refunded = record.refunded();
        json.putObject("refunded")
                .put("amount", amount(refunded.amount(), exponent))
                .put("tax", amount(refunded.tax(), exponent))
                .put("shipping", refunded.shipping())
                .put("pointsReturned", refunded.pointsReturned())
                .put("pointsTakenBack", refunded.pointsTakenBack());
        ArrayNode refunds = json.putArray("refunds");
        record.refunds().forEach(one -> refunds.add(refund(one, exponent)));
        record.person().ifPresent(person -> json.set("person", person(person)));
        return json;
    }

    static String status(OrderRecord record) {
        long total = record.order().books().total();
        if (record.parked()) {
            return "parked";
        }
        if (record.stage() == OrderRecord.Stage.CANCELLED || record.stage() == OrderRecord.Stage.CANCELLING) {
            return record.stage().code();
        }
        if (record.refunded().amount() > 0) {
            return record.refunded().amount() == total ? "refunded" : "part-refunded";
        }
        return record.stage().code();
    }

    private static ObjectNode order(Order order, String status, Map<Integer, Integer> refunded) {
        int exponent = exponent(order);
        Order.Basket basket = order.basket();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", order.id().value())
                .put("status", status)
                .put("placedAt", order.placedAt().toString())
                .put("site", order.buyer().site())
                .put("currency", basket.currency())
                .put("taxation", basket.taxIncluded() ? "gross" : "net");
        ArrayNode lines = json.putArray("lines");
        for (OrderLine line : basket.lines()) {
            ObjectNode one = lines.addObject()
                    .put("line", line.number())
                    .put("sku", line.sku().value())
                    .put("quantity", line.quantity())
                    .put("unitPrice", amount(line.unitPrice(), exponent))
                    .put("discount", amount(line.discount(), exponent))
                    .put("tax", amount(line.tax(), exponent))
                    .put("paid", amount(order.books().paid(line.number()), exponent))
                    .put("refundedQuantity", refunded.getOrDefault(line.number(), 0));
            ArrayNode sources = one.putArray("sources");
            order.sourced().stream()
                    .filter(place -> place.line() == line.number())
                    .forEach(place -> sources.addObject()
                            .put("location", place.location())
                            .put("quantity", place.quantity()));
        }
        json.put("discount", amount(basket.discount(), exponent));
        json.putObject("shipping")
                .put("method", basket.shipping().method())
                .put("price", amount(basket.shipping().price(), exponent))
                .put("tax", amount(basket.shipping().tax(), exponent));
        json.putObject("payment")
                .put("reference", order.payment().reference())
                .put("method", order.payment().method())
                .put("amount", amount(order.payment().amount(), exponent));
        json.putObject("points")
                .put("redeemed", order.payment().points())
                .put("value", amount(order.payment().pointsValue(), exponent))
                .put("earned", order.books().whole().pointsEarned());
        json.put("total", amount(order.books().total(), exponent));
        order.origin().basketId().ifPresent(basketId -> json.put("basketId", basketId));
        return json;
    }

    static ObjectNode refund(Refund refund, int exponent) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("reference", refund.reference())
                .put("number", refund.number())
                .put("state", refund.state().code())
                .put("at", refund.at().toString());
        ArrayNode lines = json.putArray("lines");
        refund.units().keySet().stream()
                .sorted()
                .forEach(line -> lines.addObject()
                        .put("line", line)
                        .put("quantity", refund.units().getOrDefault(line, 0)));
        return json.put("shipping", refund.shipping())
                .put("amount", amount(refund.money() + refund.pointsValue(), exponent))
                .put("toPayment", amount(refund.money(), exponent))
                .put("asPoints", amount(refund.pointsValue(), exponent))
                .put("tax", amount(refund.tax(), exponent))
                .put("pointsReturned", refund.pointsReturned())
                .put("pointsTakenBack", refund.pointsTakenBack());
    }

    static ObjectNode all(List<OrderRecord> records) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode orders = json.putArray("orders");
        records.forEach(record -> orders.add(whole(record)));
        return json;
    }

    private static ObjectNode person(Person person) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("email", person.email());
        person.phone().ifPresent(phone -> json.put("phone", phone));
        json.set("shippingAddress", address(person.shipping()));
        json.set("billingAddress", address(person.billing()));
        return json;
    }

    private static ObjectNode address(Person.Address address) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("firstName", address.firstName())
                .put("lastName", address.lastName())
                .put("street", address.street());
        address.extra().ifPresent(extra -> json.put("extra", extra));
        json.put("postalCode", address.postalCode()).put("city", address.city());
        address.region().ifPresent(region -> json.put("region", region));
        return json.put("country", address.country());
    }

    static int exponent(Order order) {
        return Math.max(0, Currency.getInstance(order.basket().currency()).getDefaultFractionDigits());
    }

    private static BigDecimal amount(long minor, int exponent) {
        return BigDecimal.valueOf(minor, exponent);
    }
}
