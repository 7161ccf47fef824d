package dev.weft.product;

import dev.weft.kernel.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * How a loyalty programme turns money into points.
 *
 * @param pointsName what the programme calls its points
 * @param tiers lowest first; the first is everyone's
 */
public record EarnRates(String pointsName, List<TierRate> tiers) {
    public EarnRates {
        tiers = List.copyOf(tiers);
    }

    /**
     * One tier's rate.
     *
     * @param tier its name
     * @param pointsPerUnit points for one whole currency unit
     */
    public record TierRate(String tier, BigDecimal pointsPerUnit) {
        /** Whole points for spending {@code amount}; fractions are dropped, as programmes do. */
        public long points(Money amount) {
            return pointsPerUnit
                    .multiply(amount.major())
                    .setScale(0, RoundingMode.FLOOR)
                    .longValueExact();
        }
    }
}
