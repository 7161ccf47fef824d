package dev.weft.acceptance;

import static dev.weft.acceptance.ScapiCalls.ORG;
import static dev.weft.acceptance.ScapiCalls.SITE;

import dev.weft.acceptance.ScapiCalls.Call;

/** The writes of a tour: a basket filled, and made an order, in the order in which PWA Kit asks for it. */
final class TourCheckout {
    private static final String BASKETS = "/checkout/shopper-baskets/v2" + ORG + "/baskets";
    private static final String ORDERS = "/checkout/shopper-orders/v1" + ORG + "/orders";
    private static final String ADDRESS =
            "{\"address1\":\"1 Loom Street\",\"city\":\"Webstedt\",\"countryCode\":\"DE\","
                    + "\"firstName\":\"Ada\",\"lastName\":\"Weber\",\"phone\":\"040 1\",\"postalCode\":\"20095\","
                    + "\"stateCode\":\"HH\"}";
    private static final String CARD = "{\"paymentMethodId\":\"CREDIT_CARD\",\"paymentCard\":{\"holder\":\"Ada Weber\","
            + "\"maskedNumber\":\"************1111\",\"cardType\":\"Visa\",\"expirationMonth\":4,"
            + "\"expirationYear\":2030}}";

    private final ScapiCalls calls;
    private final Runnable readsBaskets;

    TourCheckout(ScapiCalls calls, Runnable readsBaskets) {
        this.calls = calls;
        this.readsBaskets = readsBaskets;
    }

    Call open(TourSession shopper) {
        return calls.send("POST", shopper.token(), BASKETS + "?" + SITE, "{}");
    }

    Call add(TourSession shopper, String basket, String sku) {
        return calls.send(
                "POST",
                shopper.token(),
                BASKETS + "/" + basket + "/items?" + SITE,
                "[{\"productId\":\"" + sku + "\",\"price\":0.01,\"quantity\":1,\"shipmentId\":\"me\"}]");
    }

    Call quantity(TourSession shopper, String basket, String item) {
        return calls.send(
                "PATCH", shopper.token(), BASKETS + "/" + basket + "/items/" + item + "?" + SITE, "{\"quantity\":2}");
    }

    /** From the e-mail address to the order, whose answer this is. */
    Call through(TourSession shopper, String basket) {
        String at = BASKETS + "/" + basket;
        String token = shopper.token();
        String shipment = at + "/shipments/me";
        calls.send("PUT", token, at + "/customer?" + SITE, "{\"email\":\"ada@example.com\"}");
        calls.send("PUT", token, shipment + "/shipping-address?useAsBilling=false&" + SITE, ADDRESS);
        readsBaskets.run();
        Call methods = calls.get(token, shipment + "/shipping-methods?" + SITE);
        String usual = methods.json().path("defaultShippingMethodId").asText();
        calls.send("PUT", token, shipment + "/shipping-method?" + SITE, "{\"id\":\"" + usual + "\"}");
        readsBaskets.run();
        Call paid = calls.send("POST", token, at + "/payment-instruments?" + SITE, CARD);
        Call billed = calls.send("PUT", token, at + "/billing-address?" + SITE, ADDRESS);
        String card =
                paid.json().at("/paymentInstruments/0/paymentInstrumentId").asText();
        calls.send(
                "PATCH",
                token,
                at + "/payment-instruments/" + card + "?" + SITE,
                "{\"paymentMethodId\":\"CREDIT_CARD\",\"amount\":"
                        + billed.json().path("orderTotal").decimalValue() + "}");
        Call order = calls.send("POST", token, ORDERS + "?" + SITE, "{\"basketId\":\"" + basket + "\"}");
        readsBaskets.run();
        return order;
    }

    Call order(TourSession shopper, Call placed) {
        return calls.get(
                shopper.token(),
                ORDERS + "/" + placed.json().path("orderNo").asText() + "?expand=oms,%20oms_shipments&" + SITE);
    }
}
