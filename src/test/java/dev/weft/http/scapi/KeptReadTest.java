package dev.weft.http.scapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptReadTest {
    @ParameterizedTest
    @CsvSource({
        "/shopper/auth/v1, /oauth2/jwks, KEYS",
        "/shopper/auth/v1, /oauth2/jwks/, KEYS",
        "/shopper/auth/v1, /oauth2/jwks/1, ",
        "/shopper/auth/v1, /oauth2/.well-known/openid-configuration, KEYS",
        "/shopper/auth/v1, /oauth2/token, ",
        "/shopper/auth/v1, /oauth2/userinfo, ",
        "/product/shopper-products/v1, /categories/root, CATALOGUE",
        "/product/shopper-products/v1, /categories, CATALOGUE",
        "/product/shopper-products/v1, /products, GOODS",
        "/product/shopper-products/v1, /products/1/prices, GOODS",
        "/product/shopper-products/v1, /products/1/prices/2, ",
        "/product/shopper-products/v1, /productsx, ",
        "/product/shopper-products/v1, /products/, ",
        "/search/shopper-search/v1, /product-search, GOODS",
        "/store/shopper-stores/v1, /store-search, CATALOGUE",
        "/configuration/shopper-configurations/v1, /configurations, CATALOGUE",
        "/shopper/shopper-context/v1, /shopper-context/1, OWN",
        "/customer/shopper-customers/v1, /customers/1, OWN",
        "/customer/shopper-customers/v1, /customers/1/baskets, OWN",
        "/customer/shopper-customers/v1, /customers/1/product-lists/2, OWN",
        "/customer/shopper-customers/v1, /customers/1/orders, ",
        "/customer/shopper-customers/v1, /customers/1/payment-instruments, ",
        "/customer/shopper-customers/v1, /customers/password/reset, ",
        "/checkout/shopper-orders/v1, /orders/1, ",
        "/checkout/shopper-baskets/v2, /baskets/1, ",
    })
    void onlyTheseReadsAreRemembered(String prefix, String resource, String read) {
        assertThat(KeptRead.of(prefix, resource).map(Enum::name).orElse(null)).isEqualTo(read);
    }
}
