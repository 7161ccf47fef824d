package dev.weft.http.scapi;

import java.time.Duration;

/**
 * How long SCAPI's answers are remembered. SCAPI's own {@code Cache-Control}, where it sends one, can only shorten that.
 *
 * @param maxBytes of memory for all of them
 * @param catalogue categories, configurations, stores
 * @param goods products, search and promotions; stock and prices that are woven are woven after this, and are no older for it
 * @param own a shopper's own context, lists, baskets and customer; dropped with each of the shopper's writes
 * @param contexts whether sessions may have a shopper context: a guest's goods are then shared with others once SCAPI said that it has none
 */
public record KeepSettings(long maxBytes, Duration catalogue, Duration goods, Duration own, boolean contexts) {
    /** Other processes do not hear of a shopper's writes. */
    public static final Duration MOST_OWN = Duration.ofMinutes(1);

    /** Where nothing is remembered but what tokens are checked with, which has times of its own. */
    static final KeepSettings KEYS_ALONE = new KeepSettings(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, false);

    public KeepSettings {
        if (own.compareTo(MOST_OWN) > 0) {
            throw new IllegalArgumentException("own: " + own + " (expected: at most " + MOST_OWN + ")");
        }
    }
}
