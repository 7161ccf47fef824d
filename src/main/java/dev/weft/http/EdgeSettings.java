package dev.weft.http;

import dev.weft.kernel.Market;
import dev.weft.resilience.Rate;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the edge needs to know.
 *
 * @param requestDeadline how long a request may take; a client may only shorten it
 * @param sites by site id
 * @param limits by throttle class
 * @param incompleteTtl how long an answer with a part missing may be kept
 * @param maxSkus at most that many SKUs in one question
 * @param exposure what pages in browsers may do
 */
public record EdgeSettings(
        Duration requestDeadline,
        Map<String, Site> sites,
        Map<String, Rate> limits,
        Duration incompleteTtl,
        int maxSkus,
        Set<String> defaultProductParts,
        Set<String> defaultCustomerParts,
        Exposure exposure) {
    public static final int DEFAULT_MAX_SKUS = 50;

    public EdgeSettings {
        sites = Map.copyOf(sites);
        limits = Map.copyOf(limits);
        defaultProductParts = Set.copyOf(defaultProductParts);
        defaultCustomerParts = Set.copyOf(defaultCustomerParts);
    }

    /**
     * One site as the edge sees it.
     *
     * @param locale the one used when none is asked for
     * @param locales all that may be asked for
     */
    public record Site(String id, Currency currency, String locale, List<String> locales) {
        public Site {
            locales = List.copyOf(locales);
        }

        Market market(String wanted) {
            return new Market(id, wanted, currency);
        }
    }
}
