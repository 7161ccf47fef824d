package dev.weft.http.scapi;

import dev.weft.kernel.Secret;
import dev.weft.order.PriceBook;
import dev.weft.order.PricePolicy;
import java.time.Clock;
import java.util.Currency;

/**
 * How the ERP's prices come into a site's baskets.
 *
 * @param source whose prices they are, by its configured name
 * @param book asked about what stands in a basket; from no cache
 * @param strict whether a basket that cannot be given the ERP's prices is refused, and so is an item that was added at another price
 * @param adjusts where a price has changed when it is ordered: true to order at the new one, false to refuse and show it
 * @param tolerance what the price an item is added at may differ by, where that is looked at
 */
public record BasketPricing(
        String source,
        PriceBook book,
        Currency currency,
        boolean strict,
        boolean adjusts,
        PricePolicy tolerance,
        Way way) {

    /** By which way SCAPI is told. */
    public sealed interface Way permits Adjustment, Hook {}

    /** As a price adjustment for each item, set by an agent. */
    public record Adjustment(AgentTokens tokens) implements Way {}

    /** As an attribute of each item, signed, which a hook of the instance's reads. */
    public record Hook(Secret secret, Clock clock) implements Way {}

    int digits() {
        return Math.max(0, currency.getDefaultFractionDigits());
    }
}
