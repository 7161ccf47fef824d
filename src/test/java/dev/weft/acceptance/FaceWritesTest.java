package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written through the face: baskets hold no more than the ERP has, and what SCAPI accepts the ERP gets, once. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FaceWritesTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @RegisterExtension
    static final RunningWeft WEFT =
            RunningWeft.with(RunningWeft.STANDARD, text -> RunningWeft.edited(text, "sweep: 60s", "sweep: 1s"));

    private final OrderKit kit = new OrderKit(WEFT);
    private final FaceShopper shopper = new FaceShopper(WEFT);

    private String stocked() {
        return kit.stocked(WEFT.guest());
    }

    private int left(String sku) {
        return WEFT.guest()
                .get("/v1/products/" + sku + "?include=stock")
                .at("/stock/total")
                .asInt();
    }

    private static void isRefused(HttpResponse<String> answer, String sku) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        JsonNode problem = FaceShopper.json(answer);
        assertThat(problem.path("type").asText()).endsWith("/errors/product-item-not-available");
        assertThat(problem.path("detail").asText()).contains(sku);
    }

    private void inErpOnce(JsonNode order) {
        String number = order.path("orderNo").asText();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(WEFT.sandbox().orders("sap", number)).hasSize(1));
        assertThat(WEFT.sandbox().orders("sap", number).at("/0/total").asLong())
                .isEqualTo(order.path("orderTotal")
                        .decimalValue()
                        .movePointRight(2)
                        .longValueExact());
    }

    private void exported(String number) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                FaceShopper.json(shopper.direct("GET", FaceShopper.ORDERS + "/" + number, ""))
                                        .path("exportStatus")
                                        .asText())
                        .isEqualTo("exported"));
    }

    @Test
    void moreThanTheErpHasDoesNotComeIntoTheBasket() {
        String sku = stocked();
        int left = left(sku);
        isRefused(shopper.add(sku, left + 1), sku);
        HttpResponse<String> all = shopper.add(sku, left - 1);
        assertThat(all.statusCode()).as(all.body()).isEqualTo(200);
        assertThat(all.headers().firstValue("weft-complete")).contains("?1");
        isRefused(shopper.add(sku, 2), sku);
        String item = FaceShopper.json(all).at("/productItems/0/itemId").asText();
        isRefused(shopper.face("PATCH", shopper.basket() + "/items/" + item, "{\"quantity\":" + (left + 1) + "}"), sku);
        assertThat(FaceShopper.json(shopper.face("PATCH", shopper.basket() + "/items/" + item, "{\"quantity\":1}"))
                        .at("/productItems/0/quantity")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"productId\":\"a b\",\"quantity\":1}]", "[null]", "7"})
    void whatNamesNoSkuIsScapisToRefuse(String body) {
        HttpResponse<String> answer = shopper.face("POST", shopper.basket() + "/items", body);
        HttpResponse<String> direct = shopper.direct("POST", shopper.basket() + "/items", body);
        assertThat(answer.statusCode()).isEqualTo(direct.statusCode());
        assertThat(answer.body()).isEqualTo(direct.body());
    }

    /** SCAPI might read another quantity than the one that was looked at here. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'productId':'SKU','quantity':1,'quantity':99999}]",
                "[{'productId':'SKU','quantity':99999,'quantity':1}]",
                "[{'productId':'SKU','quantity':1,'quantit\\u0079':99999}]",
                "[{'productId':'none','productId':'SKU','quantity':99999}]",
                "[{'productId':'SKU','quantity':1}] [{'productId':'SKU','quantity':99999}]",
                "[{'productId':'SKU','quantity':99999}",
                "[{'productId':'SKU','quantity':99999},]",
                "[{'productId':'SKU','quantity':1e999999999999}]",
                "{'productId':'SKU','quantity':NaN}",
                "[{'productId':'SKU','quantity':99999}] // x",
                "\uFEFF[{'productId':'SKU','quantity':99999}]",
            })
    void itemsThatCanBeReadInTwoWaysAreRefusedAndScapiNeverHearsOfThem(String body) {
        String sku = stocked();
        String items = shopper.basket() + "/items";
        for (String method : List.of("POST", "PATCH")) {
            WEFT.sandbox().resetCounts();
            isMalformed(shopper.face(method, items, body.replace('\'', '"').replace("SKU", sku)));
            assertThat(WEFT.sandbox().calls("scapi")).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'basketId':'BASKET','basketId':'gone'}",
                "{'basketId':'gone','basketId':'BASKET'}",
                "{'basketId':'BASKET','b\\u0061sketId':'gone'}",
                "{'basketId':'BASKET'} {}",
                "{'basketId':'BASKET'",
            })
    void anOrderThatCanBeReadInTwoWaysIsRefusedAndScapiNeverHearsOfIt(String body) {
        shopper.add(stocked(), 1);
        shopper.checkout();
        String basket = shopper.basket().substring(FaceShopper.BASKETS.length() + 1);
        WEFT.sandbox().resetCounts();
        isMalformed(
                shopper.face("POST", FaceShopper.ORDERS, body.replace('\'', '"').replace("BASKET", basket)));
        assertThat(WEFT.sandbox().calls("scapi")).isZero();
        assertThat(shopper.order().statusCode()).as("it can still be ordered").isEqualTo(200);
    }

    private static void isMalformed(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        JsonNode problem = FaceShopper.json(answer);
        assertThat(problem.path("code").asText()).isEqualTo("bad_request");
        assertThat(problem.path("detail").asText()).contains("not JSON as it is read here", "Send one JSON text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "x-unknown", "identity, gzip"})
    void anEncodedWriteIsRefusedAndToldHowToComeAgain(String coding) {
        String item = FaceShopper.item(stocked(), 1);
        shopper.basket();
        WEFT.sandbox().resetCounts();
        for (Map.Entry<String, String> write : Map.of(
                        shopper.basket() + "/items", item, FaceShopper.ORDERS, shopper.orderBody())
                .entrySet()) {
            HttpResponse<String> answer = posted(write.getKey(), "?siteId=WeftEU", write.getValue(), coding);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(415);
            assertThat(answer.headers().firstValue("accept-encoding")).contains("identity");
            assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
            assertThat(FaceShopper.json(answer).path("detail").asText()).contains("without Content-Encoding");
        }
        assertThat(WEFT.sandbox().calls("scapi")).isZero();
    }

    @Test
    void whatSaysThatItIsNotEncodedIsLookedAt() {
        String sku = stocked();
        String items = shopper.basket() + "/items";
        isRefused(lookedAt(items, "?siteId=WeftEU", FaceShopper.item(sku, 99_999)), sku);
        HttpResponse<String> answer = posted(items, "?siteId=WeftEU", FaceShopper.item(sku, 1), "Identity");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** To SCAPI they are one name. */
    @ParameterizedTest
    @ValueSource(strings = {"?site%49d=WeftEU", "?%73%69%74%65%49%64=WeftEU", "?siteId=WeftEU&siteId=WeftEU"})
    void aSiteIsKnownHoweverItsParameterIsWritten(String query) {
        String sku = stocked();
        isRefused(lookedAt(shopper.basket() + "/items", query, FaceShopper.item(sku, 99_999)), sku);
    }

    /** SCAPI might mean the one that nobody looks after here. */
    @ParameterizedTest
    @ValueSource(strings = {"?siteId=nobody&siteId=WeftEU", "?siteId=WeftEU&siteId=WeftUK", "?siteId=WeftEU&site%49d="})
    void aWriteForTwoSitesIsRefusedAndScapiNeverHearsOfIt(String query) {
        String item = FaceShopper.item(stocked(), 1);
        String items = shopper.basket() + "/items";
        WEFT.sandbox().resetCounts();
        HttpResponse<String> answer = posted(items, query, item, "identity");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(FaceShopper.json(answer).path("detail").asText()).contains("Send one siteId");
        assertThat(WEFT.sandbox().calls("scapi")).isZero();
    }

    /** On a busy machine the ERP's first word can be late; SCAPI takes so many of nothing, so one may try again. */
    private HttpResponse<String> lookedAt(String path, String query, String body) {
        return await().atMost(SOON)
                .until(
                        () -> posted(path, query, body, "identity"),
                        answer -> answer.headers().firstValue("weft-missing").isEmpty());
    }

    private HttpResponse<String> posted(String path, String query, String body, String coding) {
        return new Http()
                .send(Http.request("http://127.0.0.1:" + WEFT.port() + path + query)
                        .header("Authorization", "Bearer " + shopper.token())
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", coding)
                        .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void anErpThatIsDarkLetsTheBasketBeAndIsNamed() {
        String sku = stocked();
        WEFT.sandbox().fault("sap", "{'offline':true}");
        HttpResponse<String> answer = shopper.add(sku, 1);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("weft-complete")).contains("?0");
        assertThat(answer.headers().firstValue("weft-missing").orElse("")).startsWith("stock;reason=");
    }

    @Test
    void anOrderIsInTheErpOnceAndExported() {
        String sku = stocked();
        shopper.add(sku, 2);
        shopper.checkout();
        HttpResponse<String> answer = shopper.order();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("weft-complete"))
                .as("%s", answer.headers().map())
                .contains("?1");
        JsonNode order = FaceShopper.json(answer);
        inErpOnce(order);
        exported(order.path("orderNo").asText());
        assertThat(shopper.order().statusCode()).isEqualTo(404);
        assertThat(WEFT.sandbox().orders("sap", order.path("orderNo").asText())).hasSize(1);
    }

    @Test
    void goodsForSeveralAddressesAreNotOrderedAndScapiNeverHearsOfIt() {
        shopper.add(stocked(), 1);
        shopper.checkout();
        String gift = shopper.basket() + "/shipments";
        String address = "{\"firstName\":\"Eva\",\"lastName\":\"Byron\",\"address1\":\"Rue 1\",\"city\":\"Lyon\","
                + "\"postalCode\":\"69001\",\"countryCode\":\"FR\"}";
        assertThat(shopper.direct("POST", gift, "{\"shipmentId\":\"gift\"}").statusCode())
                .isEqualTo(200);
        shopper.direct("PUT", gift + "/gift/shipping-address", address);
        shopper.direct("PUT", gift + "/gift/shipping-method", "{\"id\":\"standard\"}");
        String item = FaceShopper.item(stocked(), 1).replace("\"me\"", "\"gift\"");
        assertThat(shopper.direct("POST", shopper.basket() + "/items", item).statusCode())
                .isEqualTo(200);
        shopper.pay();

        HttpResponse<String> answer = shopper.order();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(FaceShopper.json(answer).path("type").asText()).endsWith("/errors/multiple-shipments-not-supported");
        assertThat(shopper.direct("GET", shopper.basket(), "").statusCode())
                .as("the basket has not become an order")
                .isEqualTo(200);
    }

    @Test
    void anOrderMadeBehindOurBackIsSweptIn() {
        String sku = stocked();
        shopper.add(sku, 1);
        shopper.checkout();
        JsonNode order = FaceShopper.json(shopper.direct("POST", FaceShopper.ORDERS, shopper.orderBody()));
        inErpOnce(order);
        exported(order.path("orderNo").asText());
    }

    /** The ERP would know one of them, and a refund go back to it of what another paid. */
    @Test
    void anOrderPaidByTwoIsRefusedAndWhereCommerceTookItIsLeftToPeopleAndNamed() throws Exception {
        shopper.add(stocked(), 1);
        shopper.checkout();
        JsonNode cart = FaceShopper.json(shopper.direct("GET", shopper.basket(), ""));
        BigDecimal half = cart.path("orderTotal").decimalValue().divide(BigDecimal.valueOf(2), 2, RoundingMode.DOWN);
        String payments = shopper.basket() + "/payment-instruments";
        shopper.direct(
                "PATCH",
                payments + "/"
                        + cart.at("/paymentInstruments/0/paymentInstrumentId").asText(),
                "{\"amount\":" + half + "}");
        shopper.direct(
                "POST",
                payments,
                "{\"paymentMethodId\":\"PayPal\",\"amount\":"
                        + cart.path("orderTotal").decimalValue().subtract(half) + "}");
        HttpResponse<String> refused = shopper.order();
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).contains("/errors/multiple-payments-not-supported");
        try (CapturedLog log = CapturedLog.begin()) {
            JsonNode order = FaceShopper.json(shopper.direct("POST", FaceShopper.ORDERS, shopper.orderBody()));
            assertThat(order.path("exportStatus").asText()).isEqualTo("ready");
            String number = order.path("orderNo").asText();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(log.text())
                            .contains("commerce's order " + number + " is none that can be handed over"));
            assertThat(WEFT.sandbox().orders("sap", number)).isEmpty();
        }
    }

    /** Its export status stays ready in commerce; the sweep goes from the newest order to the oldest. */
    @Test
    void anOrderCancelledInCommerceBeforeItIsSweptInStaysOut() {
        WEFT.sandbox().fault("scapi-admin", "{'offline':true}");
        JsonNode good = madeBehindOurBack(shopper);
        JsonNode cancelled = madeBehindOurBack(new FaceShopper(WEFT));
        assertThat(cancelled.path("exportStatus").asText()).isEqualTo("ready");
        WEFT.sandbox().inCommerce(cancelled.path("orderNo").asText(), "cancelled");
        WEFT.sandbox().clearFaults();
        inErpOnce(good);
        assertThat(WEFT.sandbox().orders("sap", cancelled.path("orderNo").asText()))
                .isEmpty();
    }

    /** Without it nobody would hold its goods or look at its prices. */
    @ParameterizedTest
    @CsvSource({"429, 429", "500, 500", "503, 503", "garbage, 502"})
    void anOrderOfABasketThatScapiDoesNotShowIsAnsweredInItsWords(String failure, int status) {
        shopper.add(stocked(), 1);
        shopper.checkout();
        WEFT.sandbox().resetCounts();
        WEFT.sandbox().fault("scapi", "{'operation':'baskets','error':'" + failure + "'}");
        HttpResponse<String> answer = shopper.order();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        if (status != 502) {
            assertThat(answer.body())
                    .isEqualTo(shopper.direct("GET", shopper.basket(), "").body());
        }
        assertThat(WEFT.sandbox().calls("scapi", "create-order")).isZero();
        WEFT.sandbox().clearFaults();
        assertThat(shopper.order().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"429, overloaded", "500, server_error", "garbage, bad_answer"})
    void goodsComeIntoABasketThatScapiDoesNotShowAndThatIsNamed(String failure, String reason) {
        String sku = stocked();
        shopper.basket();
        WEFT.sandbox().fault("scapi", "{'operation':'baskets','error':'" + failure + "'}");
        HttpResponse<String> answer = shopper.add(sku, 1);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(FaceShopper.json(answer).path("productItems")).hasSize(1);
        assertThat(answer.headers().firstValue("weft-complete")).contains("?0");
        assertThat(answer.headers().firstValue("weft-missing")).contains("stock;reason=" + reason);
    }

    private JsonNode madeBehindOurBack(FaceShopper somebody) {
        somebody.add(stocked(), 1);
        somebody.checkout();
        return FaceShopper.json(somebody.direct("POST", FaceShopper.ORDERS, somebody.orderBody()));
    }
}
