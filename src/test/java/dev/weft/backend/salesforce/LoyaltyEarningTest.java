package dev.weft.backend.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.CannedBackend.Canned;
import dev.weft.backend.LookupContract;
import dev.weft.backend.client.BackendClient;
import dev.weft.product.EarnRates;
import dev.weft.product.Earning;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LoyaltyEarningTest extends LookupContract<String, EarnRates> {
    @Override
    protected Earning port(BackendClient client) {
        return new LoyaltyEarning(client, LoyaltyMembersTest.SETTINGS, () -> NOW);
    }

    @Override
    protected String known() {
        return "Weft Circle";
    }

    @Override
    protected String unknown() {
        return "No Circle";
    }

    @Override
    protected EarnRates expected() {
        return new EarnRates(
                "Threads",
                List.of(
                        new EarnRates.TierRate("Linen", new BigDecimal("1.0")),
                        new EarnRates.TierRate("Wool", new BigDecimal("1.25"))));
    }

    private static String tier(String name, int sequence, String rate, String program) {
        return """
                {"attributes":{"type":"LoyaltyTier"},"Name":"%s","SequenceNumber":%d,"PointsPerUnit__c":%s,
                 "LoyaltyTierGroup":{"LoyaltyProgram":{"Name":"%s"}}}""".formatted(name, sequence, rate, program);
    }

    private static String records(String... records) {
        return "{\"totalSize\":" + records.length + ",\"done\":true,\"records\":[" + String.join(",", records) + "]}";
    }

    @Override
    protected void serve() {
        backend.answers(request -> Canned.json(
                request.readable().contains("Weft Circle")
                        ? records(
                                tier("Wool", 2, "1.25", known()),
                                tier("Linen", 1, "1.0", known()),
                                tier("Gold", 1, "9", "Other"))
                        : records()));
    }

    @Override
    protected List<String> garbled() {
        return List.of(
                records(tier("Wool", 2, "\"" + PERSONAL + "\"", known())),
                records(tier("Wool", 2, "-1", known())),
                records(tier("", 2, "1", known())),
                records("{\"Name\":\"x\",\"SequenceNumber\":1,\"LoyaltyTierGroup\":\"" + PERSONAL + "\"}"));
    }

    @Test
    void letsATierWithoutRateEarnNothing() {
        backend.answers(records(tier("Linen", 1, "null", known()), tier("Wool", 2, "1.25", known())));
        assertThat(answer().tiers())
                .extracting(EarnRates.TierRate::pointsPerUnit)
                .containsExactly(BigDecimal.ZERO, new BigDecimal("1.25"));
    }

    @Test
    void asksByProgramme() {
        serve();
        fetch(Set.of("O'Circle"), EU);
        assertThat(backend.only().readable())
                .endsWith("FROM LoyaltyTier WHERE LoyaltyTierGroup.LoyaltyProgram.Name IN ('O\\'Circle')");
    }
}
