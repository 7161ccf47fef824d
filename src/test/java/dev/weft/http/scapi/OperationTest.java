package dev.weft.http.scapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OperationTest {
    @Test
    void namesHoldNoIds() {
        String prefix = "/checkout/shopper-baskets/v2";
        assertThat(Operation.name("PATCH", prefix, prefix + "/organizations/f_ecom_a_b/baskets/3f2a/items/9?siteId=S"))
                .isEqualTo("PATCH shopper-baskets-v2/baskets/{}/items/{}");
        assertThat(Operation.name("GET", Families.SEARCH, Families.SEARCH + "/organizations/o/product-search"))
                .isEqualTo("GET shopper-search/product-search");
        assertThat(Operation.name("GET", Families.SEARCH, Families.SEARCH + "/organizations/o"))
                .isEqualTo("GET shopper-search");
    }

    @Test
    void expansionsAreKnownOnesInOneOrder() {
        assertThat(Operation.expand(asked("?expand=prices,%20images,evil&x=1"))).isEqualTo("images+prices");
        assertThat(Operation.expand(asked("?x=1"))).isEmpty();
    }

    private static Asked asked(String query) {
        return Asked.of(Families.PRODUCTS, Families.PRODUCTS + "/organizations/o/products" + query);
    }
}
