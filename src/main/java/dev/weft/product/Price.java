package dev.weft.product;

import dev.weft.kernel.Money;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What one unit of sale costs.
 *
 * @param amount the price of {@code perUnits} units
 * @param perUnits how many units the amount is for, usually 1
 * @param priceList the list it was read from, as the ERP names it
 * @param validUntil the last day it holds, where the ERP limits it
 */
public record Price(Money amount, int perUnits, String priceList, Optional<LocalDate> validUntil) {
    public Price {
        if (perUnits < 1) {
            throw new IllegalArgumentException("perUnits: " + perUnits + " (expected: at least 1)");
        }
    }
}
