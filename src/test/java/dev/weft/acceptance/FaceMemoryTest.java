package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the face remembers, for whom, and when it forgets. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FaceMemoryTest {
    private static final String ORG = "/organizations/f_ecom_zzwf_001";
    private static final String SITE = "?siteId=WeftEU";
    private static final String ROOT = "/product/shopper-products/v1" + ORG + "/categories/root" + SITE + "&levels=1";
    private static final String PRODUCTS = "/product/shopper-products/v1" + ORG + "/products";
    private static final String SEARCH =
            "/search/shopper-search/v1" + ORG + "/product-search" + SITE + "&refine=cgid=clothing&limit=3";
    private static final String CUSTOMER = "/customer/shopper-customers/v1" + ORG + "/customers/";

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.standard();

    private final Http http = new Http();
    private final String token = WEFT.sandbox().guest();

    @Test
    void whatIsEverybodysIsAskedForOnce() {
        String other = WEFT.sandbox().guest();
        String registered = WEFT.sandbox().shopper("wsh00000003");
        for (String target : List.of(ROOT, configurations())) {
            HttpResponse<String> first = get(target, token);
            int asked = WEFT.sandbox().calls("scapi");
            assertThat(get(target, other).body()).isEqualTo(first.body());
            assertThat(get(target, registered).body()).isEqualTo(first.body());
            assertThat(WEFT.sandbox().calls("scapi")).as(target).isEqualTo(asked);
        }
        assertThat(get(ROOT, other).headers().firstValue("cache-status").orElse(""))
                .startsWith("weft; hit; ttl=");
    }

    @Test
    void equalQuestionsUnderWayAreOne() {
        WEFT.sandbox().fault("scapi", "{'latency':{'kind':'fixed','ms':300}}");
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(http.start(request(ROOT, token)));
        }
        all.forEach(one -> assertThat(one.join().statusCode()).isEqualTo(200));
        assertThat(WEFT.sandbox().calls("scapi")).isLessThanOrEqualTo(2); // they may begin on both sides of an answer
    }

    @Test
    void guestsShareGoodsAndRegisteredShoppersDoNot() {
        get(SEARCH, plainGuest());
        String other = plainGuest();
        int asked = WEFT.sandbox().calls("scapi");
        get(SEARCH, other);
        assertThat(WEFT.sandbox().calls("scapi")).isEqualTo(asked);
        get(SEARCH, WEFT.sandbox().shopper("wsh00000004"));
        get(SEARCH, WEFT.sandbox().shopper("wsh00000005"));
        assertThat(WEFT.sandbox().calls("scapi")).isEqualTo(asked + 2);
    }

    /** As each page of PWA Kit asks. */
    private String plainGuest() {
        String guest = WEFT.sandbox().guest();
        assertThat(get(ScapiCalls.context(guest), guest).statusCode()).isEqualTo(404);
        return guest;
    }

    /** What a server renders asks for no context: Weft does, by the way. */
    @Test
    void aGuestNobodyHasAskedAboutSharesOnceScapiHasBeenAsked() {
        String known = plainGuest();
        get(SEARCH, known);
        int searches = WEFT.sandbox().calls("scapi", "product-search");
        int contexts = WEFT.sandbox().calls("scapi", "context");
        get(SEARCH, token);
        assertThat(WEFT.sandbox().calls("scapi", "product-search"))
                .as("whoever may have a context asks alone")
                .isEqualTo(searches + 1);
        AtomicInteger page = new AtomicInteger();
        Awaitility.await().untilAsserted(() -> {
            String next = SEARCH + "&offset=" + page.incrementAndGet();
            get(next, known);
            int asked = WEFT.sandbox().calls("scapi", "product-search");
            get(next, token);
            assertThat(WEFT.sandbox().calls("scapi", "product-search")).isEqualTo(asked);
        });
        assertThat(WEFT.sandbox().calls("scapi", "context"))
                .as("it is asked once")
                .isEqualTo(contexts + 1);
    }

    @Test
    void aSessionWithAContextIsLikeNoOther() {
        get(SEARCH, plainGuest());
        String special = plainGuest();
        String context = ScapiCalls.context(special);
        int asked = WEFT.sandbox().calls("scapi");
        get(SEARCH, special);
        assertThat(WEFT.sandbox().calls("scapi")).as("a guest like any other").isEqualTo(asked);
        HttpRequest.Builder put = request(context, special).PUT(BodyPublishers.ofString("{\"sourceCode\":\"vip\"}"));
        assertThat(http.send(put.header("Content-Type", "application/json")).statusCode())
                .isBetween(200, 204);
        asked = WEFT.sandbox().calls("scapi");
        get(SEARCH, special);
        assertThat(WEFT.sandbox().calls("scapi")).isEqualTo(asked + 1);
    }

    @Test
    void aShoppersWriteIsReadBackAtOnce() {
        String shopper = WEFT.sandbox().shopper("wsh00000006");
        String lists = CUSTOMER + "wsh00000006/product-lists";
        int before = json(get(lists + SITE, shopper)).path("total").asInt();
        int asked = WEFT.sandbox().calls("scapi");
        get(lists + SITE, shopper);
        assertThat(WEFT.sandbox().calls("scapi")).as("remembered").isEqualTo(asked);
        HttpRequest.Builder post = request(lists + SITE, shopper)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"type\":\"wish_list\",\"name\":\"n\"}"));
        assertThat(http.send(post).statusCode()).isEqualTo(200);
        assertThat(json(get(lists + SITE, shopper)).path("total").asInt()).isEqualTo(before + 1);
    }

    @Test
    void whatIsWrittenIntoABasketLeavesTheRestRemembered() {
        TourSession guest = TourSession.guest(ScapiCalls.throughTheFace(WEFT));
        String shopper = guest.token();
        String lists = CUSTOMER + guest.customer() + "/product-lists" + SITE;
        String baskets = CUSTOMER + guest.customer() + "/baskets" + SITE;
        get(lists, shopper);
        int open = json(get(baskets, shopper)).path("total").asInt();
        String path = "/checkout/shopper-baskets/v2" + ORG + "/baskets" + SITE;
        HttpRequest.Builder post = request(path, shopper)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"));
        assertThat(http.send(post).statusCode()).isEqualTo(200);
        int asked = WEFT.sandbox().calls("scapi");
        assertThat(json(get(baskets, shopper)).path("total").asInt()).isEqualTo(open + 1);
        assertThat(WEFT.sandbox().calls("scapi")).as("baskets are read again").isEqualTo(asked + 1);
        get(lists, shopper);
        assertThat(WEFT.sandbox().calls("scapi")).as("lists are not").isEqualTo(asked + 1);
    }

    @Test
    void aTokenThatIsNotGoodGetsNothingRemembered() {
        get(ROOT, token);
        assertThat(get(ROOT, token.substring(0, token.length() - 8) + "AAAAAAAA")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void whoKnowsTheAnswerIsToldThatItStillHolds() {
        String product = PRODUCTS + "/" + WEFT.sandbox().sku() + SITE;
        for (String target : List.of(ROOT, product)) {
            String etag = get(target, token).headers().firstValue("etag").orElseThrow();
            HttpResponse<String> again = http.send(request(target, token).header("If-None-Match", etag));
            assertThat(again.statusCode()).as(target).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(http.send(request(target, token).header("If-None-Match", "\"other\""))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aSearchIsRatherOldThanEmpty() {
        String guest = plainGuest();
        HttpResponse<String> good = get(SEARCH, guest);
        WEFT.sandbox().fault("scapi", "{'error':'503','errorRate':1.0}");
        assertThat(WEFT.invalidate(true, "part:face")).isPositive();
        HttpResponse<String> old = get(SEARCH, guest);
        assertThat(old.statusCode()).isEqualTo(200);
        assertThat(json(old).path("total")).isEqualTo(json(good).path("total"));
        assertThat(old.headers().firstValue("cache-status").orElse("")).contains("detail=stale");
        assertThat(get(SEARCH + "&q=never-asked", guest).statusCode()).isEqualTo(503);
    }

    /** The same fields, from the same memory, and nothing behind them. */
    @Test
    void aHeadIsAnsweredAsTheGetWouldBe() {
        String product = PRODUCTS + "/" + WEFT.sandbox().sku() + SITE;
        String guest = plainGuest();
        List<String> fields = List.of("Authorization: Bearer " + guest);
        try (KeptConnection connection = new KeptConnection(WEFT.port())) {
            for (String target : List.of(ROOT, product)) {
                Answer whole = connection.send("GET", target, fields, new byte[0]);
                int asked = WEFT.sandbox().calls("scapi");
                Answer head = connection.send("HEAD", target, fields, new byte[0]);
                assertThat(WEFT.sandbox().calls("scapi")).as(target).isEqualTo(asked);
                assertThat(head.status()).as(target).isEqualTo(200);
                for (String name : List.of("content-type", "etag", "content-length")) {
                    assertThat(head.header(name))
                            .as(name)
                            .isEqualTo(whole.header(name))
                            .isNotEmpty();
                }
                assertThat(connection.send("GET", target, fields, new byte[0]).body())
                        .as("the next answer on this connection")
                        .isEqualTo(whole.body());
            }
        }
    }

    @Test
    void theKeysAreShielded() {
        String keys = "/shopper/auth/v1" + ORG + "/oauth2/jwks";
        WEFT.invalidate(false, "part:keys");
        HttpResponse<String> first = http.send(Http.request(address(keys)));
        int asked = WEFT.sandbox().calls("scapi", "GET /shopper/auth/v1/organizations/{org}/oauth2/jwks");
        String counts = WEFT.sandbox().counts();
        for (int i = 0; i < 30; i++) {
            assertThat(http.send(Http.request(address(keys + "?n=" + i))).body())
                    .isEqualTo(first.body());
        }
        assertThat(WEFT.sandbox().counts()).isEqualTo(counts);
        assertThat(asked).isLessThanOrEqualTo(1);
    }

    private static String configurations() {
        return "/configuration/shopper-configurations/v1" + ORG + "/configurations" + SITE;
    }

    private HttpResponse<String> get(String target, String token) {
        return http.send(request(target, token));
    }

    private static HttpRequest.Builder request(String target, String token) {
        return Http.request(address(target)).header("Authorization", "Bearer " + token);
    }

    private static String address(String target) {
        return "http://127.0.0.1:" + WEFT.port() + target;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return new Answer(answer.statusCode(), Map.of(), answer.body(), 0).json();
    }
}
