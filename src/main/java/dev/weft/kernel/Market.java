package dev.weft.kernel;

import java.util.Currency;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a request shops: the site, the language its texts are in and the currency its prices are in. Compared field by field, so it can
 * be part of a key; its hash is computed once, because it is part of every key.
 */
public final class Market {
    private final String site;
    private final String locale;
    private final Currency currency;
    private final int hash;

    /**
     * A market.
     *
     * @param site the configured site id, for example {@code WeftEU}
     * @param locale a BCP 47 tag, for example {@code de-DE}; empty for no particular one
     * @param currency an ISO 4217 currency
     */
    public Market(String site, String locale, Currency currency) {
        this.site = site;
        this.locale = locale;
        this.currency = currency;
        this.hash = Objects.hash(site, locale, currency.getCurrencyCode());
    }

    public String site() {
        return site;
    }

    public String locale() {
        return locale;
    }

    public Currency currency() {
        return currency;
    }

    /** The same market in no particular language, for what does not depend on one. */
    public Market anyLocale() {
        return locale.isEmpty() ? this : new Market(site, "", currency);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Market that
                        && hash == that.hash
                        && site.equals(that.site)
                        && locale.equals(that.locale)
                        && currency.equals(that.currency);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "Market[" + site + ", " + locale + ", " + currency + "]";
    }
}
