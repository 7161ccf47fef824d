package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.function.IntSupplier;

/** A guest of a storefront made for SCAPI, with one basket, on the way to an order; through the face or, behind its back, straight to SCAPI. */
final class FaceShopper {
    static final String ORG = "/organizations/f_ecom_zzwf_001";
    static final String BASKETS = "/checkout/shopper-baskets/v2" + ORG + "/baskets";
    static final String ORDERS = "/checkout/shopper-orders/v1" + ORG + "/orders";
    private static final String SITE = "?siteId=WeftEU";

    private final Http http = new Http();
    private final IntSupplier face;
    private final IntSupplier sandbox;
    private final String token;
    private String basket = "";

    FaceShopper(RunningWeft weft) {
        this(weft, weft.sandbox().guest());
    }

    FaceShopper(RunningWeft weft, String token) {
        this(weft::port, () -> weft.sandbox().port(), token);
    }

    /** One whose face, and whose sandbox behind it, listen on these ports. */
    FaceShopper(IntSupplier face, IntSupplier sandbox, String token) {
        this.face = face;
        this.sandbox = sandbox;
        this.token = token;
    }

    /** The same shopper at SCAPI itself. */
    HttpResponse<String> direct(String method, String path, String body) {
        return send("http://127.0.0.1:" + sandbox.getAsInt() + "/scapi", method, path, body);
    }

    HttpResponse<String> face(String method, String path, String body) {
        return send("http://127.0.0.1:" + face.getAsInt(), method, path, body);
    }

    /** The same with more of a query, which begins with {@code &}. */
    HttpResponse<String> face(String method, String path, String body, String more) {
        return send("http://127.0.0.1:" + face.getAsInt(), method, path, body, more);
    }

    private HttpResponse<String> send(String origin, String method, String path, String body) {
        return send(origin, method, path, body, "");
    }

    private HttpResponse<String> send(String origin, String method, String path, String body, String more) {
        return http.send(Http.request(origin + path + SITE + more)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    String token() {
        return token;
    }

    String basket() {
        if (basket.isEmpty()) {
            basket = json(direct("POST", BASKETS, "{}")).path("basketId").asText();
        }
        return BASKETS + "/" + basket;
    }

    HttpResponse<String> add(String sku, int quantity) {
        return face("POST", basket() + "/items", item(sku, quantity));
    }

    static String item(String sku, int quantity) {
        return "[{\"productId\":\"%s\",\"quantity\":%d,\"price\":0.01,\"shipmentId\":\"me\"}]".formatted(sku, quantity);
    }

    /** Everything that must be in a basket before it can be an order, told to SCAPI itself. */
    void checkout() {
        checkout("standard");
    }

    void checkout(String shippingMethod) {
        String address =
                "{\"firstName\":\"Ada\",\"lastName\":\"Byron\",\"address1\":\"Hafenstr. 1\",\"city\":\"Hamburg\","
                        + "\"postalCode\":\"20457\",\"countryCode\":\"DE\"}";
        good(direct("PUT", basket() + "/customer", "{\"email\":\"ada@example.com\"}"));
        good(direct("PUT", basket() + "/shipments/me/shipping-address", address));
        good(direct("PUT", basket() + "/shipments/me/shipping-method", "{\"id\":\"" + shippingMethod + "\"}"));
        good(direct("PUT", basket() + "/billing-address", address));
        pay();
    }

    /** Has one payment of what the basket costs now. */
    void pay() {
        JsonNode whole = json(good(direct("GET", basket(), "")));
        whole.path("paymentInstruments")
                .forEach(it -> good(direct(
                        "DELETE",
                        basket() + "/payment-instruments/"
                                + it.path("paymentInstrumentId").asText(),
                        "")));
        good(direct(
                "POST",
                basket() + "/payment-instruments",
                "{\"paymentMethodId\":\"CREDIT_CARD\",\"amount\":" + whole.path("orderTotal") + "}"));
    }

    /** Throws away the baskets of a registered shopper. */
    void emptied(String id) {
        JsonNode baskets =
                json(direct("GET", "/customer/shopper-customers/v1" + ORG + "/customers/" + id + "/baskets", ""));
        baskets.path("baskets")
                .forEach(it ->
                        direct("DELETE", BASKETS + "/" + it.path("basketId").asText(), ""));
    }

    /** Empties the shopper's basket, buys one unit through the face, and says which order that is. */
    String reordered(String id, String sku) {
        emptied(id);
        good(add(sku, 1));
        checkout();
        return json(good(order())).path("orderNo").asText();
    }

    HttpResponse<String> order() {
        return face("POST", ORDERS, orderBody());
    }

    String orderBody() {
        basket();
        return "{\"basketId\":\"" + basket + "\"}";
    }

    private static HttpResponse<String> good(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    static JsonNode json(HttpResponse<String> answer) {
        return new Answer(answer.statusCode(), Map.of(), answer.body(), 0).json();
    }
}
