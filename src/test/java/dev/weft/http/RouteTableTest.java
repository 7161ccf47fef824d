package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
    private final RouteTable routes = new RouteTable(List.of(
            route("GET", "/v1/products/{sku}"),
            route("GET", "/v1/products"),
            route("POST", "/v1/orders"),
            route("GET", "/v1/orders/{id}"),
            route("PUT", "/v1/baskets/{id}")));

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/products, /v1/products, ''",
        "HEAD, /v1/products, /v1/products, ''",
        "GET, /v1/products/10000231, /v1/products/{sku}, 10000231",
        "HEAD, /v1/products/a.b, /v1/products/{sku}, a.b",
        "GET, /v1/products/a%2Db, /v1/products/{sku}, a-b",
        "GET, /v1/products/a+b, /v1/products/{sku}, a+b",
        "POST, /v1/orders, /v1/orders, ''",
        "PUT, /v1/baskets/x, /v1/baskets/{id}, x",
    })
    void findsTheRouteAndItsParameter(String method, String path, String template, String parameter) {
        RouteTable.Match match = routes.find(method, path);
        assertThat(match.route().orElseThrow().template()).isEqualTo(template);
        assertThat(match.parameter()).isEqualTo(parameter);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "*",
                "v1/products",
                "/v1",
                "/v1/products/",
                "/v1/products/a/",
                "/v1/products/a/b",
                "/v1//products",
                "//v1/products",
                "/V1/products",
                "/v1/products.json",
                "/v1/products;a=b",
                "/v1/product%73",
                "/v1/orders/../products",
                "/v1/products/x/.css",
            })
    void matchesExactlyOrNotAtAll(String path) {
        RouteTable.Match match = routes.find("GET", path);
        assertThat(match.route()).isEmpty();
        assertThat(match.allowed()).isEmpty();
    }

    @Test
    void aPathWithAnotherMethodNamesThoseItHas() {
        assertThat(routes.find("DELETE", "/v1/orders").allowed()).containsExactly("POST");
        assertThat(routes.find("HEAD", "/v1/orders").route()).isEmpty();
        assertThat(routes.find("get", "/v1/products").route()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/products/%00", "/v1/products/%", "/v1/products/%ff", "/v1/products/a b"})
    void aParameterThatCannotBeReadIsTheCallersMistake(String path) {
        assertThatThrownBy(() -> routes.find("GET", path)).isInstanceOf(BadInput.class);
    }

    @Test
    void aRouteStandsOnce() {
        assertThatThrownBy(() -> new RouteTable(List.of(route("GET", "/a"), route("GET", "/a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/a");
    }

    @Test
    void whateverComesItThrowsNothingButBadInput() {
        Random random = new Random(7);
        String alphabet = "/v1productsorders%+.;{}?#\\ \0ä0aF";
        int found = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder path = new StringBuilder(random.nextBoolean() ? "/v1/products/" : "");
            for (int length = random.nextInt(12); length > 0; length--) {
                path.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                found += routes.find("GET", path.toString()).route().isPresent() ? 1 : 0;
            } catch (BadInput expected) {
                assertThat(expected.problem().status()).isEqualTo(400);
            }
        }
        assertThat(found).isPositive();
    }

    private static Route route(String method, String template) {
        return new Route(method, template, Route.Access.ANYONE, "", exchange -> {});
    }
}
