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
            route("GET", "/v1/orders/mine"),
            route("POST", "/v1/orders/{id}/refunds"),
            route("GET", "/v1/orders/{id}/refunds/{refund}"),
            route("PUT", "/v1/baskets/{id}"),
            route("POST", "/hooks/{backend}/stock"),
            route("POST", "/hooks/{backend}/prices"),
            route("GET", "/{family}/{api}/{version}/organizations/{org}/products/{id}"),
            route("GET", "/{family}/{api}/{version}/organizations/{org}/products")));

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
        "GET, /v1/orders/mine, /v1/orders/mine, ''",
        "GET, /v1/orders/mine2, /v1/orders/{id}, mine2",
        "POST, /v1/orders/7/refunds, /v1/orders/{id}/refunds, 7",
        "POST, /v1/orders/mine/refunds, /v1/orders/{id}/refunds, mine",
        "GET, /v1/orders/a%2Db/refunds/c+d, /v1/orders/{id}/refunds/{refund}, a-b|c+d",
        "POST, /hooks/erp/stock, /hooks/{backend}/stock, erp",
        "POST, /hooks/stock/stock, /hooks/{backend}/stock, stock",
        "GET, /v1/orders/v1/organizations/o/products, /{family}/{api}/{version}/organizations/{org}/products, v1|orders|v1|o",
        "GET, /p/q/v1/organizations/o/products/7, /{family}/{api}/{version}/organizations/{org}/products/{id}, p|q|v1|o|7",
    })
    void findsTheRouteAndItsParameters(String method, String path, String template, String parameters) {
        RouteTable.Match match = routes.find(method, path);
        assertThat(match.route().orElseThrow().template()).isEqualTo(template);
        assertThat(String.join("|", match.parameters())).isEqualTo(parameters);
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
                "/v1/orders/7/refunds/",
                "/v1/orders//refunds",
                "/v1/orders/7/refund",
                "/v1/orders/7/refunds/8/9",
                "/v1/orders/7/refundsx/8",
                "/hooks//stock",
                "/hooks/erp",
                "/hooks/erp/stock/",
                "/hooks/erp/Stock",
                "/p/q/v1/organization/o/products",
                "/p/q/v1/organizations//products",
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
    void thePathBelongsToTheLiteralTemplateWhateverTheMethod() {
        assertThat(routes.find("DELETE", "/v1/orders/mine").allowed()).containsExactly("GET", "HEAD");
        assertThat(routes.find("GET", "/v1/orders/7/refunds").allowed()).containsExactly("POST");
        assertThat(routes.methods("/v1/products/7")).containsExactly("GET", "HEAD");
        assertThat(routes.methods("/v1/orders/7/refunds")).containsExactly("POST");
        assertThat(routes.methods("/v1/nothing")).isEmpty();
    }

    @Test
    void oneParameterHasOneName() {
        assertThatThrownBy(
                        () -> new RouteTable(List.of(route("GET", "/orders/{id}"), route("DELETE", "/orders/{order}"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{order}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/x{id}", "/a/{id", "/a/{}", "/a//{id}", "/a/{i}{d}", "/a/{id}/"})
    void aTemplateThatIsNotWholeSegmentsIsRefused(String template) {
        assertThatThrownBy(() -> new RouteTable(List.of(route("GET", template))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aParameterIsFoundByItsName() {
        Route route = route("GET", "/v1/orders/{id}/refunds/{refund}");
        assertThat(route.position("id")).isZero();
        assertThat(route.position("refund")).isEqualTo(1);
        assertThatThrownBy(() -> route.position("ref")).hasMessageContaining("ref ");
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
        return new Route(
                method, template, Route.Access.ANYONE, "", dev.weft.http.door.Priority.PRODUCT, exchange -> {});
    }
}
