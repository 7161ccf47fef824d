package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What pages show of a site that keeps a safety stock and promises goods: what a basket is let have. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FaceSoldStockTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String HAMBURG = "1010";
    private static final String LYON = "1011";

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    text,
                    "locales: [de-DE, en-GB], issuer: slas, commerce: scapi, erp: sap,",
                    "locales: [de-DE, en-GB], issuer: slas, commerce: scapi, erp: sap,"
                            + " orders: { safetyStock: 2, stockAge: 1s },"));

    private final FaceShopper shopper = new FaceShopper(WEFT);
    private final String sku = WEFT.sandbox().sku();

    private JsonNode read(String path, String more) {
        HttpResponse<String> answer =
                shopper.face("GET", "/product/shopper-products/v1" + FaceShopper.ORG + path, "", more);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("weft-complete")).contains("?1");
        return FaceShopper.json(answer);
    }

    private void showEverywhere(long units) {
        String lists = "&expand=availability,variations&inventoryIds=inventory_store_hh1,inventory_wefteu";
        JsonNode page = read("/products/" + sku, lists);
        JsonNode line = read("/products", "&ids=" + sku + lists.replace(",variations", ""));
        for (JsonNode product : new JsonNode[] {page, line.at("/data/0")}) {
            assertThat(product.at("/inventory/stockLevel").asLong(-1)).isEqualTo(units);
            assertThat(product.at("/inventory/orderable").asBoolean()).isEqualTo(units > 0);
            for (JsonNode list : product.path("inventories")) {
                assertThat(list.path("stockLevel").asLong(-1)).isEqualTo(units);
            }
            assertThat(product.path("inventories")).hasSize(2);
        }
        page.path("variants").forEach(variant -> {
            if (variant.path("productId").asText().equals(sku)) {
                assertThat(variant.path("orderable").asBoolean()).isEqualTo(units > 0);
            }
        });
    }

    private void isTheMostThatABasketIsLetHave(int units) {
        FaceShopper one = new FaceShopper(WEFT);
        if (units > 0) {
            assertThat(one.add(sku, units).statusCode()).isEqualTo(200);
        }
        HttpResponse<String> more = one.add(sku, 1);
        assertThat(more.statusCode()).as(more.body()).isEqualTo(400);
        assertThat(FaceShopper.json(more).path("detail").asText()).contains("available " + units + " times");
    }

    @Test
    void pagesAndBasketsAgreeBeforeAndAfterGoodsArePromisedAndOnceThereAreMore() {
        WEFT.sandbox().stock(sku, HAMBURG, 5);
        WEFT.sandbox().stock(sku, LYON, 1);
        showEverywhere(3);
        isTheMostThatABasketIsLetHave(3);

        Answer held = WEFT.guest()
                .post(
                        "/v1/reservations",
                        "{\"actionRequestId\":\"" + UUID.randomUUID() + "\",\"records\":[{\"sku\":\"" + sku
                                + "\",\"quantity\":2}]}");
        assertThat(held.status()).as(held.toString()).isEqualTo(201);
        await().atMost(SOON).untilAsserted(() -> showEverywhere(1));
        isTheMostThatABasketIsLetHave(1);

        WEFT.sandbox().stock(sku, HAMBURG, 40);
        await().atMost(SOON).untilAsserted(() -> showEverywhere(36));
        isTheMostThatABasketIsLetHave(36);
    }
}
