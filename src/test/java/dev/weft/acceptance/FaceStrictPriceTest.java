package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A site that is strict with prices: what cannot be given the ERP's price is not sold, nor what the client believes to cost another. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FaceStrictPriceTest {
    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    RunningWeft.operated(text),
                    "WeftEU: { weave: [stock, price, orders],",
                    "WeftEU: { basketPrice: adjustment, strictPrices: true, changedPrice: adjust,"
                            + " weave: [stock, price, orders],"));

    private final OrderKit kit = new OrderKit(WEFT);
    private final FaceShopper shopper = new FaceShopper(WEFT);

    private HttpResponse<String> add(String sku, int quantity, BigDecimal price) {
        return shopper.face(
                "POST",
                shopper.basket() + "/items",
                "[{\"productId\":\"%s\",\"quantity\":%d,\"price\":%s}]".formatted(sku, quantity, price));
    }

    private static void isRefused(HttpResponse<String> answer, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(FaceShopper.json(answer).path("type").asText()).endsWith("/errors/" + type);
    }

    private JsonNode basket() {
        return FaceShopper.json(shopper.direct("GET", shopper.basket(), ""));
    }

    @Test
    void whatTheClientBelievesToBeCheaperIsNotAdded() {
        String sku = kit.stocked(WEFT.guest());
        BigDecimal price = kit.price(WEFT.guest(), sku);
        isRefused(add(sku, 1, new BigDecimal("0.01")), "product-price-changed");
        assertThat(basket().path("productItems")).isEmpty();
        assertThat(add(sku, 1, price).statusCode()).isEqualTo(200);
    }

    @Test
    void aPriceOfHundredsOfDigitsIsAnotherPriceAndOneOfMillionsIsNone() {
        String sku = kit.stocked(WEFT.guest());
        isRefused(add(sku, 1, new BigDecimal("1e300")), "product-price-changed");
        isRefused(add(sku, 1, new BigDecimal("1e-300")), "product-price-changed");
        for (String absurd : List.of("1e100000000", "1e-100000000", "1e999999999")) {
            HttpResponse<String> answer = add(sku, 1, new BigDecimal(absurd));
            assertThat(answer.statusCode()).as(absurd).isEqualTo(400);
            assertThat(answer.body()).contains("not JSON as it is read here (number)");
        }
    }

    @Test
    void aPriceThatCannotBeSetLeavesTheBasketAsItWas() {
        String sku = kit.stocked(WEFT.guest());
        assertThat(add(sku, 1, kit.price(WEFT.guest(), sku)).statusCode()).isEqualTo(200);
        JsonNode before = basket();
        WEFT.sandbox().price(sku, 100); // less than the agent may take off
        isRefused(add(sku, 2, new BigDecimal("1.00")), "product-price-not-confirmed");
        assertThat(basket().at("/productItems/0/quantity")).isEqualTo(before.at("/productItems/0/quantity"));
        assertThat(basket().path("productTotal")).isEqualTo(before.path("productTotal"));
    }

    @Test
    void anErpThatIsDarkSellsNothing() {
        String sku = kit.stocked(WEFT.guest());
        BigDecimal price = kit.price(WEFT.guest(), sku);
        assertThat(add(sku, 1, price).statusCode()).isEqualTo(200);
        shopper.checkout();
        WEFT.sandbox().fault("sap", "{'offline':true}");
        isRefused(add(sku, 1, price), "product-price-not-confirmed");
        isRefused(shopper.order(), "product-price-not-confirmed");
    }

    @Test
    void intoABasketThatScapiDoesNotShowNothingIsAdded() {
        String sku = kit.stocked(WEFT.guest());
        BigDecimal price = kit.price(WEFT.guest(), sku);
        shopper.basket();
        WEFT.sandbox().fault("scapi", "{'operation':'baskets','error':'500'}");
        HttpResponse<String> answer = add(sku, 1, price);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
        WEFT.sandbox().clearFaults();
        assertThat(basket().path("productItems")).isEmpty();
    }

    @Test
    void aPriceThatChangedIsPaidWhereTheSiteSaysSo() {
        String sku = kit.stocked(WEFT.guest());
        BigDecimal before = kit.price(WEFT.guest(), sku);
        assertThat(add(sku, 2, before).statusCode()).isEqualTo(200);
        shopper.checkout();
        BigDecimal now = before.add(new BigDecimal("2.25"));
        WEFT.sandbox().price(sku, now.movePointRight(2).longValueExact());
        HttpResponse<String> answer = shopper.order();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode order = FaceShopper.json(answer);
        BigDecimal total = now.multiply(BigDecimal.valueOf(2))
                .add(order.path("shippingTotal").decimalValue());
        assertThat(order.path("orderTotal").decimalValue()).isEqualByComparingTo(total);
        assertThat(order.at("/paymentInstruments/0/amount").decimalValue()).isEqualByComparingTo(total);
        assertThat(order.path("exportStatus").asText()).isEqualTo("ready");
    }
}
