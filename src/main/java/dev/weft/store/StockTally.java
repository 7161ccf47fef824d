package dev.weft.store;

import java.util.concurrent.atomic.LongAdder;

/** What became of stock and reservations since the start, as far as this process saw to it. Safe from any thread. */
public final class StockTally {
    private final LongAdder expired = new LongAdder();
    private final LongAdder oversold = new LongAdder();
    private volatile double holding = Double.NaN;

    StockTally() {}

    /** Reservations that this process ended because their time was over. */
    public long expired() {
        return expired.sum();
    }

    /**
     * Units of orders taken and not yet handed to the ERP that a new count of the ERP's does not cover any more: taken out of stock behind
     * our back, or never there. A unit counts once, when it turns out, at the position where it does. The ERP may be booking one of these
     * orders as it counts; that one counts as well, since nobody can tell.
     */
    public long oversold() {
        return oversold.sum();
    }

    /** Reservations that hold units now, of all processes; not a number while the store has not told. */
    public double holding() {
        return holding;
    }

    void addExpired(int holds) {
        expired.add(holds);
    }

    void addOversold(long units) {
        oversold.add(units);
    }

    void holds(double now) {
        holding = now;
    }
}
