package dev.weft.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An exact amount: integer minor units of a currency, whose number of decimals is the currency's own (EUR 2, JPY 0, KWD 3).
 *
 * @param minor the amount in the smallest unit, for example cents
 * @param currency an ISO 4217 currency
 */
public record Money(long minor, Currency currency) {

    public static Money ofMinor(long minor, Currency currency) {
        return new Money(minor, currency);
    }

    /**
     * The exact amount {@code major}; fails where it has more decimals than the currency, because a price that must be rounded is a price
     * somebody else has to decide on.
     */
    public static Money ofExact(BigDecimal major, Currency currency) {
        return new Money(major.movePointRight(exponent(currency)).longValueExact(), currency);
    }

    /** {@code major} rounded half up to the currency's decimals, as line amounts are. */
    public static Money ofRounded(BigDecimal major, Currency currency) {
        BigDecimal minor = major.movePointRight(exponent(currency)).setScale(0, RoundingMode.HALF_UP);
        return new Money(minor.longValueExact(), currency);
    }

    /** The amount in whole currency units, with exactly the currency's decimals. */
    public BigDecimal major() {
        return BigDecimal.valueOf(minor, exponent(currency));
    }

    private static int exponent(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }
}
