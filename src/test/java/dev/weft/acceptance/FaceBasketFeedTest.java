package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.journey.Basket;
import dev.weft.journey.BasketChange;
import dev.weft.kernel.Money;
import dev.weft.kernel.Sku;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What registered shoppers do with their baskets through the face is told as SCAPI answers it, and nothing else is. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ExtendWith(FaceBasketFeedTest.Systems.class)
class FaceBasketFeedTest {
    private static final Basket.Owner OWNER = new Basket.Owner("slas", "WeftEU", SharedSandbox.SHOPPER);
    private static final Currency EUR = Currency.getInstance("EUR");

    /** What {@link #document} shows. */
    private static final Basket MADE =
            new Basket(OWNER, "made", EUR, List.of(line("SKU-1", 2)), Optional.of(Money.ofMinor(1250, EUR)));

    @RegisterExtension
    @Order(1)
    static final Tap TAP = new Tap();

    @RegisterExtension
    @Order(2)
    static final FedFace FACE = new FedFace(TAP);

    private final SharedSandbox sandbox;
    private final FaceShopper member;

    FaceBasketFeedTest(SharedSandbox sandbox) {
        this.sandbox = sandbox;
        member = shopper(sandbox.shopper(SharedSandbox.SHOPPER));
        member.emptied(SharedSandbox.SHOPPER);
    }

