package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.UUID;

/** What a storefront does to place an order. */
record OrderKit(RunningWeft weft) {
    String key() {
        return '"' + UUID.randomUUID().toString() + '"';
    }

    Storefront keyed(Storefront storefront, String key) {
        return storefront.with("Idempotency-Key", key);
    }

    BigDecimal price(Storefront storefront, String sku) {
        return storefront
                .get("/v1/products/" + sku + "?include=price")
                .at("/price/amount")
                .decimalValue();
    }

    /** So many units of {@code sku}, prices as given, shipped for 4.90. */
    String order(String sku, int quantity, BigDecimal price) {
        BigDecimal total = price.multiply(BigDecimal.valueOf(quantity)).add(new BigDecimal("4.90"));
        return """
                {"currency":"EUR","taxation":"gross","lines":[{"sku":"%s","quantity":%d,"unitPrice":%s,"tax":0.07}],
                 "shipping":{"method":"standard","price":4.90,"tax":0.78},
                 "payment":{"reference":"pay_1","method":"card","amount":%s},"total":%s,"email":"ada@example.com",
                 "shippingAddress":{"firstName":"Ada","lastName":"Byron","street":"Hafenstr. 1","postalCode":"20457",
                 "city":"Hamburg","country":"DE"}}""".formatted(sku, quantity, price, total, total);
    }

    /** A SKU with units left, which no other test takes from. */
    String stocked(Storefront storefront) {
        for (int i = 0; i < 60; i++) {
            String sku = weft.sandbox().sku();
            JsonNode stock =
                    storefront.get("/v1/products/" + sku + "?include=stock").at("/stock/total");
            if (stock.asInt() >= 10) {
                return sku;
            }
        }
        throw new AssertionError("no SKU with stock among sixty");
    }

    Answer placed(Storefront storefront, int quantity) {
        String sku = stocked(storefront);
        Answer answer = keyed(storefront, key()).post("/v1/orders", order(sku, quantity, price(storefront, sku)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer;
    }
}
