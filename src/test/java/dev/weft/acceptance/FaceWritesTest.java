package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
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
    @ValueSource(strings = {"[{\"productId\":\"a b\",\"quantity\":1}]", "[1e999999999999]", "[null]", "{", "7"})
    void whatNamesNoSkuIsScapisToRefuse(String body) {
        HttpResponse<String> answer = shopper.face("POST", shopper.basket() + "/items", body);
        HttpResponse<String> direct = shopper.direct("POST", shopper.basket() + "/items", body);
        assertThat(answer.statusCode()).isEqualTo(direct.statusCode());
        assertThat(answer.body()).isEqualTo(direct.body());
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
        assertThat(answer.headers().firstValue("weft-complete")).contains("?1");
        JsonNode order = FaceShopper.json(answer);
        inErpOnce(order);
        exported(order.path("orderNo").asText());
        assertThat(shopper.order().statusCode()).isEqualTo(404);
        assertThat(WEFT.sandbox().orders("sap", order.path("orderNo").asText())).hasSize(1);
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
}
