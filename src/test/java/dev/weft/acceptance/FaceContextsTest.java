package dev.weft.acceptance;

import static dev.weft.acceptance.ScapiCalls.ORG;
import static dev.weft.acceptance.ScapiCalls.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What SCAPI shows a guest whose session has a context is for nobody else, in whatever order it is asked and told. Here its search says for
 * whom each page was made.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FaceContextsTest {
    private static final AtomicInteger WORDS = new AtomicInteger();

    @RegisterExtension
    @Order(1)
    static final Tap TAP = new Tap();

    @RegisterExtension
    @Order(2)
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    text, "url: http://127.0.0.1:9100/scapi", "url: http://127.0.0.1:" + TAP.port() + "/scapi"));

    private final Http http = new Http();

    @BeforeEach
    void nobodyHasAContext() {
        contexts(404, 201);
        TAP.answer(
                "/product-search",
                request -> request.response()
                        .putHeader("content-type", "application/json")
                        .end(page(request)));
    }

    private static void contexts(int read, int written) {
        TAP.answer(
                "/shopper-context/",
                request -> request.response()
                        .setStatusCode(reads(request) ? read : written)
                        .end());
    }

    private static boolean reads(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET);
    }

    private static String page(HttpServerRequest request) {
        return "{\"limit\":25,\"hits\":[],\"total\":0,\"c_for\":\"" + name(request.getHeader("authorization")) + "\"}";
    }

    /** The end of a token's signature. */
    private static String name(String token) {
        return token.substring(token.length() - 16);
    }

    private static String word() {
        return StorefrontTour.SEARCH + "/product-search?" + SITE + "&q=word" + WORDS.incrementAndGet();
    }

    private static HttpRequest.Builder request(String token, String target) {
        return Http.request("http://127.0.0.1:" + WEFT.port() + target).header("Authorization", "Bearer " + token);
    }

    private int asks(String token, String target) {
        return http.send(request(token, target)).statusCode();
    }

    private static HttpRequest.Builder setting(String token, String target) {
        return request(token, target)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"sourceCode\":\"vip\"}"));
    }

    private int sets(String token, String target) {
        return http.send(setting(token, target)).statusCode();
    }

    /** For whom the page was made that {@code token} is shown. */
    private String finds(String target, String token) {
        return madeFor(http.send(request(token, target)));
    }

    private static String madeFor(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new Answer(200, Map.of(), answer.body(), 0).at("/c_for").asText();
    }

    private String plainGuest() {
        String guest = WEFT.sandbox().guest();
        assertThat(asks(guest, ScapiCalls.context(guest))).isEqualTo(404);
        return guest;
    }

    private void shareNothing(String special, String other) {
        String word = word();
        assertThat(finds(word, special)).isEqualTo(name(special));
        assertThat(finds(word, other)).as("nobody else's").isEqualTo(name(other));
    }

    private void share(String one, String other) {
        String word = word();
        assertThat(finds(word, one)).isEqualTo(name(one));
        assertThat(finds(word, other)).as("the same").isEqualTo(name(one));
    }

    @Test
    void guestsWithoutOneShare() {
        share(plainGuest(), plainGuest());
    }

    @Test
    void whoMayHaveOneSharesNothing() {
        contexts(500, 500);
        shareNothing(WEFT.sandbox().guest(), WEFT.sandbox().guest());
    }

    @Test
    void whatWasAskedBeforeOneWasSetDoesNotCount() {
        String other = plainGuest();
        String special = WEFT.sandbox().guest();
        HeldCalls held = new HeldCalls();
        TAP.answer("/shopper-context/", request -> {
            if (reads(request)) {
                held.handle(request);
            } else {
                request.response().setStatusCode(201).end();
            }
        });
        CompletableFuture<HttpResponse<String>> asked = http.start(request(special, ScapiCalls.context(special)));
        HeldCalls.Call question = held.next();
        assertThat(sets(special, ScapiCalls.context(special))).isEqualTo(201);
        question.answer(404, "{}");
        assertThat(asked.join().statusCode()).isEqualTo(404);
        shareNothing(special, other);
    }

    @Test
    void whatIsSaidWhileOneIsBeingSetDoesNotCount() {
        String other = plainGuest();
        String special = WEFT.sandbox().guest();
        HeldCalls held = new HeldCalls();
        TAP.answer("/shopper-context/", request -> {
            if (reads(request)) {
                request.response().setStatusCode(404).end();
            } else {
                held.handle(request);
            }
        });
        CompletableFuture<HttpResponse<String>> set = http.start(setting(special, ScapiCalls.context(special)));
        HeldCalls.Call write = held.next();
        assertThat(asks(special, ScapiCalls.context(special))).isEqualTo(404);
        shareNothing(special, other);
        write.answer(201, "");
        assertThat(set.join().statusCode()).isEqualTo(201);
        shareNothing(special, other);
    }

    @Test
    void aPageThatWasMadeWhileOneWasSetIsNobodyElses() {
        String other = plainGuest();
        String special = plainGuest();
        HeldCalls held = new HeldCalls();
        TAP.answer("/product-search", held);
        String word = word();
        CompletableFuture<HttpResponse<String>> found = http.start(request(special, word));
        HeldCalls.Call question = held.next();
        assertThat(sets(special, ScapiCalls.context(special))).isEqualTo(201);
        question.answer(200, page(question.request()));
        assertThat(madeFor(found.join())).isEqualTo(name(special));
        CompletableFuture<HttpResponse<String>> others = http.start(request(other, word));
        HeldCalls.Call again = held.next();
        again.answer(200, page(again.request()));
        assertThat(madeFor(others.join())).isEqualTo(name(other));
    }

    /** Whoever makes up ids, or tries others', changes nothing for anybody; a trusted system that is let does. */
    @Test
    void somebodyElsesSessionHasOneWhereScapiTookIt() {
        String other = plainGuest();
        String victim = plainGuest();
        String stranger = WEFT.sandbox().guest();
        contexts(404, 403);
        assertThat(sets(stranger, ScapiCalls.context(victim))).isEqualTo(403);
        share(victim, other);
        contexts(404, 201);
        assertThat(sets(stranger, ScapiCalls.context(victim))).isEqualTo(201);
        shareNothing(victim, other);
    }

    /** A path that is none, and another site's, say nothing of this one's context. */
    @Test
    void onlyTheAnswerToTheRightQuestionCounts() {
        String other = plainGuest();
        String special = WEFT.sandbox().guest();
        String context = ScapiCalls.context(special);
        TAP.answer("/shopper-context/", request -> {
            boolean right = request.uri().endsWith(context);
            request.response().setStatusCode(right ? 200 : 404).end("{}");
        });
        assertThat(asks(special, context)).isEqualTo(200);
        assertThat(asks(special, context.replace(ORG, ORG + "/x"))).isEqualTo(404);
        assertThat(asks(special, context.replace("siteId=WeftEU", "siteId=WeftUK")))
                .isEqualTo(404);
        shareNothing(special, other);
    }
}
