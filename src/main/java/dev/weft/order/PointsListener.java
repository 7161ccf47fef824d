package dev.weft.order;

/** Hears what is decided about points on their way to a ledger. Called on a lane's loop: it must be quick and never throw. */
@FunctionalInterface
public interface PointsListener {
    PointsListener NONE = points -> {};

    /** So many earned points were to be taken back, and are left with their member, who has spent them. Now and then told twice. */
    void forgiven(long points);
}
