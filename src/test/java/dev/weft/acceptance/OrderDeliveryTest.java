package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accepted orders arrive in the ERP once, whatever it was like meanwhile; what follows from them arrives after them. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("OrderDeliveryTest")
class OrderDeliveryTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(RunningWeft.STANDARD, text -> text);

    private final OrderKit kit = new OrderKit(WEFT);
    private final Http http = new Http();

    private static String id(Answer placed) {
        return placed.at("/id").asText();
    }

    private static JsonNode inSap(String id) {
        return WEFT.sandbox().orders("sap", id);
    }

    private static void awaitStatus(Storefront storefront, String location, String status) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(storefront.get(location).at("/status").asText())
                                .isEqualTo(status));
    }

    @Test
    void aGuestsOrderIsInTheErpUnderOurReferenceAndConfirmedWithItsNumber() {
        Storefront guest = WEFT.guest();
        Answer order = kit.placed(guest, 2);
        awaitStatus(guest, order.header("location"), "confirmed");
        JsonNode booked = inSap(id(order));
        assertThat(booked).hasSize(1);
        assertThat(booked.at("/0/rows/0/quantity").asInt()).isEqualTo(2);
        assertThat(booked.at("/0/total").asLong())
                .isEqualTo(order.at("/total").decimalValue().movePointRight(2).longValueExact());
        assertThat(guest.get(order.header("location")).at("/erpNumber").asText())
                .isEqualTo(booked.at("/0/number").asText());
    }

    @Test
    void aMembersOrderEarnsPointsOnce() {
        int before = WEFT.sandbox().books("loyalty").path("journals").asInt();
        Storefront member = WEFT.shopper();
        Answer order = kit.placed(member, 1);
        awaitStatus(member, order.header("location"), "confirmed");
        assertThat(order.at("/points/earned").asInt()).isPositive();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                WEFT.sandbox().books("loyalty").path("journals").asInt())
                        .isEqualTo(before + 1));
        assertThat(WEFT.sandbox().books("loyalty").path("surplus").asInt()).isZero();
    }

    @Test
    void aPurchaseEarnsByTheMembersTierAndNothingForWhoeverIsNoMember() {
        Set<String> tiers = new HashSet<>();
        Map<String, Integer> earnings = new HashMap<>();
        for (int number : List.of(1, 2, 3, 4, 5, 6, 40)) {
            Storefront shopper = WEFT.as(WEFT.sandbox().shopper("wsh%08d".formatted(number)));
            String tier = shopper.get("/v1/me").at("/loyalty/tier/name").asText();
            Answer order = kit.placed(shopper, 1);
            JsonNode rates = shopper.get(
                            "/v1/products/" + order.at("/lines/0/sku").asText() + "?include=price,points")
                    .at("/points/byTier");
            int expected = 0;
            for (JsonNode rate : rates) {
                expected = rate.path("tier").asText().equals(tier)
                        ? rate.path("points").asInt()
                        : expected;
            }
            assertThat(order.at("/points/earned").asInt(-1))
                    .as("shopper %d, %s", number, tier)
                    .isEqualTo(expected);
            tiers.add(tier);
            earnings.put(id(order), expected);
        }
        assertThat(tiers).hasSizeGreaterThan(2).contains("");
        earnings.forEach((order, points) -> await().atMost(SOON)
                .untilAsserted(() -> assertThat(ended(order, "points.accrue"))
                        .as("booked, so that nothing is under way when the test ends")
                        .hasSize(points > 0 ? 1 : 0)));
    }

    @Test
    void anOrderAcceptedInTheDarkArrivesWhenTheErpIsBack() {
        Storefront guest = WEFT.guest();
        String sku = kit.stocked(guest);
        BigDecimal price = kit.price(guest, sku);
        kit.keyed(guest, kit.key()).post("/v1/orders", kit.order(sku, 1, price)); // its stock is known from now on
        WEFT.sandbox().fault("sap", "{'error':'503','errorRate':1.0}");
        Answer order = kit.keyed(guest, kit.key()).post("/v1/orders", kit.order(sku, 1, price));
        assertThat(order.status()).as(order.toString()).isIn(201, 202);
        assertThat(inSap(id(order))).isEmpty();
        WEFT.sandbox().clearFaults();
        awaitStatus(guest, order.header("location"), "confirmed");
        assertThat(inSap(id(order))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"applied-502", "applied-503"})
    void anOrderTheErpAppliedWithoutAnsweringIsNotSentTwice(String fault) {
        Storefront guest = WEFT.guest();
        String sku = kit.stocked(guest);
        BigDecimal price = kit.price(guest, sku);
        WEFT.sandbox().fault("sap", "{'operation':'orderCreate','errors':{'" + fault + "':1.0}}");
        Answer order = kit.keyed(guest, kit.key()).post("/v1/orders", kit.order(sku, 1, price));
        await().atMost(SOON).untilAsserted(() -> assertThat(inSap(id(order))).hasSize(1));
        WEFT.sandbox().clearFaults();
        awaitStatus(guest, order.header("location"), "confirmed");
        assertThat(inSap(id(order))).hasSize(1);
    }

    @Test
    void refundsGoOnWhereTheMemberHasSpentWhatTheOrderEarned() {
        Storefront member = WEFT.as(WEFT.sandbox().shopper("wsh00000002"));
        Answer order = kit.placed(member, 2);
        String location = order.header("location");
        awaitStatus(member, location, "confirmed");
        assertThat(order.at("/points/earned").asInt()).isPositive();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(ended(id(order), "points.accrue")).hasSize(1));
        WEFT.sandbox().spendAll("WC00000002");

        for (int refund = 0; refund < 2; refund++) {
            kit.keyed(member, kit.key()).post(location + "/refunds", "{\"lines\":[{\"line\":1,\"quantity\":1}]}");
            String state = "/refunds/" + refund + "/state";
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(member.get(location).at(state).asText()).isEqualTo("confirmed"));
        }
        assertThat(inSap(id(order)).at("/0/refunds")).hasSize(2);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ended(id(order), "points.take_back"))
                        .hasSize(2)
                        .allMatch(result -> result.startsWith("forgiven: ")));
        assertThat(operators("/metrics").lines())
                .filteredOn(line -> line.startsWith("weft_points_forgiven_total{"))
                .singleElement()
                .asString()
                .doesNotEndWith(" 0.0");
    }

    /** What {@code weft orders show} says came of an order's entries of a type. */
    private List<String> ended(String order, String type) {
        List<String> results = new ArrayList<>();
        new Answer(200, Map.of(), operators("/orders/" + order), 0)
                .at("/entries")
                .forEach(entry -> {
                    if (entry.path("type").asText().equals(type)
                            && entry.path("state").asText().equalsIgnoreCase("done")) {
                        results.add(entry.path("result").asText());
                    }
                });
        return results;
    }

    private String operators(String path) {
        return http.send(Http.request("http://127.0.0.1:" + WEFT.adminPort() + path))
                .body();
    }

    @Test
    void refundsAndCancellationsFollowTheOrderIntoTheErp() {
        Storefront guest = WEFT.guest();
        Answer order = kit.placed(guest, 2);
        String location = order.header("location");
        kit.keyed(guest, kit.key()).post(location + "/refunds", "{\"lines\":[{\"line\":1,\"quantity\":1}]}");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                guest.get(location).at("/refunds/0/state").asText())
                        .isEqualTo("confirmed"));
        assertThat(inSap(id(order)).at("/0/refunds")).hasSize(1);

        Answer other = kit.placed(guest, 1);
        kit.keyed(guest, kit.key()).send("DELETE", other.header("location"));
        awaitStatus(guest, other.header("location"), "cancelled");
        assertThat(inSap(id(other)).findValues("rejected")).allMatch(JsonNode::asBoolean);
    }
}
