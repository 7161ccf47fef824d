package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ERP's price in SCAPI's own basket by way of an instance's hook, which trusts what Weft has signed and nobody else. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FaceHookPriceTest {
    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(RunningWeft.STANDARD, text -> {
        String hooked = RunningWeft.edited(
                RunningWeft.operated(text),
                "WeftEU: { weave: [stock, price, orders],",
                "WeftEU: { basketPrice: hook, changedPrice: adjust, weave: [stock, price, orders],");
        return RunningWeft.edited(
                hooked,
                "face:\n  backend: scapi\n",
                "face:\n  backend: scapi\n  hookSecret: sandbox-hook-secret-0123456789abcdef\n");
    });

    private final OrderKit kit = new OrderKit(WEFT);
    private final FaceShopper shopper = new FaceShopper(WEFT);

    private BigDecimal price(String sku) {
        return kit.price(WEFT.guest(), sku);
    }

    private JsonNode basket() {
        return FaceShopper.json(shopper.direct("GET", shopper.basket(), ""));
    }

    private static BigDecimal amount(JsonNode at) {
        assertThat(at.isNumber()).isTrue();
        return at.decimalValue();
    }

    @Test
    void cartPaymentAndOrderCostWhatTheErpSays() {
        String sku = kit.stocked(WEFT.guest());
        BigDecimal price = price(sku).subtract(new BigDecimal("1.23"));
        WEFT.sandbox().price(sku, price.movePointRight(2).longValueExact());
        HttpResponse<String> answer = shopper.add(sku, 2);
        assertThat(answer.headers().firstValue("weft-complete"))
                .as(answer.body())
                .contains("?1");
        BigDecimal goods = price.multiply(BigDecimal.valueOf(2));
        assertThat(amount(FaceShopper.json(answer).path("productTotal"))).isEqualByComparingTo(goods);
        shopper.checkout();
        JsonNode cart = basket();
        JsonNode order = FaceShopper.json(shopper.order());
        assertThat(amount(order.path("orderTotal")))
                .isEqualByComparingTo(goods.add(amount(order.path("shippingTotal"))))
                .isEqualByComparingTo(amount(cart.at("/paymentInstruments/0/amount")));
        assertThat(order.path("exportStatus").asText()).isEqualTo("ready");
    }

    @Test
    void whatAShopperSignsThemselvesIsNotBelieved() {
        String sku = kit.stocked(WEFT.guest());
        assertThat(shopper.add(sku, 1).statusCode()).isEqualTo(200);
        JsonNode item = basket().at("/productItems/0");
        String forged = item.path("c_weftPrice").asText().replaceFirst("^[0-9.]+", "0.01"); // what else is in it stays
        shopper.direct(
                "PATCH",
                shopper.basket() + "/items/" + item.path("itemId").asText(),
                "{\"c_weftPrice\":\"" + forged + "\"}");
        shopper.checkout();
        HttpResponse<String> past = shopper.direct("POST", FaceShopper.ORDERS, shopper.orderBody());
        assertThat(past.statusCode()).as(past.body()).isEqualTo(400);
        JsonNode order = FaceShopper.json(shopper.order());
        assertThat(amount(order.path("productTotal"))).isEqualByComparingTo(price(sku));
    }
}
