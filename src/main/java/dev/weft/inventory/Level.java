package dev.weft.inventory;

import dev.weft.kernel.Sku;
import java.time.Instant;

/**
 * Stock of one SKU at one location as its ERP tells it: an absolute number and the moment it was true. Whatever we hand to the ERP after
 * that moment is not yet in it.
 *
 * @param onHand free units in the ERP's books at {@code asOf}; may be negative
 * @param safety units never to be sold from here
 * @param asOf the cut-off; an older level than the one known is ignored
 * @param asked true where we asked for the SKU, false where the ERP told it by itself. Anybody may make us ask for anything: of what was
 *     asked for and never had a unit nothing is kept
 */
public record Level(Sku sku, String location, long onHand, long safety, Instant asOf, boolean asked) {
    /** A level that the ERP told by itself. */
    public Level(Sku sku, String location, long onHand, long safety, Instant asOf) {
        this(sku, location, onHand, safety, asOf, false);
    }
}
