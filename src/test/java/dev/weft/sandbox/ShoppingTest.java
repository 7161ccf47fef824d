package dev.weft.sandbox;

import static dev.weft.sandbox.ShopFixture.BASKETS;
import static dev.weft.sandbox.ShopFixture.CUSTOMERS;
import static dev.weft.sandbox.ShopFixture.OAUTH;
import static dev.weft.sandbox.ShopFixture.ORDERS;
import static dev.weft.sandbox.ShopFixture.PRODUCTS;
import static dev.weft.sandbox.ShopFixture.SEARCH;
import static dev.weft.sandbox.ShopFixture.assertRefused;
import static dev.weft.sandbox.ShopFixture.item;
import static dev.weft.sandbox.ShopFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whole journeys through the sandbox's commerce. */
class ShoppingTest {

    @RegisterExtension
    static final RunningSandbox sandbox = new RunningSandbox();

    private static final String PLENTY = "10000003";

    private final ShopFixture guest = ShopFixture.guest(sandbox);

    @Test
    void aGuestBuysWhatThePageShowed() {
        double shown = json(guest.get(PRODUCTS + "/products/" + PLENTY)).getDouble("price");
        String basketId = guest.basketWith(PLENTY, 2);
        guest.complete(basketId);

        JsonObject order = json(guest.post(ORDERS, Map.of("basketId", basketId)));

        JsonObject line = order.getJsonArray("productItems").getJsonObject(0);
        assertThat(line.getDouble("priceAfterItemDiscount")).isEqualTo(2 * shown);
        assertThat(line.getBoolean("c_gift")).isTrue();
        assertThat(order.getDouble("orderTotal")).isEqualTo(2 * shown + 9.90);
        assertThat(order.getString("exportStatus")).isEqualTo("ready");
        assertThat(order.getJsonObject("billingAddress").getInteger("c_floor")).isEqualTo(3);
        assertThat(json(guest.get(ORDERS + "/" + order.getString("orderNo")))).isEqualTo(order);
        assertRefused(guest.get(BASKETS + "/" + basketId), 404, "basket-not-found");
    }

    @Test
    void anUnpaidOrderIsNotReadyForExport() {
        String basketId = guest.basketWith(PLENTY, 1);
        guest.complete(basketId);
        JsonObject basket = json(guest.get(BASKETS + "/" + basketId));
        json(guest.delete(BASKETS + "/" + basketId + "/payment-instruments/"
                + basket.getJsonArray("paymentInstruments").getJsonObject(0).getString("paymentInstrumentId")));

        JsonObject order = json(guest.post(ORDERS, Map.of("basketId", basketId)));

        assertThat(order.getString("status")).isEqualTo("created");
        assertThat(order.getString("exportStatus")).isEqualTo("not_exported");
    }

