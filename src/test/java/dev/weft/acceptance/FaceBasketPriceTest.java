package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ERP's price in SCAPI's own basket, by price adjustments of a trusted agent: cart, payment and order agree with it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FaceBasketPriceTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    RunningWeft.operated(text),
                    "WeftEU: { weave: [stock, price, orders],",
                    "WeftEU: { basketPrice: adjustment, weave: [stock, price, orders],"));

    private final OrderKit kit = new OrderKit(WEFT);
    private final FaceShopper shopper = new FaceShopper(WEFT);

    /** Commerce has another price for a twentieth of all goods: half of what is bought is of these. */
    private Map<String, Integer> bought() {
        Random random = new Random(7);
        Map<String, Integer> bought = new LinkedHashMap<>();
        for (int i = 0; i < 1_000 && bought.size() < 4; i++) {
            String sku = WEFT.sandbox().sku();
            boolean other = isOtherInCommerce(sku);
            long others = bought.keySet().stream()
                    .filter(FaceBasketPriceTest::isOtherInCommerce)
                    .count();
            boolean wanted = other ? others < 2 : bought.size() - others < 2 && random.nextInt(4) == 0;
            if (wanted && left(sku) >= 5) {
                bought.put(sku, 1 + random.nextInt(3));
            }
        }
        return bought;
    }

    private static boolean isOtherInCommerce(String sku) {
        return Integer.parseInt(sku) % 20 == 7;
    }

    private String otherInCommerce() {
        return bought().keySet().stream()
                .filter(FaceBasketPriceTest::isOtherInCommerce)
                .findFirst()
                .orElseThrow();
    }

    private int left(String sku) {
        return WEFT.guest()
                .get("/v1/products/" + sku + "?include=stock")
                .at("/stock/total")
                .asInt();
    }

    private BigDecimal price(String sku) {
        return kit.price(WEFT.guest(), sku);
    }

    private JsonNode basket() {
        return FaceShopper.json(shopper.direct("GET", shopper.basket(), ""));
    }

    private static HttpResponse<String> good(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static BigDecimal amount(JsonNode at) {
        assertThat(at.isNumber()).isTrue();
        return at.decimalValue();
    }

    @Test
    void cartPaymentAndOrderCostWhatTheErpSays() {
        Map<String, Integer> bought = bought();
        assertThat(bought).hasSize(4);
        BigDecimal goods = BigDecimal.ZERO;
        JsonNode shown = null;
        for (Map.Entry<String, Integer> one : bought.entrySet()) {
            HttpResponse<String> answer =
                    good(shopper.add(one.getKey(), one.getValue())); // which sends a price of 0.01
            assertThat(answer.headers().firstValue("weft-complete")).contains("?1");
            goods = goods.add(price(one.getKey()).multiply(BigDecimal.valueOf(one.getValue())));
            shown = FaceShopper.json(answer);
            assertThat(amount(shown.path("productTotal"))).isEqualByComparingTo(goods);
        }
        assertThat(shown).isEqualTo(basket()); // the client has the basket as it is now
        shopper.checkout();
        JsonNode cart = basket();
        BigDecimal total = goods.add(amount(cart.path("shippingTotal")));
        assertThat(amount(cart.path("orderTotal"))).isEqualByComparingTo(total);
        assertThat(amount(cart.at("/paymentInstruments/0/amount"))).isEqualByComparingTo(total);
        JsonNode order = FaceShopper.json(good(shopper.order()));
        assertThat(amount(order.path("orderTotal"))).isEqualByComparingTo(total);
        assertThat(order.path("exportStatus").asText()).isEqualTo("ready"); // so it is paid in full
        String number = order.path("orderNo").asText();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(WEFT.sandbox().orders("sap", number)).hasSize(1));
        assertThat(WEFT.sandbox().orders("sap", number).at("/0/total").asLong())
                .isEqualTo(total.movePointRight(2).longValueExact());
    }

    @Test
    void aPriceThatChangedIsShownBeforeItIsPaid() {
        String sku = kit.stocked(WEFT.guest());
        good(shopper.add(sku, 2));
        shopper.checkout();
        BigDecimal now = price(sku).subtract(new BigDecimal("1.50"));
        WEFT.sandbox().price(sku, now.movePointRight(2).longValueExact());
        HttpResponse<String> refused = shopper.order();
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.headers().firstValue("content-type")).contains("application/problem+json");
        JsonNode problem = FaceShopper.json(refused);
        assertThat(problem.path("type").asText()).endsWith("/errors/product-price-changed");
        assertThat(problem.path("detail").asText()).contains(sku, now.toPlainString());
        assertThat(amount(problem.at("/prices/0/price"))).isEqualByComparingTo(now);
        assertThat(amount(basket().path("productTotal"))).isEqualByComparingTo(now.multiply(BigDecimal.valueOf(2)));
        shopper.pay();
        JsonNode order = FaceShopper.json(good(shopper.order()));
        assertThat(amount(order.path("productTotal"))).isEqualByComparingTo(now.multiply(BigDecimal.valueOf(2)));
    }

    /** A storefront that writes the total it remembers before it tries again: what SCAPI would take is half paid. */
    @Test
    void anAmountOfBeforeThePriceChangedIsNotOrderedEither() {
        String sku = kit.stocked(WEFT.guest());
        good(shopper.add(sku, 2));
        shopper.checkout();
        JsonNode payment = basket().at("/paymentInstruments/0");
        String before = "{\"amount\":" + payment.path("amount") + "}";
        String instrument = shopper.basket() + "/payment-instruments/"
                + payment.path("paymentInstrumentId").asText();
        BigDecimal now = price(sku).add(new BigDecimal("1.50"));
        WEFT.sandbox().price(sku, now.movePointRight(2).longValueExact());
        assertThat(shopper.order().statusCode()).isEqualTo(400);
        good(shopper.face("PATCH", instrument, before));
        HttpResponse<String> again = shopper.order();
        assertThat(again.statusCode()).as(again.body()).isEqualTo(400);
        assertThat(FaceShopper.json(again).path("type").asText()).endsWith("/errors/product-price-changed");
        assertThat(FaceShopper.json(again).path("detail").asText()).contains(sku, now.toPlainString());
        good(shopper.face("PATCH", instrument, "{\"amount\":" + basket().path("orderTotal") + "}"));
        assertThat(FaceShopper.json(good(shopper.order())).path("exportStatus").asText())
                .isEqualTo("ready");
    }

    @Test
    void whatThePriceCannotBeSetForIsOrderedAtCommercesAndNamed() {
        String sku = kit.stocked(WEFT.guest());
        good(shopper.add(sku, 1));
        WEFT.sandbox().price(sku, 100); // less than the agent may take off
        shopper.checkout();
        HttpResponse<String> answer = good(shopper.order());
        assertThat(answer.headers().firstValue("weft-missing")).contains("price;reason=refused");
        assertThat(FaceShopper.json(answer).path("exportStatus").asText()).isEqualTo("ready");
    }

    @Test
    void oncePricesAgreeAgainTheAdjustmentIsGone() {
        String sku = kit.stocked(WEFT.guest());
        BigDecimal before = price(sku);
        WEFT.sandbox().price(sku, before.movePointRight(2).longValueExact() - 200);
        good(shopper.add(sku, 1));
        assertThat(basket().at("/productItems/0/priceAdjustments")).hasSize(1);
        WEFT.sandbox().price(sku, before.movePointRight(2).longValueExact() - 300);
        good(shopper.add(sku, 1));
        assertThat(basket().at("/productItems/0/priceAdjustments")).hasSize(1);
        WEFT.sandbox().price(sku, before.movePointRight(2).longValueExact());
        good(shopper.add(sku, 1));
        assertThat(basket().at("/productItems/0/priceAdjustments")).isEmpty();
        assertThat(amount(basket().path("productTotal"))).isEqualByComparingTo(before.multiply(BigDecimal.valueOf(3)));
    }

    @Test
    void aPriceThatCannotBeSetIsNamed() {
        String sku = otherInCommerce();
        WEFT.sandbox().price(sku, 100); // less than the agent may take off
        HttpResponse<String> answer = good(shopper.add(sku, 1));
        assertThat(answer.headers().firstValue("weft-complete")).contains("?0");
        assertThat(answer.headers().firstValue("weft-missing")).contains("price;reason=refused");
        assertThat(FaceShopper.json(answer).path("productItems")).hasSize(1);
    }

    /** What SCAPI answers to the write is a basket too. */
    @Test
    void aBasketThatScapiDoesNotShowBeforeIsPricedAfterwards() {
        String sku = otherInCommerce();
        shopper.basket();
        WEFT.sandbox().fault("scapi", "{'operation':'baskets','error':'500'}");
        HttpResponse<String> answer = good(shopper.add(sku, 2));
        assertThat(answer.headers().firstValue("weft-missing")).contains("stock;reason=server_error");
        assertThat(amount(FaceShopper.json(answer).path("productTotal")))
                .isEqualByComparingTo(price(sku).multiply(BigDecimal.valueOf(2)));
    }

    @Test
    void anAgentsTokenThatIsNotTakenAnyMoreIsReplaced() {
        String sku = otherInCommerce();
        good(shopper.add(sku, 1));
        WEFT.sandbox().expireAgents();
        BigDecimal now = price(sku).subtract(BigDecimal.ONE);
        WEFT.sandbox().price(sku, now.movePointRight(2).longValueExact());
        HttpResponse<String> answer = good(shopper.add(sku, 1));
        assertThat(answer.headers().firstValue("weft-complete")).contains("?1");
        assertThat(amount(FaceShopper.json(answer).path("productTotal")))
                .isEqualByComparingTo(now.multiply(BigDecimal.valueOf(2)));
    }

    @Test
    void aMembersBasketIsPricedToo() {
        String customer = WEFT.sandbox().shoppersWithEverything().get(0);
        FaceShopper member = new FaceShopper(WEFT, WEFT.sandbox().shopper(customer));
        member.emptied(customer);
        String sku = otherInCommerce();
        JsonNode shown = FaceShopper.json(good(member.add(sku, 1)));
        assertThat(amount(shown.path("productTotal"))).isEqualByComparingTo(price(sku));
    }
}
