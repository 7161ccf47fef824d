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
 * From what shoppers have in a basket to what the journey tool is told, over real sockets. Everything is left behind at once and waited for
 * once. What is not told is shown by somebody's basket that was left behind last: the look that finds it has found all before it, and once
 * nothing waits any more, whatever was to be told is told.
 */
class BasketsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String SOMETHING = basket(line("10000001", 1, ""));
    private static final String WHOLE = basket(line("10000001", 2, "149.00") + "," + line("10000002", 1, "0.95"));
    private static final String LEFT = UUID.randomUUID().toString();

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD, text -> RunningWeft.edited(RunningWeft.operated(text), "after: 2m", "after: 5s"));

    private static final Http HTTP = new Http();

    private static List<String> ids = List.of();
    private static List<Storefront> shoppers = List.of();
    private static String sku = "";
    private static BigDecimal productTotal = BigDecimal.ZERO;

    /** What takes long comes before the first basket: from a basket to what keeps it from being told are five seconds. */
    @BeforeAll
    static void leaveBaskets() {
        ids = WEFT.sandbox().shoppersWithEverything().subList(0, 12);
        shoppers = ids.stream().map(id -> WEFT.as(WEFT.sandbox().shopper(id))).toList();
        OrderKit kit = new OrderKit(WEFT);
        FaceShopper leaver = new FaceShopper(WEFT, WEFT.sandbox().shopper(ids.get(11)));
        leaver.emptied(ids.get(11));
        leaver.basket();
        sku = kit.stocked(WEFT.guest());
        kit.placed(shoppers.get(3), 1); // first, for it counts for a minute

        put(3, path(), SOMETHING);
        String emptied = path();
        put(4, emptied, SOMETHING);
        put(4, emptied, basket(""));
        String dropped = path();
        put(5, dropped, SOMETHING);
        drop(5, dropped);
        drop(5, dropped);
        put(10, path(), SOMETHING);
        WEFT.erase("WeftEU", ids.get(10));
        String same = path();
        put(7, same, basket(line("10000001", 7, "")));
        put(8, same, basket(line("10000002", 8, "")));
        drop(9, same);
        put(1, "/v1/baskets/" + LEFT, basket(line("10000009", 1, "1.00")));
        put(1, "/v1/baskets/" + LEFT, WHOLE);
        var added = leaver.add(sku, 2);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
        productTotal = FaceShopper.json(added).path("productTotal").decimalValue();
        put(6, path(), SOMETHING);
        awaitTold(5, 1, 7, 8, 11, 6);
    }

    private static void put(int shopper, String path, String basket) {
        Answer answer = shoppers.get(shopper).put(path, basket);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
    }

    private static void drop(int shopper, String path) {
        Answer answer = shoppers.get(shopper).send("DELETE", path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
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
        return WEFT.sandbox().letters(ids.get(shopper));
    }

    /** These are told of, so many baskets and no more were left behind until now, and nothing waits. */
    private static void awaitTold(int baskets, int... told) {
        await().atMost(LONG).untilAsserted(() -> {
            for (int shopper : told) {
                assertThat(told(shopper)).as("shopper " + shopper).hasSize(1);
            }
            assertThat(operators("/metrics").lines())
                    .filteredOn(line -> line.startsWith("weft_baskets_abandoned_total{"))
                    .containsExactly("weft_baskets_abandoned_total{site=\"WeftEU\"} " + baskets + ".0");
            assertThat(operators("/orders/lanes")).doesNotContain("\"marketing\""); // only lanes where something waits
        });
    }

    private static String operators(String path) {
        var answer = HTTP.send(Http.request("http://127.0.0.1:" + WEFT.adminPort() + path)
                .header("Authorization", "Bearer " + RunningWeft.OPERATOR));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void aBasketLeftBehindIsToldOfWithWhatIsInIt() {
        JsonNode letter = told(1).get(0);
        assertThat(letter.path("eventDefinitionKey").asText()).isEqualTo("WeftAbandonedBasket");
        assertThat(letter.at("/data/BasketId").asText()).isEqualTo(LEFT);
        assertThat(letter.at("/data/SiteId").asText()).isEqualTo("WeftEU");
        assertThat(letter.at("/data/Currency").asText()).isEqualTo("EUR");
        assertThat(new BigDecimal(letter.at("/data/Amount").asText())).isEqualByComparingTo("298.95");
        assertThat(letter.at("/data/Units").asInt()).isEqualTo(3);
        assertThat(letter.at("/data/Skus").asText()).isEqualTo("10000001,10000002");
    }

    @Test
    void changedAndLeftBehindAgainWithinADayItIsNotToldOfAgain() {
        put(1, "/v1/baskets/" + LEFT, WHOLE);
        put(2, path(), SOMETHING);
        awaitTold(6, 2);
        assertThat(told(1)).hasSize(1);
    }

    @Test
    void whoeverOrdersOrEmptiesOrDropsABasketOrIsErasedIsNotWrittenTo() {
        for (int silent : new int[] {3, 4, 5, 10}) {
            assertThat(told(silent)).as("shopper " + silent).isEmpty();
        }
    }

    @Test
    void nobodyTouchesABasketOfAnothers() {
        assertThat(told(7).get(0).at("/data/Skus").asText()).isEqualTo("10000001");
        assertThat(told(8).get(0).at("/data/Skus").asText()).isEqualTo("10000002");
        assertThat(told(9)).isEmpty();
    }

    @Test
    void whatIsPutIntoABasketThroughTheFaceIsToldOf() {
        JsonNode letter = told(11).get(0).path("data");
        assertThat(letter.path("Skus").asText()).isEqualTo(sku);
        assertThat(letter.path("Units").asInt()).isEqualTo(2);
        assertThat(new BigDecimal(letter.path("Amount").asText())).isEqualByComparingTo(productTotal);
    }

    @Test
    void allMistakesAreToldAtOnce() {
        Answer answer = shoppers.get(0)
                .put(
                        path(),
                        "{\"currency\":\"USD\",\"lines\":[{\"sku\":\"a/b\",\"quantity\":0},"
                                + "{\"sku\":\"10000001\",\"quantity\":1,\"unitPrice\":1.001}],\"coupon\":\"x\"}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.at("/errors").findValuesAsText("pointer"))
                .contains("/currency", "/lines/0/sku", "/lines/0/quantity", "/lines/1/unitPrice", "/coupon");
        assertThat(shoppers.get(0).put(path(), "{\"currency\":\"EUR\"}").status())
                .isEqualTo(400);
        assertThat(shoppers.get(0)
                        .put("/v1/baskets/" + "x".repeat(65), basket(""))
                        .status())
                .isEqualTo(400);
        assertThat(WEFT.guest().put(path(), basket("")).status()).isEqualTo(403);
    }
}
