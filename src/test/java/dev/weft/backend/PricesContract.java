package dev.weft.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Failure;
import dev.weft.kernel.Market;
import dev.weft.kernel.Money;
import dev.weft.kernel.Sku;
import dev.weft.product.Price;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Port contract of {@link dev.weft.product.Prices}. Today is 15 June 2026. SKU 10000231 costs 129.00 EUR from 2026-01-01 to 2026-12-31;
 * it used to cost 139.00, and will cost 149.00 next year.
 */
public abstract class PricesContract extends SiteContract<Sku, Price> {
    protected static final Clock TODAY = Clock.fixed(Instant.parse("2026-06-15T10:00:00Z"), ZoneOffset.UTC);

    /** How the vendor's answer names the list. */
    protected abstract String list();

    /** Answers one price that holds today, in {@code currency}. */
    protected abstract void servePriceIn(String currency, String amount);

    @Override
    protected final Sku known() {
        return Sku.of("10000231");
    }

    @Override
    protected final Sku unknown() {
        return Sku.of("99999999");
    }

    @Override
    protected final Price expected() {
        return new Price(
                Money.ofMinor(12_900, Currency.getInstance("EUR")), 1, list(), Optional.of(LocalDate.of(2026, 12, 31)));
    }

    @Test
    void takesNoOtherCurrency() {
        servePriceIn("USD", "129.00");
        Failure failure = failure(Set.of(known()), EU);
        assertThat(failure.reason()).isEqualTo(Failure.Reason.BAD_ANSWER);
        assertThat(failure.detail()).contains("currency");
    }

    @Test
    void roundsNoPrice() {
        servePriceIn("EUR", "129.005");
        assertThat(failure(Set.of(known()), EU).reason()).isEqualTo(Failure.Reason.BAD_ANSWER);
    }

    @Test
    void readsCurrenciesWithoutDecimals() {
        servePriceIn("JPY", "21280");
        Currency yen = Currency.getInstance("JPY");
        assertThat(fetch(Set.of(known()), new Market("WeftEU", "ja-JP", yen)).values())
                .extracting(Price::amount)
                .containsExactly(Money.ofMinor(21_280, yen));
    }
}
