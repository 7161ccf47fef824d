package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are told: what may run, what may be embedded, and whose pages may read answers. */
class BrowserTest {
    private static final String SHOP = "https://shop.example.com";
    private static final String UK = "https://uk.example.com";

    private static final String CATEGORY = "/product/shopper-products/v1%s/categories/root";

    @RegisterExtension
    static final RunningWeft OPEN = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    RunningWeft.edited(
                            RunningWeft.edited(
                                    text,
                                    "face:\n  backend: scapi\n",
                                    "face:\n  backend: scapi\n  headers: { allow: [X-Shop-Channel] }\n"),
                            "server:\n",
                            "server:\n  cors: {origins: [\"" + SHOP
                                    + "\"], maxAge: 5m}\n  trustedProxies: [127.0.0.0/8]\n"),
                    "  WeftUK: { currency",
                    "  WeftUK: { origins: [\"" + UK + "\"], currency"));

    @RegisterExtension
    static final RunningWeft CLOSED = RunningWeft.standard();

    private final Http http = new Http();

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/products/x", "/v1/me", "/docs", "/docs/start.js", "/openapi.yaml", "/nothing", "/v1/.."})
    void everyAnswerIsGuarded(String path) {
        HttpResponse<String> answer = ask(CLOSED, "GET", path);
        assertThat(answer.headers().allValues("x-content-type-options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("referrer-policy")).containsExactly("no-referrer");
        assertThat(answer.headers().allValues("cross-origin-resource-policy")).containsExactly("same-origin");
        assertThat(answer.headers().allValues("content-security-policy")).hasSize(1);
        assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
                .startsWith("default-src 'none'")
                .contains("frame-ancestors 'none'");
        assertThat(answer.headers().firstValue("server")).isEmpty();
        assertThat(answer.headers().firstValue("vary")).isEmpty();
        if (answer.statusCode() >= 400) {
            assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        }
    }

    @Test
    void strictTransportIsToldOverTlsAlone() {
        assertThat(ask(OPEN, "GET", "/docs").headers().firstValue("strict-transport-security"))
                .isEmpty();
        assertThat(ask(OPEN, "GET", "/docs", "X-Forwarded-Proto", "https")
                        .headers()
                        .firstValue("strict-transport-security"))
                .contains("max-age=31536000");
        assertThat(ask(CLOSED, "GET", "/docs", "X-Forwarded-Proto", "https")
                        .headers()
                        .firstValue("strict-transport-security"))
                .as("nobody's word is believed there")
                .isEmpty();
    }

    @Test
    void aPageOfAKnownOriginMayRead() {
        HttpResponse<String> answer = ask(OPEN, "GET", product(), "Origin", SHOP, "Authorization", eu());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("access-control-allow-origin")).containsExactly(SHOP);
        assertThat(answer.headers().allValues("vary")).containsExactly("origin");
        assertThat(answer.headers().firstValue("access-control-expose-headers").orElse(""))
                .contains("weft-complete");
        assertThat(answer.headers().firstValue("access-control-allow-credentials"))
                .isEmpty();
    }

    @Test
    void theSamePageMayReadWhyItWasRefused() {
        HttpResponse<String> answer = ask(OPEN, "GET", "/v1/me", "Origin", SHOP);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("access-control-allow-origin")).contains(SHOP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "https://evil.example.com",
                "https://shop.example.com.evil.org",
                "http://shop.example.com",
                "https://shop.example.com:8443",
                "https://SHOP.example.com",
                "https://xshop.example.com",
                "https://shop.example.com/",
                "*",
                "https://shop.example.com, https://evil.example.com"
            })
    void anUnknownOriginIsNeverRepeated(String origin) {
        String token = eu();
        String path = product();
        for (String method : List.of("GET", "OPTIONS")) {
            HttpResponse<String> answer = ask(
                    OPEN,
                    method,
                    path,
                    "Origin",
                    origin,
                    "Authorization",
                    token,
                    "Access-Control-Request-Method",
                    "GET");
            assertThat(answer.statusCode()).isEqualTo(method.equals("GET") ? 200 : 403);
            assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
            assertThat(answer.headers().firstValue("vary").orElse("")).contains("origin");
        }
    }

    @Test
    void anAnswerVariesByOriginAlsoWhereNoneWasSent() {
        HttpResponse<String> answer = ask(OPEN, "GET", product(), "Authorization", eu());
        assertThat(answer.headers().firstValue("vary")).contains("origin");
        assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    @Test
    void onePermissionIsNotRememberedForAnother() {
        String token = eu();
        String path = product();
        ask(OPEN, "GET", path, "Origin", SHOP, "Authorization", token);
        HttpResponse<String> hit = ask(OPEN, "GET", path, "Origin", "https://evil.example.com", "Authorization", token);
        assertThat(hit.headers().firstValue("cache-status").orElse("")).contains("hit");
        assertThat(hit.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    @Test
    void anOriginOfOneSiteReadsThatSiteOnly() {
        String uk = "Bearer " + OPEN.sandbox().guestOf("WeftUK");
        assertThat(ask(OPEN, "GET", product(), "Origin", UK, "Authorization", uk)
                        .headers()
                        .firstValue("access-control-allow-origin"))
                .contains(UK);
        assertThat(ask(OPEN, "GET", product(), "Origin", UK, "Authorization", eu())
                        .headers()
                        .firstValue("access-control-allow-origin"))
                .isEmpty();
    }

    @Test
    void aPreflightNamesTheMethodsOfThePathAndCostsNoBackendCall() {
        HttpResponse<String> answer = ask(
                OPEN,
                "OPTIONS",
                product(),
                "Origin",
                SHOP,
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "authorization");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("access-control-allow-origin")).contains(SHOP);
        assertThat(answer.headers().firstValue("access-control-allow-methods")).contains("GET, HEAD");
        assertThat(answer.headers().firstValue("access-control-allow-headers").orElse(""))
                .contains("authorization", "content-type", "idempotency-key")
                .doesNotContain("*");
        assertThat(answer.headers().firstValue("access-control-max-age")).contains("300");
        assertThat(answer.headers().firstValue("vary").orElse(""))
                .contains("origin", "access-control-request-method", "access-control-request-headers");
        assertThat(OPEN.sandbox().calls("sap")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/product/shopper-products/v1%s/categories/root",
                "/product/shopper-products/v1%s/products/no-such",
                "/shopper/auth/v1%s/oauth2/jwks",
                "/product/shopper-products/v1/organizations/f_ecom_else_001/products/1"
            })
    void theFacesAnswersAreGuardedToo(String path) {
        HttpResponse<String> answer = ask(CLOSED, "GET", face(path, "WeftEU"), "Authorization", eu());
        assertThat(answer.headers().allValues("x-content-type-options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("referrer-policy")).containsExactly("no-referrer");
        assertThat(answer.headers().allValues("cross-origin-resource-policy")).containsExactly("same-origin");
        assertThat(answer.headers().allValues("x-request-id")).hasSize(1);
        assertThat(answer.headers().firstValue("server")).isEmpty();
        assertThat(answer.headers().firstValue("strict-transport-security")).isEmpty();
        assertThat(ask(OPEN, "GET", face(path, "WeftEU"), "Authorization", eu(), "X-Forwarded-Proto", "https")
                        .headers()
                        .allValues("strict-transport-security"))
                .containsExactly("max-age=31536000");
    }

    @Test
    void aPageOfAKnownOriginMayReadTheFace() {
        HttpResponse<String> answer = ask(OPEN, "GET", face(CATEGORY, "WeftEU"), "Origin", SHOP, "Authorization", eu());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().allValues("access-control-allow-origin")).containsExactly(SHOP);
        assertThat(answer.headers().firstValue("access-control-expose-headers").orElse(""))
                .contains("weft-missing", "sfdc_load");
        assertThat(String.join(",", answer.headers().allValues("vary"))).contains("origin");
        HttpResponse<String> other =
                ask(OPEN, "GET", face(CATEGORY, "WeftEU"), "Origin", "https://evil.example.com", "Authorization", eu());
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
        assertThat(String.join(",", other.headers().allValues("vary"))).contains("origin");
    }

    @Test
    void anOriginOfOneSiteReadsThatSiteOfTheFaceOnly() {
        assertThat(allowed(face(CATEGORY, "WeftUK"))).containsExactly(UK);
        assertThat(allowed(face(CATEGORY, "WeftEU"))).isEmpty();
        assertThat(allowed(face(CATEGORY, "WeftUK") + "&siteId=WeftEU")).isEmpty();
        assertThat(allowed(face("/shopper/auth/v1%s/oauth2/jwks", "WeftUK").replace("?siteId=WeftUK", "")))
                .as("nobody's site")
                .containsExactly(UK);
    }

    private List<String> allowed(String path) {
        return ask(OPEN, "GET", path, "Origin", UK).headers().allValues("access-control-allow-origin");
    }

    @Test
    void aPreflightOfTheFaceNamesWhatStorefrontsSendAndCostsNoBackendCall() {
        OPEN.sandbox().resetCounts();
        HttpResponse<String> answer = ask(
                OPEN,
                "OPTIONS",
                face("/checkout/shopper-baskets/v2%s/baskets/1/items", "WeftEU"),
                "Origin",
                SHOP,
                "Access-Control-Request-Method",
                "PATCH",
                "Access-Control-Request-Headers",
                "authorization,content-type,sfdc_user_agent");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().allValues("access-control-allow-origin")).containsExactly(SHOP);
        assertThat(answer.headers().firstValue("access-control-allow-methods"))
                .contains("DELETE, GET, HEAD, PATCH, POST, PUT");
        assertThat(answer.headers().firstValue("access-control-allow-headers").orElse(""))
                .contains("authorization", "content-type", "correlation-id", "sfdc_user_agent", "x-shop-channel")
                .doesNotContain("*", "idempotency-key");
        assertThat(OPEN.sandbox().calls("scapi")).isZero();
        assertThat(ask(
                                OPEN,
                                "OPTIONS",
                                face(CATEGORY, "WeftEU"),
                                "Origin",
                                "https://evil.example.com",
                                "Access-Control-Request-Method",
                                "GET")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aPreflightOfNoRouteIsNotFound() {
        assertThat(ask(OPEN, "OPTIONS", "/nothing", "Origin", SHOP, "Access-Control-Request-Method", "GET")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void withoutOriginsThereIsNoCors() {
        HttpResponse<String> answer =
                ask(CLOSED, "OPTIONS", "/v1/me", "Origin", SHOP, "Access-Control-Request-Method", "GET");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
    }

    private static String face(String path, String site) {
        return String.format(path, "/organizations/f_ecom_zzwf_001") + "?siteId=" + site;
    }

    private static String product() {
        return "/v1/products/" + OPEN.sandbox().sku();
    }

    private static String eu() {
        return "Bearer " + OPEN.sandbox().guest();
    }

    private HttpResponse<String> ask(RunningWeft weft, String method, String path, String... fields) {
        HttpRequest.Builder request =
                Http.request("http://127.0.0.1:" + weft.port() + path).method(method, BodyPublishers.noBody());
        if (fields.length > 0) {
            request.headers(fields);
        }
        return http.send(request);
    }
}
