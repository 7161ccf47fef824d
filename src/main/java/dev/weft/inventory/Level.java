package dev.weft.inventory;

import dev.weft.kernel.Sku;
import java.time.Instant;

/**
 * Stock of one SKU at one location as its ERP tells it: an absolute number and the moment it was true. Whatever we hand to the ERP after
 * that moment is not yet in it.
 *
 * @param onHand free units in the ERP's books at {@code asOf}; may be negative
 * @param safety units never to be sold from here
 * @param least true where the ERP said nothing of safety stock: {@code safety} is then the least that is kept back, and a position that
 *     keeps back more goes on to do so
 * @param asOf the cut-off; an older level than the one known is ignored
 * @param asked true where we asked for the SKU, false where the ERP told it by itself. Anybody may make us ask for anything: of what was
 *     asked for and never had a unit nothing is kept
 */
public record Level(Sku sku, String location, long onHand, long safety, boolean least, Instant asOf, boolean asked) {
    /** A level whose safety stock is {@code safety}, whatever it was before. */
    public Level(Sku sku, String location, long onHand, long safety, Instant asOf, boolean asked) {
        this(sku, location, onHand, safety, false, asOf, asked);
    }

    /** A level that the ERP told by itself, with its safety stock. */
    public Level(Sku sku, String location, long onHand, long safety, Instant asOf) {
        this(sku, location, onHand, safety, asOf, false);
    }

    /** A level that the ERP told by itself, and nothing of safety stock: at least {@code least} units are kept back. */
    public static Level toldWithoutSafety(Sku sku, String location, long onHand, long least, Instant asOf) {
        return new Level(sku, location, onHand, least, true, asOf, false);
    }

    /** How many units are kept back from now on, where it were {@code before} until now. */
    public long keptBack(long before) {
        return least ? Math.max(safety, before) : safety;
    }

    /** This level as the newer one of two: what it leaves open, the older one says. */
    public Level after(Level older) {
        return least
                ? new Level(sku, location, onHand, Math.max(safety, older.safety), older.least, asOf, asked)
                : this;
    }
}
