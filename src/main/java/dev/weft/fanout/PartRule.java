package dev.weft.fanout;

import java.time.Duration;

/**
 * How much a part matters and how long it may take.
 *
 * @param required true when the screen makes no sense without it
 * @param budget the longest it may take, within the request's deadline
 */
public record PartRule(boolean required, Duration budget) {
    public PartRule {
        if (budget.isZero() || budget.isNegative()) {
            throw new IllegalArgumentException("budget: " + budget + " (expected: more than zero)");
        }
    }
}
