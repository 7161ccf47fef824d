package dev.weft.sandbox;

import static dev.weft.sandbox.RunningSandbox.ORG;
import static dev.weft.sandbox.RunningSandbox.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScapiTest {

    @RegisterExtension
    static final RunningSandbox sandbox = new RunningSandbox();

    private static final String PRODUCTS = "/scapi/product/shopper-products/v1" + ORG;
    private static final String CUSTOMERS = "/scapi/customer/shopper-customers/v1" + ORG + "/customers/";

    @Test
    void answersAVariantInTheSitesCurrencyAndLanguage() {
        JsonObject eu = json(sandbox.get(PRODUCTS + "/products/10000021?siteId=WeftEU", sandbox.guest()));
        JsonObject jp = json(sandbox.get(PRODUCTS + "/products/10000021?siteId=WeftJP", sandbox.guest()));

        assertThat(eu.getString("currency")).isEqualTo("EUR");
        assertThat(jp.getString("currency")).isEqualTo("JPY");
        assertThat(jp.getDouble("price") % 1).isZero();
        assertThat(eu.getString("name")).isNotEqualTo(jp.getString("name"));
        assertThat(eu.getJsonObject("type").getBoolean("variant")).isTrue();
        assertThat(eu.getJsonObject("inventory").containsKey("stockLevel")).isTrue();
    }

    @Test
    void answersAMasterWithItsVariants() {
        JsonObject master = json(sandbox.get(PRODUCTS + "/products/M0000007?siteId=WeftEU", sandbox.guest()));

        assertThat(master.getJsonObject("type").getBoolean("master")).isTrue();
        assertThat(master.getJsonArray("variants").size()).isBetween(2, 4);
        assertThat(master.getJsonArray("variationAttributes")).hasSize(2);
    }

    @Test
    void trimsBlanksInExpandAndLeavesOutWhatWasNotAskedFor() {
        JsonObject product = json(sandbox.get(
                PRODUCTS + "/products/10000021?siteId=WeftEU&expand=prices,%20availability", sandbox.guest()));

        assertThat(product.fieldNames()).contains("price", "inventory").doesNotContain("imageGroups", "variants");
    }

    @Test
    void omitsAbsentIdsFromABatch() {
        JsonObject batch =
                json(sandbox.get(PRODUCTS + "/products?siteId=WeftEU&ids=10000021,99999999,M0000007", sandbox.guest()));

        assertThat(batch.getInteger("total")).isEqualTo(2);
        assertThat(batch.getJsonArray("data")).hasSize(2);
    }

    @Test
    void refusesMoreThanTwentyFourIds() {
        String ids =
                IntStream.range(10000001, 10000026).mapToObj(String::valueOf).collect(Collectors.joining(","));

        assertProblem(
                sandbox.get(PRODUCTS + "/products?siteId=WeftEU&ids=" + ids, sandbox.guest()), 400, "bad-request");
    }

    @Test
    void answersAnUnknownProductWithAProblem() {
        assertProblem(
                sandbox.get(PRODUCTS + "/products/nope?siteId=WeftEU", sandbox.guest()), 404, "product-not-found");
    }

    @Test
    void needsAKnownSite() {
        assertProblem(sandbox.get(PRODUCTS + "/products/10000021", sandbox.guest()), 400, "bad-request");
        assertProblem(sandbox.get(PRODUCTS + "/products/10000021?siteId=Nope", sandbox.guest()), 400, "bad-request");
    }

    @Test
    void acceptsTheOrganisationWithoutItsPrefix() {
        String path = PRODUCTS.replace("f_ecom_", "") + "/products/10000021?siteId=WeftEU";

        assertThat(sandbox.get(path, sandbox.guest()).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesCallsWithoutAGoodToken() {
        String path = PRODUCTS + "/products/10000021?siteId=WeftEU";
        String token = sandbox.token("{\"guest\":true}");
        int dot = token.lastIndexOf('.');
        char flipped = token.charAt(dot + 5) == 'A' ? 'B' : 'A';
        String forged = token.substring(0, dot + 5) + flipped + token.substring(dot + 6);

        assertProblem(sandbox.get(path), 401, "unauthorized");
        assertProblem(sandbox.get(path, bearer(forged)), 401, "unauthorized");
        assertProblem(
                sandbox.get(path, bearer(sandbox.token("{\"guest\":true,\"ttlSeconds\":-1}"))), 401, "unauthorized");
    }

    @Test
    void answersTheCategoryTree() {
        JsonObject root = json(sandbox.get(PRODUCTS + "/categories/root?siteId=WeftUK&levels=2", sandbox.guest()));
        JsonObject leaf = json(sandbox.get(PRODUCTS + "/categories/coats?siteId=WeftUK", sandbox.guest()));

        assertThat(root.getJsonArray("categories")).hasSize(3);
        assertThat(leaf.getJsonArray("parentCategoryTree")).hasSize(2);
    }

    @Test
    void givesAShopperTheirOwnThings() {
        String[] token = sandbox.shopper("wsh00000007");

        JsonObject customer = json(sandbox.get(CUSTOMERS + "wsh00000007?siteId=WeftEU", token));
        JsonObject baskets = json(sandbox.get(CUSTOMERS + "wsh00000007/baskets?siteId=WeftEU", token));
        JsonObject orders = json(sandbox.get(CUSTOMERS + "wsh00000007/orders?siteId=WeftEU&limit=1", token));
        String basketId = baskets.getJsonArray("baskets").getJsonObject(0).getString("basketId");
        String orderNo = orders.getJsonArray("data").getJsonObject(0).getString("orderNo");

        assertThat(customer.getString("customerNo")).isEqualTo("00000007");
        assertThat(baskets.getInteger("total")).isEqualTo(1);
        for (String version : new String[] {"v1", "v2"}) {
            JsonObject basket = json(sandbox.get(
                    "/scapi/checkout/shopper-baskets/" + version + ORG + "/baskets/" + basketId + "?siteId=WeftEU",
                    token));
            assertThat(basket).isEqualTo(baskets.getJsonArray("baskets").getJsonObject(0));
        }
        JsonObject order = json(sandbox.get(
                "/scapi/checkout/shopper-orders/v1" + ORG + "/orders/" + orderNo + "?siteId=WeftEU", token));
        assertThat(order).isEqualTo(orders.getJsonArray("data").getJsonObject(0));
    }

    @Test
    void keepsAShoppersThingsFromOthers() {
        String[] other = sandbox.shopper("wsh00000008");

        assertProblem(sandbox.get(CUSTOMERS + "wsh00000007?siteId=WeftEU", other), 403, "forbidden");
        assertProblem(sandbox.get(CUSTOMERS + "wsh00000007/baskets?siteId=WeftEU", sandbox.guest()), 403, "forbidden");
        assertProblem(sandbox.get(CUSTOMERS + "wsh00000007/orders?siteId=WeftEU"), 401, "unauthorized");
    }

    @Test
    void refusesATokenWithoutTheScope() {
        String narrow = sandbox.token("{\"customer\":\"wsh00000007\",\"scopes\":[\"sfcc.shopper-categories\"]}");

        assertProblem(sandbox.get(PRODUCTS + "/products/10000021?siteId=WeftEU", bearer(narrow)), 403, "forbidden");
        assertProblem(sandbox.get(CUSTOMERS + "wsh00000007/orders?siteId=WeftEU", bearer(narrow)), 403, "forbidden");
    }

    @Test
    void leavesBasketsAndOrdersOutByTheDocumentedRules() {
        JsonObject noBasket =
                json(sandbox.get(CUSTOMERS + "wsh00000013/baskets?siteId=WeftEU", sandbox.shopper("wsh00000013")));
        JsonObject noOrders =
                json(sandbox.get(CUSTOMERS + "wsh00000025/orders?siteId=WeftEU", sandbox.shopper("wsh00000025")));

        assertThat(noBasket.getInteger("total")).isZero();
        assertThat(noOrders.getInteger("total")).isZero();
    }

    private static JsonObject json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(new JsonObject(answer.body()).getString("type")).endsWith("/" + type);
    }
}
