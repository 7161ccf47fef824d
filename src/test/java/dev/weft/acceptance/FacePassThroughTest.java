package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With nothing woven in, the face is not there: what SCAPI says arrives as it was said, and what the client says too. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FacePassThroughTest {
    private static final String ORG = "/organizations/f_ecom_zzwf_001";
    private static final String SITE = "?siteId=WeftEU";
    private static final String PRODUCTS = "/product/shopper-products/v1" + ORG;
    private static final String BASKETS = "/checkout/shopper-baskets/v2" + ORG + "/baskets";

    @RegisterExtension
    @Order(1)
    static final Tap TAP = new Tap();

    @RegisterExtension
    @Order(2)
    static final RunningWeft WEFT = RunningWeft.with(RunningWeft.STANDARD, text -> {
        String tapped = RunningWeft.edited(
                text, "url: http://127.0.0.1:9100/scapi", "url: http://127.0.0.1:" + TAP.port() + "/scapi");
        String bare = RunningWeft.edited(
                tapped,
                "face:\n  backend: scapi\n",
                "face:\n  backend: scapi\n  timeout: 3s\n  maxAnswer: 96MiB\n  headers: { allow: [X-Shop-Channel] }\n");
        bare = RunningWeft.edited(bare, "server:\n", "server:\n  trustedProxies: [127.0.0.0/8]\n");
        String untouched = bare.replaceAll(", members: \\{.*\\} \\} \\}", " }");
        return untouched
                .replace("  cache: { catalogue: 5m, goods: 1m, own: 5s }\n", "")
                .replace("weave: [stock, price, orders]", "weave: []")
                .replace("writes: [stock, orders]", "writes: []");
    });

    private final MultiMap guest = MultiMap.caseInsensitiveMultiMap()
            .add("Authorization", "Bearer " + WEFT.sandbox().guest())
            .add("sfdc_user_agent", "pwa-kit-react-sdk@3.20.0");

    @Test
    void everyCallOfAJourneyIsTheSameOnBothSides() {
        String sku = WEFT.sandbox().sku();
        List<Tap.Seen> seen = new ArrayList<>();
        seen.add(ask(
                "GET",
                "/shopper/auth/v1" + ORG + "/oauth2/authorize?redirect_uri=http://localhost:3000/callback"
                        + "&response_type=code&client_id=8d3f6a9b-weft-storefront&hint=guest&channel_id=WeftEU"
                        + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                ""));
        seen.add(ask("POST", "/shopper/auth/v1" + ORG + "/oauth2/token", "grant_type=refresh_token&refresh_token=no"));
        seen.add(ask("GET", PRODUCTS + "/categories/root" + SITE + "&levels=1", ""));
        seen.add(ask("GET", PRODUCTS + "/products/" + sku + SITE + "&perPricebook=true&allImages=true", ""));
        seen.add(ask("GET", PRODUCTS + "/products" + SITE + "&ids=" + sku + ",no-such", ""));
        seen.add(ask("GET", PRODUCTS + "/products/no-such" + SITE, ""));
        seen.add(ask(
                "GET",
                "/search/shopper-search/v1" + ORG + "/product-search" + SITE
                        + "&refine=cgid=clothing&refine=htype=master&limit=5&expand=prices,%20variations",
                ""));
        seen.add(ask("GET", "/search/shopper-search/v1" + ORG + "/search-suggestions" + SITE + "&q=a", ""));
        seen.add(ask("GET", "/configuration/shopper-configurations/v1" + ORG + "/configurations" + SITE, ""));
        seen.add(ask("GET", "/pricing/shopper-promotions/v1" + ORG + "/promotions" + SITE + "&ids=circle-week", ""));
        seen.add(ask(
                "GET",
                "/store/shopper-stores/v1" + ORG + "/store-search" + SITE
                        + "&latitude=53.5&longitude=10&maxDistance=50&distanceUnit=km",
                ""));
        seen.add(ask("GET", "/shopper/shopper-context/v1" + ORG + "/shopper-context/nobody" + SITE, ""));
        Tap.Seen basket = ask("POST", BASKETS + SITE, "{}");
        String at = BASKETS + "/" + new JsonObject(basket.body()).getString("basketId");
        seen.add(basket);
        String item = new JsonArray()
                .add(new JsonObject().put("productId", sku).put("quantity", 1))
                .encode();
        seen.add(ask("POST", at + "/items" + SITE, item));
        seen.add(ask("POST", at + "/items" + SITE, item.replace(":1}", ":99999}")));
        seen.add(ask("POST", at + "/coupons" + SITE, "{\"code\":\"NOPE\"}"));
        seen.add(ask("PUT", at + "/customer" + SITE, "{\"email\":\"ada@example.com\"}"));
        seen.add(ask("GET", at + "/shipments/me/shipping-methods" + SITE, ""));
        seen.add(ask("GET", at.replace("/v2/", "/v1/") + SITE, ""));
        seen.add(ask("POST", "/checkout/shopper-orders/v1" + ORG + "/orders" + SITE, "{\"basketId\":\"gone\"}"));
        seen.add(ask("DELETE", at + SITE, ""));
        seen.add(ask("GET", at + SITE, ""));

        assertThat(TAP.passed()).hasSameSizeAs(seen);
        for (int i = 0; i < seen.size(); i++) {
            Tap.Passed passed = TAP.passed().get(i);
            assertThat(seen.get(i).status())
                    .as(passed.uri())
                    .isEqualTo(passed.answer().status());
            assertThat(seen.get(i).reason())
                    .as(passed.uri())
                    .isEqualTo(passed.answer().reason());
            assertThat(seen.get(i).body())
                    .as(passed.uri())
                    .isEqualTo(passed.answer().body());
            assertThat(lines(seen.get(i).fields()))
                    .as(passed.uri())
                    .isEqualTo(atTheEdge(lines(passed.answer().fields()), seen.get(i)));
        }
        assertThat(seen.stream().map(Tap.Seen::status).distinct()).contains(200, 204, 303, 400, 403, 404);
    }

    @Test
    void aRedirectWithItsCookiesAndReasonPassesAsItIs() {
        TAP.answer("/oauth2/authorize", request -> {
            HttpServerResponse response = request.response().setStatusCode(303).setStatusMessage("Look Elsewhere");
            response.headers().add("Location", "http://localhost:3000/cb?code=a%20b&usid=1");
            response.headers().add("Set-Cookie", "usid_WeftEU=1; Path=/").add("Set-Cookie", "cc-nx-g=2; HttpOnly");
            response.end();
        });
        Tap.Seen seen = ask("GET", "/shopper/auth/v1" + ORG + "/oauth2/authorize?x=1", "");
        assertThat(seen.status()).isEqualTo(303);
        assertThat(seen.reason()).isEqualTo("Look Elsewhere");
        assertThat(seen.fields().get("location")).isEqualTo("http://localhost:3000/cb?code=a%20b&usid=1");
        assertThat(seen.fields().getAll("set-cookie")).containsExactly("usid_WeftEU=1; Path=/", "cc-nx-g=2; HttpOnly");
    }

    @Test
    void theQueryAndTheClientsFieldsAreHandedOnAsWritten() {
        guest.add("Cookie", "dwsid=7")
                .add("x-site-id", "WeftEU")
                .add("correlation-id", "one-of-mine")
                .add("Sec-WebSocket-Protocol", "chat")
                .add("TE", "trailers");
        String query = "&expand=oms,%20oms_shipments&refine=a=1&refine=a=1&c_x=%C3%A9&empty=&select=(hits.(**))";
        ask("GET", PRODUCTS + "/categories/root" + SITE + query, "");
        Tap.Passed passed = TAP.passed().get(0);
        assertThat(passed.uri()).isEqualTo("/scapi" + PRODUCTS + "/categories/root" + SITE + query);
        assertThat(passed.fields().getAll("authorization")).containsExactly(guest.get("authorization"));
        assertThat(passed.fields().get("sfdc_user_agent")).isEqualTo("pwa-kit-react-sdk@3.20.0");
        assertThat(passed.fields().get("cookie")).isEqualTo("dwsid=7");
        assertThat(passed.fields().get("correlation-id")).isEqualTo("one-of-mine");
        assertThat(passed.fields().contains("te")).isFalse();
        assertThat(passed.fields().contains("sec-websocket-protocol")).isFalse();
        assertThat(passed.fields().get("host")).startsWith("127.0.0.1").endsWith(":" + TAP.port());
    }

    /** Only writes that are looked at must be readable in one way. */
    @Test
    void whereNothingIsCheckedWritesPassWhateverTheyAre() {
        guest.add("Content-Encoding", "gzip");
        String query = "?siteId=nobody&site%49d=WeftEU";
        List<String> paths = List.of(BASKETS + "/b/items", "/checkout/shopper-orders/v1" + ORG + "/orders");
        for (String path : paths) {
            String body = "[{\"quantity\":1,\"quantity\":2}] trailing";
            ask("POST", path + query, body);
            Tap.Passed passed = TAP.passed().get(TAP.passed().size() - 1);
            assertThat(passed.uri()).isEqualTo("/scapi" + path + query);
            assertThat(passed.body().toString()).isEqualTo(body);
            assertThat(passed.fields().getAll("content-encoding")).containsExactly("gzip");
        }
        assertThat(TAP.passed()).hasSameSizeAs(paths);
    }

    @Test
    void whatNoStorefrontIsKnownToSendStaysBehindUnlessItIsConfigured() {
        guest.add("Accept-Language", "de-DE")
                .add("If-None-Match", "\"1\"")
                .add("sfdc_dwsid", "7")
                .add("x-correlation-id", "c")
                .add("x-shop-channel", "kiosk")
                .add("X-Whatever", "1")
                .add("X-Request-Id", "mine")
                .add("X-User-Id", "admin")
                .add("Weft-Tenant", "other");
        ask("GET", PRODUCTS + "/categories/root" + SITE, "");
        assertThat(lines(TAP.passed().get(0).fields()).keySet())
                .containsExactlyInAnyOrder(
                        "authorization",
                        "accept-language",
                        "if-none-match",
                        "sfdc_dwsid",
                        "sfdc_user_agent",
                        "x-correlation-id",
                        "x-shop-channel",
                        "correlation-id",
                        "traceparent",
                        "x-forwarded-for",
                        "x-forwarded-proto",
                        "x-forwarded-host",
                        "host");
    }

    /** The tests' own address is a trusted proxy's here: it appends whom it heard from, and what stands left of that anybody may have written. */
    @Test
    void whereARequestCameFromIsToldAnewAndNothingThatWasForged() {
        guest.add("X-Forwarded-For", "6.6.6.6, 203.0.113.9")
                .add("X-Forwarded-Proto", "https")
                .add("X-Forwarded-Host", "evil.example.com")
                .add("X-Forwarded-User", "admin")
                .add("Forwarded", "for=6.6.6.6;host=evil.example.com");
        ask("GET", PRODUCTS + "/categories/root" + SITE, "");
        MultiMap fields = TAP.passed().get(0).fields();
        assertThat(fields.getAll("x-forwarded-for")).containsExactly("203.0.113.9");
        assertThat(fields.getAll("x-forwarded-proto")).containsExactly("https");
        assertThat(fields.getAll("x-forwarded-host")).containsExactly("127.0.0.1:" + WEFT.port());
        assertThat(lines(fields).keySet()).doesNotContain("forwarded", "x-forwarded-user");
    }

    @Test
    void whatMadeAnAnswerAndWhatScapiMaySayOfItsOwnHostAloneStaysBehind() {
        TAP.answer("/categories/talkative", request -> {
            MultiMap fields = request.response().headers();
            fields.add("Server", "secret/1.0").add("Via", "1.1 secret").add("X-Powered-By", "secret");
            fields.add("X-AspNet-Version", "4").add("Alt-Svc", "h3=\":443\"");
            fields.add("Strict-Transport-Security", "max-age=1; includeSubDomains");
            fields.add("Access-Control-Allow-Origin", "*");
            fields.add("X-Content-Type-Options", "sniff").add("X-Request-Id", "scapis");
            fields.add("Vary", "Accept-Encoding").add("X-Dw-Request-Base-Id", "kept");
            request.response().end("{}");
        });
        Tap.Seen seen = ask("GET", PRODUCTS + "/categories/talkative" + SITE, "");
        Map<String, List<String>> lines = lines(seen.fields());
        assertThat(lines.keySet())
                .containsExactlyInAnyOrder(
                        "content-length",
                        "cross-origin-resource-policy",
                        "referrer-policy",
                        "vary",
                        "x-content-type-options",
                        "x-dw-request-base-id",
                        "x-request-id");
        assertThat(lines).containsEntry("x-content-type-options", List.of("nosniff"));
        assertThat(lines).containsEntry("vary", List.of("Accept-Encoding"));
        assertThat(lines.get("x-request-id")).hasSize(1).doesNotContain("scapis");
    }

    @Test
    void aCorrelationIdIsMadeWhereThereIsNone() {
        ask("GET", PRODUCTS + "/categories/root" + SITE, "");
        assertThat(TAP.passed().get(0).fields().get("correlation-id"))
                .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @Test
    void bothSpellingsOfTheOrganisationAreTheSameOne() {
        ask("GET", PRODUCTS.replace("f_ecom_", "") + "/categories/root" + SITE, "");
        assertThat(TAP.passed().get(0).uri()).isEqualTo("/scapi" + PRODUCTS + "/categories/root" + SITE);
    }

    @Test
    void whatIsNotTheShopperApisOrNotOurOrganisationIsNeverHandedOn() {
        for (String path : List.of(
                PRODUCTS.replace("zzwf", "zzxx") + "/products/1",
                PRODUCTS.replace("/v1/", "/v9/") + "/products/1",
                "/checkout/orders/v1" + ORG + "/orders/1",
                "/custom/anything/v1" + ORG + "/x",
                "/product/shopper-products/v1/products/1",
                "/dw/shop/v24_5/products/1")) {
            assertThat(ask("GET", path + SITE, "").status()).as(path).isEqualTo(404);
        }
        assertThat(TAP.passed()).isEmpty();
    }

    @Test
    void scapisOwnTroubleIsPassedOnAndOursIsNever503() {
        TAP.answer(
                "/categories/ill",
                request -> request.response()
                        .setStatusCode(503)
                        .putHeader("sfdc_maintenance", "site")
                        .end("{}"));
        TAP.answer("/categories/slow", request -> {});
        TAP.answer("/categories/gone", request -> request.connection().close());
        Tap.Seen ill = ask("GET", PRODUCTS + "/categories/ill" + SITE, "");
        assertThat(ill.status()).isEqualTo(503);
        assertThat(ill.fields().get("sfdc_maintenance")).isEqualTo("site");
        assertThat(ask("GET", PRODUCTS + "/categories/slow" + SITE, "").status())
                .isEqualTo(504);
        assertThat(ask("GET", PRODUCTS + "/categories/gone" + SITE, "").status())
                .isEqualTo(502);
    }

    @Test
    void aReadIsSentOnceMoreWhereItsConnectionBrokeAndAWriteNever() {
        AtomicInteger reads = new AtomicInteger();
        TAP.answer("/categories/shaky", request -> {
            if (reads.incrementAndGet() == 1) {
                request.connection().close();
            } else {
                request.response().end("{\"id\":\"shaky\"}");
            }
        });
        AtomicInteger writes = new AtomicInteger();
        TAP.answer("/baskets/shaky/items", request -> {
            writes.incrementAndGet();
            request.connection().close();
        });
        assertThat(ask("GET", PRODUCTS + "/categories/shaky" + SITE, "").body().toString())
                .isEqualTo("{\"id\":\"shaky\"}");
        assertThat(reads).hasValue(2);
        assertThat(ask("POST", BASKETS + "/shaky/items" + SITE, "[]").status()).isEqualTo(502);
        assertThat(ask("DELETE", BASKETS + "/shaky/items" + SITE, "").status()).isEqualTo(502);
        assertThat(writes).hasValue(2);
    }

    @Test
    void anAnswerThatBreaksOffIsNotPassedForAWholeOne() {
        TAP.answer(
                "/categories/torn",
                request -> request.response()
                        .setChunked(true)
                        .write("{\"half\":")
                        .onSuccess(written -> request.connection().close()));
        assertThatThrownBy(() -> ask("GET", PRODUCTS + "/categories/torn" + SITE, ""))
                .isNotNull();
    }

    @Test
    void anEndlessAnswerIsCutOff() {
        AtomicLong sent = new AtomicLong();
        TAP.answer(
                "/categories/endless", request -> feed(request.response().setChunked(true), Integer.MAX_VALUE, sent));
        assertThatThrownBy(() -> ask("GET", PRODUCTS + "/categories/endless" + SITE, ""))
                .isNotNull();
        assertThat(sent.get()).as("chunks, of which 96 MiB are allowed").isGreaterThanOrEqualTo(96 * 16);
        TAP.answer(
                "/categories/long",
                request -> request.response()
                        .putHeader("content-length", "999999999")
                        .write("x"));
        assertThat(ask("GET", PRODUCTS + "/categories/long" + SITE, "").status())
                .isEqualTo(502);
    }

    /** What the client does not take is not fetched: it waits at SCAPI, not in our memory. */
    @Test
    void aSlowClientHoldsScapiBack() {
        int chunks = 95 * 16; // far more than the sockets on the way hold
        AtomicLong sent = new AtomicLong();
        TAP.answer("/categories/large", request -> {
            HttpServerResponse response = request.response().setChunked(true);
            feed(response, chunks, sent);
        });
        HttpClientResponse answer = TAP.client()
                .request(HttpMethod.GET, WEFT.port(), "127.0.0.1", PRODUCTS + "/categories/large" + SITE)
                .compose(HttpClientRequest::send)
                .map(HttpClientResponse::pause)
                .map(it -> (HttpClientResponse) it)
                .await();
        AtomicLong before = new AtomicLong(-1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> before.getAndSet(sent.get()) == sent.get()); // stands still
        assertThat(sent.get()).isPositive().isLessThan(chunks / 2);
        io.vertx.core.Future<Buffer> body = answer.body();
        answer.resume();
        Buffer whole = body.await();
        assertThat(whole.length()).isEqualTo(chunks * 64 * 1024);
        assertThat(sent).hasValue(chunks);
    }

    private static void feed(HttpServerResponse response, int chunks, AtomicLong sent) {
        while (sent.get() < chunks && !response.closed()) {
            if (response.writeQueueFull()) {
                response.drainHandler(free -> feed(response, chunks, sent));
                return;
            }
            sent.incrementAndGet();
            response.write(Buffer.buffer(new byte[64 * 1024])); // a chunk of its own
        }
        response.end();
    }

    @Test
    void aBodyWithoutEndIsRefused() {
        AtomicInteger takenForWhole = new AtomicInteger();
        TAP.answer(
                "/baskets/big/items",
                request -> request.body().onSuccess(all -> {
                    takenForWhole.incrementAndGet();
                    request.response().end("{}");
                }));
        Buffer tooMuch = Buffer.buffer(new byte[2 * 1024 * 1024]);
        HttpClientResponse answer = TAP.client()
                .request(HttpMethod.POST, WEFT.port(), "127.0.0.1", BASKETS + "/big/items" + SITE)
                .compose(request -> {
                    request.setChunked(true).write(tooMuch);
                    request.end();
                    return request.response();
                })
                .await();
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(takenForWhole).hasValue(0);
    }

    private Tap.Seen ask(String method, String uri, String body) {
        MultiMap fields = MultiMap.caseInsensitiveMultiMap().addAll(guest);
        if (uri.startsWith("/shopper/auth/")) {
            fields.remove("Authorization");
        }
        if (!body.isEmpty()) {
            fields.set(
                    "Content-Type",
                    body.startsWith("grant") ? "application/x-www-form-urlencoded" : "application/json");
        }
        return TAP.send(WEFT.port(), HttpMethod.valueOf(method), uri, fields, Buffer.buffer(body))
                .await();
    }

    /** What SCAPI said, and what the edge says in every answer, instead of or besides. */
    private static Map<String, List<String>> atTheEdge(Map<String, List<String>> said, Tap.Seen seen) {
        said.remove("server");
        said.put("x-content-type-options", List.of("nosniff"));
        said.put("referrer-policy", List.of("no-referrer"));
        said.put("cross-origin-resource-policy", List.of("same-origin"));
        said.put("x-request-id", List.of(seen.fields().get("x-request-id")));
        return said;
    }

    /** Names in lower case, each with all its lines in order. */
    private static Map<String, List<String>> lines(MultiMap fields) {
        Map<String, List<String>> lines = new TreeMap<>();
        fields.forEach((name, value) -> lines.computeIfAbsent(name.toLowerCase(Locale.ROOT), none -> new ArrayList<>())
                .add(value));
        return lines;
    }
}
