package dev.weft.kernel;

import java.math.BigDecimal;

/**
 * How much of something there is, exact. Trailing zeros carry no meaning: 12.000 and 12 are equal.
 *
 * @param amount the number of base units; may be negative where an ERP books below zero
 */
public record Quantity(BigDecimal amount) {
    public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);

    public Quantity {
        amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    }

    public static Quantity of(long units) {
        return new Quantity(BigDecimal.valueOf(units));
    }

    public Quantity plus(Quantity other) {
        return new Quantity(amount.add(other.amount));
    }

    /** True when at least one whole unit can be sold. */
    public boolean sellable() {
        return amount.compareTo(BigDecimal.ONE) >= 0;
    }
}
