package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * From what a shopper has in a basket to what the journey tool is told, over real sockets. What is not told is shown by somebody else's basket
 * that was left behind later, and is told.
 */
class BasketsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD, text -> RunningWeft.edited(RunningWeft.operated(text), "after: 2m", "after: 1500ms"));

    private static List<String> shoppers = List.of();

    private final OrderKit kit = new OrderKit(WEFT);

    @BeforeAll
    static void find() {
        shoppers = WEFT.sandbox().shoppersWithEverything();
    }

    private static Storefront shopper(int which) {
        return WEFT.as(WEFT.sandbox().shopper(shoppers.get(which)));
    }

    private static String basket(String lines) {
        return "{\"currency\":\"EUR\",\"lines\":[" + lines + "]}";
    }

    private static String line(String sku, int quantity, String price) {
        return "{\"sku\":\"" + sku + "\",\"quantity\":" + quantity + (price.isEmpty() ? "" : ",\"unitPrice\":" + price)
                + "}";
    }

    private static String path() {
        return "/v1/baskets/" + UUID.randomUUID();
    }

    private static List<JsonNode> told(int shopper) {
        return WEFT.sandbox().letters(shoppers.get(shopper));
    }

    private static void awaitTold(int shopper, int times) {
        await().atMost(LONG).untilAsserted(() -> assertThat(told(shopper)).hasSize(times));
    }

    /** Somebody else's, left behind from now on: once it is told, whatever was left behind before has been too. */
    private static void everythingUntilNowIsTold(int other) {
        assertThat(shopper(other).put(path(), basket(line("10000001", 1, ""))).status())
                .isEqualTo(204);
        awaitTold(other, 1);
    }

    @Test
    void aBasketLeftBehindIsToldOfOnceWithWhatIsInIt() {
        String id = UUID.randomUUID().toString();
        Storefront shopper = shopper(1);
        assertThat(shopper.put("/v1/baskets/" + id, basket(line("10000009", 1, "1.00")))
                        .status())
                .isEqualTo(204);
        String whole = basket(line("10000001", 2, "149.00") + "," + line("10000002", 1, "0.95"));
        assertThat(shopper.put("/v1/baskets/" + id, whole).status()).isEqualTo(204);
        awaitTold(1, 1);
        JsonNode letter = told(1).get(0);
        assertThat(letter.path("eventDefinitionKey").asText()).isEqualTo("WeftAbandonedBasket");
        assertThat(letter.at("/data/BasketId").asText()).isEqualTo(id);
        assertThat(letter.at("/data/SiteId").asText()).isEqualTo("WeftEU");
        assertThat(letter.at("/data/Currency").asText()).isEqualTo("EUR");
        assertThat(new BigDecimal(letter.at("/data/Amount").asText())).isEqualByComparingTo("298.95");
        assertThat(letter.at("/data/Units").asInt()).isEqualTo(3);
        assertThat(letter.at("/data/Skus").asText()).isEqualTo("10000001,10000002");

        // changed, and left behind again within a day
        assertThat(shopper.put("/v1/baskets/" + id, whole).status()).isEqualTo(204);
        everythingUntilNowIsTold(2);
        assertThat(told(1)).hasSize(1);
    }

    /** The order comes first, for it counts for a minute: what passes until it is placed does not decide here. */
    @Test
    void whoeverOrdersOrEmptiesOrDropsABasketOrIsErasedIsNotWrittenTo() {
        Storefront buyer = shopper(3);
        kit.placed(buyer, 1);
        buyer.put(path(), basket(line("10000001", 1, "")));
        String emptied = path();
        shopper(4).put(emptied, basket(line("10000001", 1, "")));
        assertThat(shopper(4).put(emptied, basket("")).status()).isEqualTo(204);
        String dropped = path();
        shopper(5).put(dropped, basket(line("10000001", 1, "")));
        assertThat(shopper(5).send("DELETE", dropped).status()).isEqualTo(204);
        assertThat(shopper(5).send("DELETE", dropped).status()).isEqualTo(204);
        shopper(10).put(path(), basket(line("10000001", 1, "")));
        WEFT.erase("WeftEU", shoppers.get(10));
        everythingUntilNowIsTold(6);
        for (int silent : new int[] {3, 4, 5, 10}) {
            assertThat(told(silent)).as("shopper " + silent).isEmpty();
        }
    }

    @Test
    void nobodyTouchesABasketOfAnothers() {
        String same = path();
        shopper(7).put(same, basket(line("10000001", 7, "")));
        shopper(8).put(same, basket(line("10000002", 8, "")));
        assertThat(shopper(9).send("DELETE", same).status()).isEqualTo(204);
        awaitTold(7, 1);
        awaitTold(8, 1);
        assertThat(told(7).get(0).at("/data/Skus").asText()).isEqualTo("10000001");
        assertThat(told(8).get(0).at("/data/Skus").asText()).isEqualTo("10000002");
    }

    @Test
    void whatIsPutIntoABasketThroughTheFaceIsToldOf() {
        FaceShopper leaver = new FaceShopper(WEFT, WEFT.sandbox().shopper(shoppers.get(11)));
        leaver.emptied(shoppers.get(11));
        String sku = kit.stocked(WEFT.guest());
        var added = leaver.add(sku, 2);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
        awaitTold(11, 1);
        JsonNode letter = told(11).get(0).path("data");
        assertThat(letter.path("Skus").asText()).isEqualTo(sku);
        assertThat(letter.path("Units").asInt()).isEqualTo(2);
        assertThat(new BigDecimal(letter.path("Amount").asText()))
                .isEqualByComparingTo(
                        FaceShopper.json(added).path("productTotal").decimalValue());
    }

    @Test
    void allMistakesAreToldAtOnce() {
        Answer answer = shopper(0)
                .put(
                        path(),
                        "{\"currency\":\"USD\",\"lines\":[{\"sku\":\"a/b\",\"quantity\":0},"
                                + "{\"sku\":\"10000001\",\"quantity\":1,\"unitPrice\":1.001}],\"coupon\":\"x\"}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.at("/errors").findValuesAsText("pointer"))
                .contains("/currency", "/lines/0/sku", "/lines/0/quantity", "/lines/1/unitPrice", "/coupon");
        assertThat(shopper(0).put(path(), "{\"currency\":\"EUR\"}").status()).isEqualTo(400);
        assertThat(shopper(0).put("/v1/baskets/" + "x".repeat(65), basket("")).status())
                .isEqualTo(400);
        assertThat(WEFT.guest().put(path(), basket("")).status()).isEqualTo(403);
    }
}
