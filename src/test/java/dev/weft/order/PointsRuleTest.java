package dev.weft.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PointsRuleTest {
    private static PointsRule worth(String one, String currency) {
        return new PointsRule(true, true, Optional.of(new BigDecimal(one)), Currency.getInstance(currency));
    }

    @Test
    void aPointIsWorthTheSameToTheMinorUnitRoundedHalfUp() {
        assertThat(worth("0.005", "EUR").faults(300, 150)).isEmpty();
        assertThat(worth("0.005", "EUR").faults(301, 151)).isEmpty();
        assertThat(worth("0.005", "EUR").faults(301, 150))
                .singleElement()
                .satisfies(fault -> assertThat(fault.detail()).contains("1.51"));
        assertThat(worth("1.5", "JPY").faults(3, 5)).isEmpty();
    }

    @Test
    void withoutAWorthTheStorefrontIsBelieved() {
        PointsRule rule = new PointsRule(true, true, Optional.empty(), Currency.getInstance("EUR"));
        assertThat(rule.faults(1, 1_000_000)).isEmpty();
        assertThat(rule.refusal()).isEmpty();
    }

    @Test
    void pointsNeedALedgerAndAMember() {
        Currency euro = Currency.getInstance("EUR");
        assertThat(new PointsRule(false, true, Optional.empty(), euro).refusal().map(Fault::code))
                .contains("points_not_taken");
        assertThat(new PointsRule(true, false, Optional.empty(), euro).refusal().map(Fault::code))
                .contains("points_of_a_guest");
    }
}