    @Test
    void ofManyOrdersForOneBasketOneIsMade() {
        String basketId = guest.basketWith(PLENTY, 1);
        guest.complete(basketId);
        String body = new JsonObject().put("basketId", basketId).encode();
        List<CompletableFuture<HttpResponse<String>>> racing = IntStream.range(0, 8)
                .mapToObj(i -> sandbox.client()
                        .sendAsync(
                                sandbox.request(ORDERS + "?siteId=WeftEU", guest.token())
                                        .POST(HttpRequest.BodyPublishers.ofString(body))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString()))
                .toList();

        List<Integer> statuses =
                racing.stream().map(it -> it.join().statusCode()).toList();

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).allMatch(status -> status == 200 || status == 404);
    }

    @Test
    void refusesWhatIsNotThere() {
        String basketId = guest.basketWith(PLENTY, 1);
        String items = BASKETS + "/" + basketId + "/items";
        String soldOut = IntStream.range(10_000_001, 10_000_100)
                .filter(it -> it % 23 == 5 && it % 15 != 4)
                .mapToObj(String::valueOf)
                .findFirst()
                .orElseThrow();

        assertRefused(guest.post(items, item(soldOut, 1)), 400, "product-item-not-available");
        assertRefused(guest.post(items, item("M0000001", 1)), 400, "invalid-product-id");
        assertRefused(guest.post(items, "{\"productId\":1}"), 400, "bad-request");
        assertRefused(guest.post(ORDERS, Map.of("basketId", basketId)), 400, "basket-incomplete");
        assertThat(json(guest.get(BASKETS + "/" + basketId)).getJsonArray("productItems"))
                .hasSize(1);
    }

    @Test
    void leavesTotalAndTaxOutUntilTheShipmentIsKnown() {
        String basketId = guest.basketWith(PLENTY, 1);
        JsonObject before = json(guest.get(BASKETS + "/" + basketId));
        guest.complete(basketId);
        JsonObject after = json(guest.get(BASKETS + "/" + basketId));

        assertThat(before.fieldNames()).doesNotContain("orderTotal", "taxTotal");
        double total = after.getDouble("orderTotal");
        assertThat(after.getDouble("taxTotal")).isCloseTo(total * 19 / 119, Offset.offset(0.02));
    }

    @Test
    void couponsAndAdjustmentsChangeWhatIsPaid() {
        String basket = BASKETS + "/" + guest.basketWith(PLENTY, 2);
        JsonObject plain = json(guest.get(basket));
        String itemId = plain.getJsonArray("productItems").getJsonObject(0).getString("itemId");

        Map<String, Object> wish =
                Map.of("level", "product", "itemId", itemId, "discount", Map.of("type", "fixed_price", "value", 50.5));
        ShopFixture agent = guest.agent();
        assertRefused(guest.post(basket + "/price-adjustments", wish), 403, "forbidden");
        JsonObject fixed = json(agent.post(basket + "/price-adjustments", wish));
        assertRefused(agent.post(basket + "/price-adjustments", wish), 400, "bad-request");
        assertRefused(
                agent.post(
                        basket + "/price-adjustments",
                        Map.of("level", "order", "discount", Map.of("type", "fixed_price", "value", 1))),
                400,
                "bad-request");
        JsonObject withCoupon = json(guest.post(basket + "/coupons", Map.of("code", "WEFT10")));

        assertThat(fixed.getDouble("productTotal")).isEqualTo(101.0);
        assertThat(withCoupon.getDouble("productTotal")).isEqualTo(90.9);
        assertThat(withCoupon.getDouble("productSubTotal")).isEqualTo(101.0);
        assertRefused(guest.post(basket + "/coupons", Map.of("code", "weft10")), 400, "coupon-already-in-basket");
        assertRefused(guest.post(basket + "/coupons", Map.of("code", "NOPE")), 400, "invalid-coupon-code");
    }

    @Test
    void thePriceLagIsInTheBasketUntilItIsSwitchedOffOrTheOtherBookIsChosen() {
        String lagging = "10000007";
        String basket = BASKETS + "/" + guest.basketWith(lagging, 1);
        double late = total(basket);

        assertThat(guest.put(basket + "/price-books", "[\"eur-weft-current\"]").statusCode())
                .isEqualTo(204);
        double current = total(basket);
        guest.put(basket + "/price-books", "[]");
        sandbox.put("/_sandbox/scapi/lag", "{\"price\":false}");

        assertThat(current).isLessThan(late);
        assertThat(total(basket)).isEqualTo(current);
        assertThat(json(guest.get(PRODUCTS + "/products/" + lagging)).getDouble("price"))
                .isEqualTo(current);
    }

    @Test
    void aBasketWarnsOfWhatIsGone() {
        JsonObject baskets =
                json(sandbox.get(CUSTOMERS + "/wsh00000007/baskets?siteId=WeftEU", sandbox.shopper("wsh00000007")));
        JsonObject basket = baskets.getJsonArray("baskets").getJsonObject(0);
        JsonArray flash = basket.getJsonArray("_flash", new JsonArray());
        List<String> gone = new ArrayList<>();
        for (Object each : basket.getJsonArray("productItems")) {
            JsonObject line = (JsonObject) each;
            JsonObject product = json(guest.get(PRODUCTS + "/products/" + line.getString("productId")));
            if (product.getJsonObject("inventory").getInteger("stockLevel") < line.getInteger("quantity")) {
                gone.add(line.getString("productId"));
            }
        }

        assertThat(flash.stream()
                        .map(it -> ((JsonObject) it).getJsonObject("details").getString("productId")))
                .containsExactlyElementsOf(gone);
    }

    @Test
    void aGuestsBasketIsMergedAtLoginAndTheUsidKept() {
        guest.basketWith(PLENTY, 2);
        String login = "merge." + guest.customerId() + "@example.com";
        json(guest.post(
                CUSTOMERS,
                Map.of(
                        "customer",
                        Map.of("login", login, "email", login, "lastName", "Weber"),
                        "password",
                        "Loom-1234")));
        ShopFixture shopper = guest.login(login, "Loom-1234");

        assertRefused(shopper.post(BASKETS + "/actions/merge", ""), 409, "basket-transfer");
        JsonObject merged = json(shopper.post(BASKETS + "/actions/merge?createDestinationBasket=true", ""));

        assertThat(shopper.usid()).isEqualTo(guest.usid());
        assertThat(merged.getJsonArray("productItems").getJsonObject(0).getInteger("quantity"))
                .isEqualTo(2);
        assertThat(merged.getJsonObject("customerInfo").getString("customerId")).isEqualTo(shopper.customerId());
        assertThat(json(guest.get(CUSTOMERS + "/" + guest.customerId() + "/baskets"))
                        .getInteger("total"))
                .isZero();
        assertRefused(guest.post(BASKETS + "/actions/merge", ""), 403, "forbidden");
    }

    @Test
    void aChangedPasswordEndsTokensGivenOutBefore() {
        String login = "change." + guest.customerId() + "@example.com";
        json(guest.post(
                CUSTOMERS,
                Map.of(
                        "customer",
                        Map.of("login", login, "email", login, "lastName", "Weber"),
                        "password",
                        "Loom-1234")));
        ShopFixture shopper = guest.login(login, "Loom-1234");
        String me = CUSTOMERS + "/" + shopper.customerId();

        assertRefused(
                shopper.put(me + "/password", Map.of("currentPassword", "wrong", "password", "Loom-5678")),
                400,
                "invalid-password");
        assertThat(shopper.put(me + "/password", Map.of("currentPassword", "Loom-1234", "password", "Loom-5678"))
                        .statusCode())
                .isEqualTo(204);

        HttpResponse<String> late = shopper.get(me);
        assertThat(late.statusCode()).isEqualTo(401);
        assertThat(late.body()).contains("Customer credentials changed after token was issued.");
        HttpResponse<String> refresh = sandbox.post(
                OAUTH + "/token",
                "grant_type=refresh_token&client_id=8d3f6a9b-weft-storefront&refresh_token=" + shopper.refreshToken());
        assertThat(refresh.statusCode()).isEqualTo(400);
        assertThat(json(guest.login(login, "Loom-5678").get(me)).getString("login"))
                .isEqualTo(login);
    }

    @Test
    void keepsBasketsOrdersAndContextsFromOthersAndFromOtherSites() {
        String basketId = guest.basketWith(PLENTY, 1);
        ShopFixture other = ShopFixture.guest(sandbox);

        assertRefused(other.get(BASKETS + "/" + basketId), 404, "basket-not-found");
        assertRefused(
                other.get(
                        "/scapi/shopper/shopper-context/v1" + RunningSandbox.ORG + "/shopper-context/" + guest.usid()),
                403,
                "forbidden");
        assertRefused(sandbox.get(BASKETS + "/" + basketId + "?siteId=WeftUK", guest.token()), 403, "forbidden");
        String narrow = sandbox.token("{\"guest\":true,\"scopes\":[\"sfcc.shopper-baskets-orders\"]}");
        assertRefused(sandbox.post(BASKETS + "?siteId=WeftEU", "{}", RunningSandbox.bearer(narrow)), 403, "forbidden");
    }

    @Test
    void searchRefinesSortsPagesAndCounts() {
        JsonObject all = json(guest.get(SEARCH + "/product-search?refine=cgid=clothing&limit=200"));
        JsonObject coats = json(guest.get(
                SEARCH + "/product-search?refine=cgid=coats&refine=htype=master&sort=price-high-to-low&limit=200"));
        JsonObject second = json(guest.get(SEARCH + "/product-search?refine=cgid=clothing&limit=5&offset=5"));

        assertThat(all.getJsonArray("hits")).hasSize(all.getInteger("total"));
        assertThat(second.getJsonArray("hits").getJsonObject(0))
                .isEqualTo(all.getJsonArray("hits").getJsonObject(5));
        List<Double> prices = coats.getJsonArray("hits").stream()
                .map(it -> ((JsonObject) it).getDouble("price"))
                .toList();
        assertThat(prices).isNotEmpty().isSortedAccordingTo(Comparator.reverseOrder());
        JsonObject categories = all.getJsonArray("refinements").getJsonObject(0);
        JsonObject counted = categories.getJsonArray("values").stream()
                .map(JsonObject.class::cast)
                .filter(it -> it.getString("value").equals("coats"))
                .findFirst()
                .orElseThrow();
        assertThat(counted.getInteger("hitCount")).isEqualTo(coats.getInteger("total"));
        assertRefused(guest.get(SEARCH + "/product-search?q=" + "x".repeat(51)), 400, "bad-request");
        assertRefused(guest.get(SEARCH + "/product-search?q=coat&limit=201"), 400, "bad-request");
    }

    @Test
    void saysHowBusyItIsAndShedsAllButCheckoutWhenFull() {
        HttpResponse<String> calm =
                sandbox.send(sandbox.request(PRODUCTS + "/categories/root?siteId=WeftEU", guest.token())
                        .header("correlation-id", "c-1"));
        sandbox.put("/_sandbox/scapi/load", "{\"percent\":85}");
        HttpResponse<String> busy = guest.get(PRODUCTS + "/categories/root");
        sandbox.put("/_sandbox/scapi/load", "{\"percent\":100}");
        HttpResponse<String> full = guest.get(PRODUCTS + "/categories/root");

        assertThat(calm.headers().firstValue("correlationID")).hasValue("c-1");
        assertThat(calm.headers().firstValue("sfdc_load_status")).isEmpty();
        assertThat(busy.headers().firstValue("sfdc_load")).hasValue("85");
        assertThat(busy.headers().firstValue("sfdc_load_status")).hasValue("WARN");
        assertThat(full.statusCode()).isEqualTo(503);
        assertThat(full.headers().firstValue("sfdc_load")).isEmpty();
        assertThat(full.headers().firstValue("sfdc_load_status")).hasValue("THROTTLE");
        assertThat(guest.post(BASKETS, Map.of()).statusCode()).isEqualTo(200);
    }

    private double total(String basket) {
        return json(guest.get(basket)).getDouble("productTotal");
    }
}
