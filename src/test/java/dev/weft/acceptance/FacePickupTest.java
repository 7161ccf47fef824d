package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Goods that a shopper fetches from a store: they are promised by that store's stock, and picked there. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FacePickupTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String HAMBURG = "1010";
    private static final String LYON = "1011";
    private static final String LYONS_LIST = "inventory_store_ly1";
    private static final String NOBODYS_LIST = "inventory_store_le1"; // commerce has it, and WeftEU maps it to nothing

    @RegisterExtension
    static final RunningWeft WEFT =
            RunningWeft.with(RunningWeft.STANDARD, text -> RunningWeft.edited(text, "sweep: 60s", "sweep: 1s"));

    private final FaceShopper shopper = new FaceShopper(WEFT);
    private final String sku = WEFT.sandbox().sku();

    @BeforeEach
    void muchInHamburgAndLittleInLyon() {
        WEFT.sandbox().stock(sku, HAMBURG, 30);
        WEFT.sandbox().stock(sku, LYON, 3);
        WEFT.sandbox().stock(sku, "1020", 9);
    }

    private static String item(String sku, int quantity, String list) {
        return FaceShopper.item(sku, quantity).replace("\"price\":0.01", "\"inventoryId\":\"" + list + "\"");
    }

    private HttpResponse<String> fetched(int quantity, String list) {
        return shopper.face("POST", shopper.basket() + "/items", item(sku, quantity, list));
    }

    private static void isRefused(HttpResponse<String> answer, String type, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        JsonNode problem = FaceShopper.json(answer);
        assertThat(problem.path("type").asText()).endsWith("/errors/" + type);
        assertThat(problem.path("detail").asText()).contains(detail);
    }

    private int plantsUnits(String number, String plant) {
        int units = 0;
        for (JsonNode row : WEFT.sandbox().orders("sap", number).at("/0/rows")) {
            units += row.path("plant").asText().equals(plant)
                    ? row.path("quantity").asInt()
                    : 0;
        }
        return units;
    }

    @Test
    void aStoreIsAskedForNoMoreThanItHasWhateverLiesElsewhere() {
        isRefused(fetched(4, LYONS_LIST), "product-item-not-available", "available 3 times, 4 were wanted");
        HttpResponse<String> three = fetched(3, LYONS_LIST);
        assertThat(three.statusCode()).as(three.body()).isEqualTo(200);
        WEFT.sandbox().resetCounts();
        isRefused(fetched(1, LYONS_LIST), "product-item-not-available", sku);
        String item = FaceShopper.json(three).at("/productItems/0/itemId").asText();
        String path = shopper.basket() + "/items/" + item;
        isRefused(shopper.face("PATCH", path, "{\"quantity\":4}"), "product-item-not-available", sku);
        assertThat(WEFT.sandbox().calls("scapi", "add-items") + WEFT.sandbox().calls("scapi", "update-items"))
                .as("SCAPI would refuse it too, by what it believes to be there")
                .isZero();
        assertThat(shopper.add(sku, 25).statusCode())
                .as("to be sent, from anywhere")
                .isEqualTo(200);
        isRefused(shopper.add(sku, 6), "product-item-not-available", "available 33 times, 34 were wanted");
    }

    @Test
    void goodsSentFromAnywhereBecomeAStoresOnlyWhereItHasThem() {
        HttpResponse<String> sent = shopper.add(sku, 5);
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
        String item = FaceShopper.json(sent).at("/productItems/0/itemId").asText();
        String change = "{\"inventoryId\":\"" + LYONS_LIST + "\",\"quantity\":%d}";
        String path = shopper.basket() + "/items/" + item;
        isRefused(shopper.face("PATCH", path, change.formatted(5)), "product-item-not-available", "available 3 times");
        HttpResponse<String> three = shopper.face("PATCH", path, change.formatted(3));
        assertThat(three.statusCode()).as(three.body()).isEqualTo(200);
    }

    @Test
    void theOrderIsPickedAtTheStoreThoughAnotherPlaceComesFirst() {
        fetched(2, LYONS_LIST);
        shopper.checkout("store-pickup");
        HttpResponse<String> answer = shopper.order();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("weft-complete")).contains("?1");
        String number = FaceShopper.json(answer).path("orderNo").asText();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(plantsUnits(number, LYON)).isEqualTo(2));
        assertThat(plantsUnits(number, HAMBURG)).isZero();
        isRefused(new FaceShopper(WEFT).add(sku, 32), "product-item-not-available", "available 31 times");
    }

    @Test
    void whatTheStoreIsShortOfWhenItIsOrderedIsNotTakenFromElsewhere() {
        fetched(3, LYONS_LIST);
        shopper.checkout();
        FaceShopper other = new FaceShopper(WEFT);
        other.face("POST", other.basket() + "/items", item(sku, 1, LYONS_LIST));
        other.checkout();
        assertThat(other.order().statusCode()).isEqualTo(200);
        isRefused(shopper.order(), "product-item-not-available", "available 2 times, 3 were wanted");
        assertThat(shopper.direct("GET", shopper.basket(), "").statusCode())
                .as("the basket has not become an order")
                .isEqualTo(200);
    }

    @Test
    void anOrderMadeBehindOurBackIsPickedAtTheStoreToo() {
        fetched(2, LYONS_LIST);
        shopper.checkout();
        String number = FaceShopper.json(shopper.direct("POST", FaceShopper.ORDERS, shopper.orderBody()))
                .path("orderNo")
                .asText();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(plantsUnits(number, LYON)).isEqualTo(2));
        assertThat(plantsUnits(number, HAMBURG)).isZero();
    }

    @Test
    void aListThatStandsForNoPlaceIsRefusedBeforeScapiHearsOfIt() throws Exception {
        shopper.basket();
        isRefused(fetched(1, NOBODYS_LIST), "inventory-not-supported", NOBODYS_LIST);
        assertThat(FaceShopper.json(shopper.direct("GET", shopper.basket(), "")).path("productItems"))
                .isEmpty();
        assertThat(shopper.direct("POST", shopper.basket() + "/items", item(sku, 1, NOBODYS_LIST))
                        .statusCode())
                .isEqualTo(200);
        shopper.checkout();
        WEFT.sandbox().resetCounts();
        isRefused(shopper.order(), "inventory-not-supported", NOBODYS_LIST);
        assertThat(WEFT.sandbox().calls("scapi", "create-order")).isZero();
        try (CapturedLog log = CapturedLog.begin()) {
            JsonNode order = FaceShopper.json(shopper.direct("POST", FaceShopper.ORDERS, shopper.orderBody()));
            assertThat(order.path("exportStatus").asText()).isEqualTo("ready");
            String number = order.path("orderNo").asText();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(log.text())
                            .contains("commerce's order " + number + " is none that can be handed over: goods of the"
                                    + " inventory list '" + NOBODYS_LIST + "'"));
            assertThat(WEFT.sandbox().orders("sap", number)).isEmpty();
        }
    }
}
