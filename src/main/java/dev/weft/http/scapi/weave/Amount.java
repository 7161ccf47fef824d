package dev.weft.http.scapi.weave;

import java.math.BigDecimal;

/** An amount of money: {@link #unscaled} with {@link #scale} decimals. */
record Amount(long unscaled, int scale) implements Comparable<Amount> {

    /** Fails where it has more than 18 digits, which no price has. */
    static Amount of(BigDecimal value) {
        BigDecimal whole = value.scale() < 0 ? value.setScale(0) : value;
        return new Amount(whole.unscaledValue().longValueExact(), whole.scale());
    }

    BigDecimal value() {
        return BigDecimal.valueOf(unscaled, scale);
    }

    @Override
    public int compareTo(Amount other) {
        return scale == other.scale ? Long.compare(unscaled, other.unscaled) : value().compareTo(other.value());
    }
}
