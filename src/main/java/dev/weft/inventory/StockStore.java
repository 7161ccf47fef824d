package dev.weft.inventory;

import dev.weft.kernel.Sku;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Port: positions and reservations, durable. {@code available >= 0} is a constraint of the database; expiry is by the store's clock. Every
 * future fails with {@link dev.weft.kernel.Failed} where the store is dark or too slow.
 */
public interface StockStore {
    /**
     * Takes absolute levels in. What is promised but not surely in the ERP's number yet (reserved, or handed over at or after the level's
     * cut-off) is taken off again; what was surely handed over before is not. Ignores levels older than what is known, but for what lies
     * ahead of the store's clock, which must have been set back since; and those that were asked for and tell of no unit at a place that
     * never had one: their number is the askers' choice.
     */
    Future<Void> feed(List<Level> levels);

    /** What there is of each; a SKU that was never fed, or never had a unit when it was asked for, has an empty list. */
    Future<Map<Sku, List<Position>>> positions(Collection<Sku> skus);

    /** The store's own time: the clock by which hand-overs are dated, and so the one for cut-offs, whose machine this is. */
    Future<Instant> now();

    /**
     * Holds units for a while: all wanted or none. The same id of the same shopper again answers with the reservation as it is now, where
     * the content is the same; with another content it fails with {@code REFUSED}. A wish that came up short leaves nothing behind.
     */
    Future<Held> hold(Hold hold);

    /** Lets go of a hold. False where there is none that still holds, by the store's clock. */
    Future<Boolean> release(String site, String shopper, String id);

    Future<Optional<Reservation>> find(String site, String shopper, String id);

    /** Ends holds whose time is over, a bounded number at once; answers how many. */
    Future<Integer> expire();

    /**
     * A wish to hold units.
     *
     * @param id the caller's own id, which makes it repeatable
     * @param partial true to hold what there is where not all is
     */
    record Hold(
            String id,
            String site,
            String shopper,
            List<Wanted> wanted,
            Sourcing sourcing,
            Duration lasts,
            boolean partial,
            String externalRef) {}

    /** The answer to a wish: held, or short of some SKUs with what is left of each. */
    record Held(Optional<Reservation> reservation, Map<Sku, Long> left) {}

    /** Held units and until when. */
    record Reservation(
            String id, State state, List<Sourced> sourced, Optional<Instant> until, int version, String externalRef) {}

    /** The life of a reservation. */
    enum State {
        HELD,
        COMMITTED,
        RELEASED,
        EXPIRED
    }
}
