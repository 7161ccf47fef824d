package dev.weft.journey;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Port: baskets that are filled and not ordered. Every change is committed when its future completes; each fails with
 * {@link dev.weft.kernel.Failed} where the store is dark. All times are of the store's clock.
 */
public interface BasketStore {
    /** How long a basket that nobody changes is kept; then nobody knows of it any more, nor that it was told of. */
    Duration KEPT = Duration.ofDays(30);

    /** How many baskets of one shopper are kept; what was changed before those is forgotten. */
    int MOST_EACH = 8;

    /** Writes down what was done, one after the other, in one transaction. */
    Future<Void> apply(List<BasketChange> changes);

    /**
     * Marks baskets as left behind and writes an entry for each ({@link BasketEntries}), in one transaction: those of the site that have
     * lines, that nobody changed for {@code after}, whose shopper placed no order since, that were not told within {@code again}, and of which
     * no entry still waits. What is marked once is not marked again before it is changed. Told it is only by a {@link BasketTold}. Looks at
     * {@code limit} at most, without keeping orders waiting for it.
     */
    Future<Step> abandon(Rule rule, int limit);

    /**
     * The basket with that id of the store's own, if it is still as it was when it was marked; empty where it was ordered, emptied, changed
     * or erased since.
     */
    Future<Optional<Left>> left(String id);

    /** Removes baskets nobody changed for {@code age}; at most {@code limit}; answers how many. */
    Future<Integer> forget(Duration age, int limit);

    /**
     * When a site's baskets count as left behind.
     *
     * @param lane who is told
     * @param after how long nobody changed it
     * @param again how long a basket that was told of is not told of again, changed or not
     */
    record Rule(String site, String lane, Duration after, Duration again) {}

    /**
     * What a look came to.
     *
     * @param marked how many baskets count as left behind
     * @param full whether there may be more to look at
     */
    record Step(int marked, boolean full) {}

    /**
     * A basket left behind.
     *
     * @param since when it was last changed
     */
    record Left(Basket basket, Instant since) {}
}
