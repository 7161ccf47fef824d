package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the product routes answer while every system is well. */
class ProductAnswersTest {
    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.standard();

    @Test
    void oneProductComesWhole() {
        String sku = WEFT.sandbox().sku();
        Answer answer = WEFT.guest().get("/v1/products/" + sku);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.complete()).isTrue();
        assertThat(answer.at("/sku").asText()).isEqualTo(sku);
        for (String part : List.of("content", "price", "stock", "points")) {
            assertThat(answer.at("/" + part).isObject()).as(part).isTrue();
            assertThat(answer.part(part)).as(part).isEqualTo("ok");
        }
        assertThat(answer.at("/meta/site").asText()).isEqualTo("WeftEU");
        assertThat(answer.at("/price/currency").asText()).isEqualTo("EUR");
    }

    @Test
    void moneyHasTheCurrencysDigits() {
        String sku = WEFT.sandbox().sku();
        String yen = WEFT.as(WEFT.sandbox().guestOf("WeftJP"))
                .get("/v1/products/" + sku + "?include=price")
                .body();
        String pounds = WEFT.as(WEFT.sandbox().guestOf("WeftUK"))
                .get("/v1/products/" + sku + "?include=price")
                .body();
        assertThat(yen).containsPattern("\"amount\":[0-9]+,\"currency\":\"JPY\"");
        assertThat(pounds).containsPattern("\"amount\":[0-9]+\\.[0-9]{2},\"currency\":\"GBP\"");
    }

    @Test
    void onlyThePartsAskedForAreThereAndOnlyTheirSystemsAreAsked() {
        Answer answer = WEFT.guest().get("/v1/products/" + WEFT.sandbox().sku() + "?include=stock");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(names(answer.json())).containsExactly("sku", "stock", "meta");
        assertThat(names(answer.at("/meta/parts"))).containsExactly("stock");
        assertThat(WEFT.sandbox().calls("sap")).isEqualTo(1);
        assertThat(WEFT.sandbox().calls("scapi")).isZero();
        assertThat(WEFT.sandbox().calls("loyalty")).isZero();
    }

    @Test
    void theLocaleAskedForIsServed() {
        String path = "/v1/products/" + WEFT.sandbox().sku() + "?include=content";
        Storefront guest = WEFT.guest();
        Answer german = guest.get(path);
        Answer english = guest.get(path + "&locale=en-GB&currency=EUR&site=WeftEU");
        assertThat(german.at("/meta/locale").asText()).isEqualTo("de-DE");
        assertThat(english.at("/meta/locale").asText()).isEqualTo("en-GB");
        assertThat(english.at("/content/name")).isNotEqualTo(german.at("/content/name"));
    }

    @Test
    void anUnknownSkuIsNotFound() {
        Answer answer = WEFT.guest().get("/v1/products/99999999");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not_found");
    }

    @Test
    void twentyProductsCostOneCallPerSystemAndService() {
        List<String> skus = WEFT.sandbox().skus(20);
        Answer answer = WEFT.guest().get("/v1/products?skus=" + String.join(",", skus));
        assertThat(answer.complete()).isTrue();
        List<String> answered = new ArrayList<>();
        answer.at("/products")
                .forEach(product -> answered.add(product.path("sku").asText()));
        assertThat(answered).containsExactlyElementsOf(skus);
        assertThat(WEFT.sandbox().calls("scapi")).isEqualTo(1);
        assertThat(WEFT.sandbox().calls("sap", "stock")).isEqualTo(1);
        assertThat(WEFT.sandbox().calls("sap", "prices")).isEqualTo(1);
        assertThat(WEFT.sandbox().calls("sap")).isEqualTo(2);
        assertThat(WEFT.sandbox().calls("loyalty")).isEqualTo(1);
    }

    @Test
    void fiftyProductsAreAnsweredAndFiftyOneRefused() {
        List<String> skus = WEFT.sandbox().skus(51);
        Storefront guest = WEFT.guest();
        Answer fifty = guest.get("/v1/products?skus=" + String.join(",", skus.subList(0, 50)));
        assertThat(fifty.complete()).isTrue();
        assertThat(fifty.at("/products")).hasSize(50);
        assertThat(WEFT.sandbox().calls("sap")).isEqualTo(2);
        assertThat(guest.get("/v1/products?skus=" + String.join(",", skus)).status())
                .isEqualTo(400);
    }

    @Test
    void unknownSkusOfABatchAreListedAndTheRestAnswered() {
        String sku = WEFT.sandbox().sku();
        Answer answer = WEFT.guest().get("/v1/products?skus=99999998," + sku + ",99999999");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.complete()).isTrue();
        assertThat(answer.at("/products")).hasSize(1);
        assertThat(answer.at("/products/0/sku").asText()).isEqualTo(sku);
        assertThat(answer.at("/notFound").toString()).isEqualTo("[\"99999998\",\"99999999\"]");
    }

    @Test
    void availabilityIsStockAlone() {
        List<String> skus = WEFT.sandbox().skus(3);
        Answer answer = WEFT.guest().get("/v1/availability?skus=" + String.join(",", skus));
        assertThat(answer.complete()).isTrue();
        assertThat(answer.at("/availability")).hasSize(3);
        assertThat(answer.at("/availability/2/stock/locations")).hasSize(2);
        assertThat(WEFT.sandbox().calls("sap")).isEqualTo(1);
        assertThat(WEFT.sandbox().calls("scapi")).isZero();
    }

    @Test
    void headAnswersAsGetWithoutABody() {
        Answer answer =
                WEFT.guest().send("HEAD", "/v1/products/" + WEFT.sandbox().sku());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("etag")).isNotEmpty();
    }

    @Test
    void theClientsOwnRequestIdComesBack() {
        Answer answer = WEFT.guest()
                .with("X-Request-Id", "pdp-7f3a")
                .get("/v1/products/" + WEFT.sandbox().sku());
        assertThat(answer.header("x-request-id")).isEqualTo("pdp-7f3a");
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
