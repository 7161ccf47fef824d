package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Gifts and free shipping, in front of an ERP that refuses a credit of nothing: none of them holds up a refund that follows. */
class FreeGoodsTest {
    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with("/conf/sandbox-rest.yaml", text -> text);

    private final OrderKit kit = new OrderKit(WEFT);

    private String withGift(Storefront storefront) {
        String sku = kit.stocked(storefront);
        String gift = kit.stocked(storefront);
        BigDecimal price = kit.price(storefront, sku);
        BigDecimal worth = kit.price(storefront, gift);
        return """
                {"currency":"EUR","taxation":"gross","lines":[{"sku":"%s","quantity":1,"unitPrice":%s,"tax":0.07},
                  {"sku":"%s","quantity":1,"unitPrice":%s,"discount":%s,"tax":0}],
                 "shipping":{"method":"standard","price":0,"tax":0},
                 "payment":{"reference":"pay_1","method":"card","amount":%s},"total":%s,"email":"ada@example.com",
                 "shippingAddress":{"firstName":"Ada","lastName":"Byron","street":"Hafenstr. 1","postalCode":"20457",
                 "city":"Hamburg","country":"DE"}}""".formatted(sku, price, gift, worth, worth, price, price);
    }

    private Answer refund(Storefront storefront, String location, String wish) {
        return kit.keyed(storefront, kit.key()).post(location + "/refunds", wish);
    }

    @Test
    void neitherAGiftNorFreeShippingHoldsUpWhatFollows() {
        Storefront guest = WEFT.guest();
        Answer order = kit.keyed(guest, kit.key()).post("/v1/orders", withGift(guest));
        assertThat(order.status()).as(order.toString()).isEqualTo(201);
        String location = order.header("location");

        Answer shipping = refund(guest, location, "{\"shipping\":true}");
        assertThat(shipping.status()).isEqualTo(409);
        assertThat(shipping.code()).isEqualTo("nothing_to_refund");
        assertThat(shipping.at("/errors/0/pointer").asText()).isEqualTo("/shipping");
        Answer gift = refund(guest, location, "{\"lines\":[{\"line\":2,\"quantity\":1}]}");
        assertThat(gift.status()).as(gift.toString()).isEqualTo(201);
        assertThat(gift.at("/amount").decimalValue()).isEqualByComparingTo("0");
        assertThat(refund(guest, location, "{\"lines\":[{\"line\":1,\"quantity\":1}]}")
                        .status())
                .isEqualTo(201);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Answer now = guest.get(location);
            assertThat(now.at("/status").asText()).isEqualTo("refunded");
            assertThat(now.at("/refunds").findValuesAsText("state")).containsExactly("confirmed", "confirmed");
        });
        assertThat(WEFT.sandbox().orders("erp-rest", order.at("/id").asText()).at("/0/refunds"))
                .as("the ERP has booked the one that is worth something")
                .hasSize(1);
    }
}
