package dev.weft.kernel;

import java.util.Currency;

/**
 * Where a request shops: the site, the language its texts are in and the currency its prices are in. Compared field by field, so it can
 * be part of a key.
 *
 * @param site the configured site id, for example {@code WeftEU}
 * @param locale a BCP 47 tag, for example {@code de-DE}
 * @param currency an ISO 4217 currency
 */
public record Market(String site, String locale, Currency currency) {
    /** The same market in no particular language, for what does not depend on one. */
    public Market anyLocale() {
        return new Market(site, "", currency);
    }
}
