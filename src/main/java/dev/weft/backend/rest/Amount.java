package dev.weft.backend.rest;

import dev.weft.kernel.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;

/**
 * Where an amount of money stands in a row, and in what unit.
 *
 * @param field name of, or JSON Pointer to, the number; it may come as text
 * @param unit what one of it is
 * @param currency name of, or pointer to, the currency's ISO code; without it the market's is meant
 */
public record Amount(String field, Unit unit, Optional<String> currency) {

    /** What the number 1 stands for. */
    public enum Unit {
        /** One euro, one yen. */
        MAJOR,
        /** The currency's own smallest unit: one cent, but one yen. */
        MINOR,
        /** A hundredth, whatever the currency: one cent, and a hundredth of a yen. */
        HUNDREDTHS
    }

    public Amount {
        Fields.compile("amount", field);
        currency.ifPresent(pointer -> Fields.compile("currency", pointer));
    }

    /** The exact money; throws ArithmeticException where the currency has no unit that small. */
    Money money(BigDecimal number, Currency of) {
        return switch (unit) {
            case MAJOR -> Money.ofExact(number, of);
            case MINOR -> Money.ofMinor(number.longValueExact(), of);
            case HUNDREDTHS -> Money.ofExact(number.movePointLeft(2), of);
        };
    }
}
