package dev.weft.backend.sap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.Orders;
import dev.weft.backend.client.KeyRule;
import dev.weft.backend.sap.SapOrderRules.Pricing;
import dev.weft.order.Order;
import dev.weft.order.Refund;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Amounts told without tax, which the sandbox's own pricing does not know. */
class SapDraftsTest {
    private static final Pricing NET = new Pricing("PPR0", "HD00", "SERVICE-FREIGHT", "SERVICE-GOODWILL", true);

    private final Order order = Orders.of("WEFT-NET-1");
    private final SapDrafts drafts = new SapDrafts(
            "sap",
            SapSettings.of(
                    Map.of("WeftEU", new SapSettings.Site("1010", "10", Map.of("1010", "hamburg"))),
                    new KeyRule("", 18, "", Map.of()),
                    new KeyRule("wsh", 10, "", Map.of())),
            new SapOrderRules(
                    SapOrderRules.USUAL.documents(),
                    NET,
                    SapOrderRules.USUAL.division(),
                    SapOrderRules.USUAL.unit(),
                    SapOrderRules.USUAL.guest(),
                    SapOrderRules.USUAL.told(),
                    SapOrderRules.USUAL.lag()));

    private Optional<JsonObject> drafted(
            Map<Integer, Integer> units, boolean shipping, long adjustment, long all, long tax) {
        Refund refund = new Refund(
                "WEFT-NET-1-R1",
                1,
                units,
                shipping,
                adjustment,
                all,
                0,
                tax,
                0,
                0,
                Refund.State.PENDING,
                Instant.EPOCH);
        return drafts.credit(order, "1", refund, Map.of());
    }

    /** By material, the amount of each item. */
    private Map<String, String> credit(
            Map<Integer, Integer> units, boolean shipping, long adjustment, long all, long tax) {
        return drafted(units, shipping, adjustment, all, tax).orElseThrow().getJsonArray("to_Item").stream()
                .map(JsonObject.class::cast)
                .collect(java.util.stream.Collectors.toMap(
                        item -> item.getString("Material").replaceFirst("^0+", ""),
                        item -> item.getJsonArray("to_PricingElement")
                                .getJsonObject(0)
                                .getString("ConditionRateValue")));
    }

    @Test
    void anAdjustmentWithoutTaxLeavesItsTaxOut() {
        assertThat(credit(Map.of(), false, 1_190, 1_190, 190)).isEqualTo(Map.of("SERVICE-GOODWILL", "10.00"));
    }

    @Test
    void partsWithoutTaxAreWhatTheOrderWasToldOfThem() {
        assertThat(credit(Map.of(1, 2, 2, 1), true, 0, 12_491, 1_994))
                .isEqualTo(Map.of("10000001", "84.04", "10000002", "16.81", "SERVICE-FREIGHT", "4.12"));
    }

    @Test
    void anAdjustmentBesidesUnitsTakesItsOwnTaxAndTheUnitsTheirs() {
        assertThat(credit(Map.of(2, 1), false, 1_000, 3_000, 319 + 160))
                .isEqualTo(Map.of("10000002", "16.81", "SERVICE-GOODWILL", "8.40"));
    }

    @Test
    void anAmountThatIsAllTaxIsNoCreditWithoutTax() {
        assertThat(drafted(Map.of(), false, 1, 1, 1)).isEmpty();
        assertThat(credit(Map.of(), false, 1, 1, 0)).isEqualTo(Map.of("SERVICE-GOODWILL", "0.01"));
    }

    @Test
    void whatIsLeftStandsOnAllPartsInProportionWhereItDoesNotSuffice() {
        assertThat(credit(Map.of(2, 1), true, 0, 249, 40))
                .as("2.09 without tax on 16.81 and 4.12")
                .isEqualTo(Map.of("10000002", "1.68", "SERVICE-FREIGHT", "0.41"));
    }
}
