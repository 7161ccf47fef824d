package dev.weft.http.door;

/**
 * How dear a request is, least first: where there is too much to do, the first are turned away first. A route names its own.
 *
 * <p>Each class is shed along a cubic curve between two pressures: nothing at the first, a little after it, all at the second. Curves of
 * neighbours overlap, so that nobody falls off a cliff; checkout's begins where all others have ended.
 */
public enum Priority {
    /** What a browser fetches in case it is wanted; not for a route to name: the request's own {@code Sec-Purpose} says so. */
    PREFETCH(0.50, 0.75),
    /** Lists, search, stock of many. */
    SEARCH(0.60, 0.80),
    /** One product's screen, and everything else anyone may read. */
    PRODUCT(0.70, 0.88),
    /** What a shopper sees of himself. */
    PERSONAL(0.75, 0.92),
    /** Filling a basket. */
    BASKET(0.80, 0.95),
    /** Orders, payments, refunds. */
    CHECKOUT(0.95, 1.00);

    private final double from;
    private final double to;

    Priority(double from, double to) {
        this.from = from;
        this.to = to;
    }

    /** Where shedding of this class begins, as a share of the places. */
    double from() {
        return from;
    }

    /** The share of this class to turn away, 0 to 1, where {@code pressure} of the places are taken. */
    double shed(double pressure) {
        if (pressure <= from) {
            return 0;
        }
        if (pressure >= to) {
            return 1;
        }
        double way = (pressure - from) / (to - from);
        return way * way * way;
    }

    /** As metrics call it. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