    /** Gives tests the sandbox all share. */
    static final class Systems implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType().equals(SharedSandbox.class);
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return SharedSandbox.of(context);
        }
    }

    private FaceShopper shopper(String token) {
        return new FaceShopper(FACE::port, sandbox::port, token);
    }

    private static HttpResponse<String> good(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    /** What the answer says must have been told, and nothing more of it. */
    private static Basket shown(HttpResponse<String> answer, Basket.Line... lines) {
        JsonNode document = FaceShopper.json(good(answer));
        BigDecimal total = document.path("productTotal").decimalValue();
        return new Basket(
                OWNER, document.path("basketId").asText(), EUR, List.of(lines), Optional.of(Money.ofExact(total, EUR)));
    }

    private static Basket.Line line(String sku, long quantity) {
        return new Basket.Line(Sku.of(sku), quantity);
    }

    private static BasketChange filled(Basket basket) {
        return new BasketChange.Filled(basket);
    }

    /**
     * Exactly this was told so far. One loop hears of everything, so once it told of the write that is made here, whatever was not told of
     * those before it never will be.
     */
    private void told(BasketChange... changes) {
        TAP.answer(
                "/baskets/marker",
                request -> request.response().setStatusCode(204).end());
        assertThat(member.face("DELETE", FaceShopper.BASKETS + "/marker", "").statusCode())
                .isEqualTo(204);
        List<BasketChange> all = new ArrayList<>(List.of(changes));
        all.add(new BasketChange.Gone(OWNER, "marker"));
        await().untilAsserted(() -> assertThat(FACE.told()).containsExactlyElementsOf(all));
    }

    /** SCAPI's answer to any write of the basket {@code made}. */
    private static void answers(Handler<HttpServerRequest> answer) {
        TAP.answer("/baskets/made", answer);
    }

    private static String document(String customer, String more) {
        return "{\"basketId\":\"made\",\"currency\":\"EUR\",\"customerInfo\":{\"customerId\":\"" + customer
                + "\"},\"productItems\":[{\"productId\":\"SKU-1\",\"quantity\":2}],\"productTotal\":12.5" + more + "}";
    }

    private HttpResponse<String> written(FaceShopper shopper) {
        return shopper.face("POST", FaceShopper.BASKETS + "/made/items", FaceShopper.item("SKU-1", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void whatAMemberDoesWithABasketIsToldAsTheAnswersSay(String version) {
        String sku = sandbox.stocked();
        String other = sandbox.stocked();
        String baskets = FaceShopper.BASKETS.replace("/v2/", "/" + version + "/");
        HttpResponse<String> opened = member.face("POST", baskets, "{}");
        String at =
                baskets + "/" + FaceShopper.json(good(opened)).path("basketId").asText();
        HttpResponse<String> added = member.face("POST", at + "/items", FaceShopper.item(sku, 1));
        String item = "/items/"
                + FaceShopper.json(good(added)).at("/productItems/0/itemId").asText();
        HttpResponse<String> second = member.face("POST", at + "/items", FaceShopper.item(other, 2));
        HttpResponse<String> changed = member.face("PATCH", at + item, "{\"quantity\":3}");
        HttpResponse<String> named = member.face("PUT", at + "/customer", "{\"email\":\"ada@example.com\"}");
        HttpResponse<String> removed = member.face("DELETE", at + item, "");
        assertThat(member.face("GET", at, "").statusCode()).isEqualTo(200);
        assertThat(member.face("DELETE", at, "").statusCode()).isEqualTo(204);
        assertThat(FaceShopper.json(changed).path("productTotal").decimalValue())
                .isPositive();
        told(
                filled(shown(opened)),
                filled(shown(added, line(sku, 1))),
                filled(shown(second, line(sku, 1), line(other, 2))),
                filled(shown(changed, line(sku, 3), line(other, 2))),
                filled(shown(named, line(sku, 3), line(other, 2))),
                filled(shown(removed, line(other, 2))),
                new BasketChange.Gone(
                        OWNER, FaceShopper.json(opened).path("basketId").asText()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge?createDestinationBasket=true&siteId=WeftEU", "transfer?siteId=WeftEU"})
    void aGuestsBasketIsToldOnceItIsTheMembersOwn(String action) {
        ScapiCalls direct = new ScapiCalls("http://127.0.0.1:" + sandbox.port() + "/scapi");
        ScapiCalls face = new ScapiCalls("http://127.0.0.1:" + FACE.port());
        String sku = sandbox.stocked();
        TourSession guest = TourSession.guest(direct);
        String basket = face.send("POST", guest.token(), FaceShopper.BASKETS + "?siteId=WeftEU", "{}")
                .json()
                .path("basketId")
                .asText();
        String items = FaceShopper.BASKETS + "/" + basket + "/items?siteId=WeftEU";
        assertThat(face.send("POST", guest.token(), items, FaceShopper.item(sku, 2))
                        .status())
                .isEqualTo(200);
        TourSession signedIn = guest.registered(direct);
        ScapiCalls.Call moved = face.send("POST", signedIn.token(), FaceShopper.BASKETS + "/actions/" + action, "");
        assertThat(moved.status()).as(moved.answer().body()).isEqualTo(200);
        Basket shown = shown(moved.answer(), line(sku, 2));
        told(filled(new Basket(
                new Basket.Owner("slas", "WeftEU", signedIn.customer()),
                shown.id(),
                EUR,
                shown.lines(),
                shown.amount())));
    }

    /** SCAPI's answer shows what they have now, and not that what they had is gone. */
    @Test
    void aGuestsBasketThatReplacesTheMembersOwnIsToldAfterNoneIsLeft() {
        String at = FaceShopper.BASKETS + "/actions/transfer";
        Handler<HttpServerRequest> given = request -> request.response()
                .putHeader("Content-Type", "application/json")
                .end(document(SharedSandbox.SHOPPER, ""));
        TAP.answer("/actions/transfer", given);
        BasketChange none = new BasketChange.Ordered(OWNER);
        good(member.face("POST", at, "", "&overrideExisting=true"));
        good(member.face("POST", at, "", "&overrideExisting=false"));
        good(member.face("POST", at, "", "&overrideExisting=true&merge=true"));
        TAP.answer(
                "/actions/transfer",
                request -> request.response().setStatusCode(409).end());
        assertThat(member.face("POST", at, "", "&overrideExisting=true").statusCode())
                .isEqualTo(409);
        TAP.answer("/actions/transfer", request -> request.response().end("unread"));
        good(member.face("POST", at, "", "&overrideExisting=True"));
        told(none, filled(MADE), filled(MADE), filled(MADE), none);
    }

    @Test
    void anOrderIsTold() {
        good(member.direct("POST", member.basket() + "/items", FaceShopper.item(sandbox.stocked(), 1)));
        member.checkout();
        good(member.order());
        told(new BasketChange.Ordered(OWNER));
    }

    @Test
    void ofGuestsAndStrangersAndSitesNobodyWantsToHearOfNothingIsTold() {
        answers(request -> request.response()
                .putHeader("Content-Type", "application/json")
                .end(document(SharedSandbox.SHOPPER, "")));
        good(written(shopper(sandbox.guest())));
        good(shopper(sandbox.guest()).face("POST", FaceShopper.BASKETS, "{}"));
        good(written(shopper(member.token() + "x")));
        good(written(shopper(sandbox.token("{'customer':'" + SharedSandbox.SHOPPER + "','site':'WeftUK'}"))));
        for (String query : List.of("?siteId=WeftUK", "?siteId=WeftEU&siteId=WeftUK", "")) {
            ScapiCalls face = new ScapiCalls("http://127.0.0.1:" + FACE.port());
            String path = FaceShopper.BASKETS + "/made/items" + query;
            assertThat(face.send("POST", member.token(), path, "[]").status()).isEqualTo(200);
        }
        told();
        FACE.told().clear();
        good(written(member));
        told(filled(MADE));
    }

    @Test
    void aBasketOfSomebodyElseIsNotTold() {
        answers(request ->
                request.response().putHeader("Content-Type", "application/json").end(document("wsh00000002", "")));
        good(written(member));
        told();
    }

    @Test
    void whatScapiRefusesIsNotTold() {
        String at = member.basket();
        assertThat(member.face("POST", at + "/items", FaceShopper.item("no-such", 1))
                        .statusCode())
                .isGreaterThanOrEqualTo(400);
        assertThat(member.face("DELETE", at + "/items/no-such", "").statusCode())
                .isGreaterThanOrEqualTo(400);
        assertThat(member.face("POST", FaceShopper.ORDERS, "{\"basketId\":\"no-such\"}")
                        .statusCode())
                .isGreaterThanOrEqualTo(400);
        answers(request -> request.response()
                .setStatusCode(404)
                .putHeader("Content-Type", "application/json")
                .end(document(SharedSandbox.SHOPPER, "")));
        assertThat(written(member).statusCode()).isEqualTo(404);
        assertThat(member.face("DELETE", FaceShopper.BASKETS + "/made", "").statusCode())
                .isEqualTo(404);
        told();
    }

    /** A watched write asks for a plain answer; what comes encoded all the same goes on as it is. */
    @Test
    void aWatchedWriteAsksForAPlainAnswerAndLeavesAnEncodedOneAlone() throws IOException {
        List<MultiMap> asked = new CopyOnWriteArrayList<>();
        byte[] packed = gzip(document(SharedSandbox.SHOPPER, ""));
        answers(request -> {
            asked.add(request.headers());
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Content-Encoding", "gzip")
                    .end(Buffer.buffer(packed));
        });
        for (String token : List.of(member.token(), sandbox.guest())) {
            MultiMap fields = MultiMap.caseInsensitiveMultiMap()
                    .add("Authorization", "Bearer " + token)
                    .add("Accept-Encoding", "gzip, br")
                    .add("If-Match", "\"1\"")
                    .add("Content-Type", "application/json");
            Tap.Seen seen = TAP.send(
                            FACE.port(),
                            HttpMethod.PATCH,
                            FaceShopper.BASKETS + "/made?siteId=WeftEU",
                            fields,
                            Buffer.buffer("{\"c_note\":\"x\"}"))
                    .await();
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.body().getBytes()).isEqualTo(packed);
        }
        assertThat(asked).extracting(it -> it.get("Accept-Encoding")).containsExactly("identity", "gzip, br");
        assertThat(asked).extracting(it -> it.get("If-Match")).containsExactly("\"1\"", "\"1\"");
        told();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void anAnswerThatIsTooLongPassesAndIsNotTold() {
        String note = document(SharedSandbox.SHOPPER, ",\"c_note\":\"\"");
        int most = 256 * 1024;
        for (int length : new int[] {most, most + 1}) {
            String body = note.replace("\"\"}", "\"" + "x".repeat(length - note.length()) + "\"}");
            answers(request -> request.response()
                    .putHeader("Content-Type", "application/json")
                    .end(body));
            assertThat(good(written(member)).body()).hasSize(length).isEqualTo(body);
        }
        told(filled(MADE));
    }

    /** Most of the basket is here, but who knows what the rest would have said. */
    @Test
    void anAnswerThatBreaksOffBreaksTheClientsAndIsNotTold() {
        String body = document(SharedSandbox.SHOPPER, "");
        answers(request -> request.response()
                .putHeader("Content-Type", "application/json")
                .setChunked(true)
                .write(body)
                .onSuccess(sent -> request.connection().close()));
        assertThatThrownBy(() -> written(member)).isInstanceOf(UncheckedIOException.class);
        told();
    }

    @Test
    void theClientHasItsAnswerAsItComesAndTheBasketIsToldAtItsEnd() {
        String body = document(SharedSandbox.SHOPPER, "");
        Promise<HttpServerResponse> half = Promise.promise();
        answers(request -> {
            request.response().putHeader("Content-Type", "application/json").setChunked(true);
            request.response().write(body.substring(0, 50)).onSuccess(sent -> half.complete(request.response()));
        });
        Promise<String> first = Promise.promise();
        Future<Buffer> whole = TAP.client()
                .request(
                        HttpMethod.DELETE,
                        FACE.port(),
                        "127.0.0.1",
                        FaceShopper.BASKETS + "/made/items/1?siteId=WeftEU")
                .compose(request -> request.putHeader("Authorization", "Bearer " + member.token())
                        .send())
                .compose(answer -> {
                    Buffer all = Buffer.buffer();
                    Promise<Buffer> end = Promise.promise();
                    answer.handler(chunk -> {
                        all.appendBuffer(chunk);
                        first.tryComplete(chunk.toString());
                    });
                    answer.endHandler(ended -> end.complete(all));
                    return end.future();
                });
        assertThat(first.future().await()).isEqualTo(body.substring(0, 50));
        assertThat(FACE.told()).isEmpty();
        half.future().await().end(body.substring(50));
        assertThat(whole.await().toString()).isEqualTo(body);
        told(filled(MADE));
    }

    @Test
    void aListenerThatFailsTakesNoAnswerAway() {
        answers(request -> request.response()
                .putHeader("Content-Type", "application/json")
                .end(document(SharedSandbox.SHOPPER, "")));
        FACE.fail();
        good(written(member));
        good(written(member));
        told(filled(MADE), filled(MADE));
    }
}
