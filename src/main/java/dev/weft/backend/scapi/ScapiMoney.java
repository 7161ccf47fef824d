package dev.weft.backend.scapi;

import dev.weft.backend.client.JsonReader;
import dev.weft.kernel.Money;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;

/** Commerce's amounts: doubles on the wire, so that 23.99 may arrive as 23.990000000000002. They are rounded, not refused. */
final class ScapiMoney {
    private ScapiMoney() {}

    static Optional<Currency> currency(String code) {
        try {
            return Optional.of(Currency.getInstance(code));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    static Money of(BigDecimal amount, Currency currency, JsonReader in) throws IOException {
        try {
            return Money.ofRounded(amount, currency);
        } catch (ArithmeticException tooLarge) {
            throw in.malformed("an amount of ordinary size");
        }
    }
}
