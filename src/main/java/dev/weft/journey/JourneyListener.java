package dev.weft.journey;

/** Hears what becomes of baskets. Called from any thread; must return at once. */
public interface JourneyListener {
    JourneyListener NONE = new JourneyListener() {};

    /** So many baskets of a site count as left behind now, and are to be told of. */
    default void abandoned(String site, int baskets) {}

    /** The journey tool refused to be told of a basket. {@code reason} is free of personal data. */
    default void refused(String site, String reason) {}

    /** What a shopper did was not taken down: too much waited, or the store was dark. */
    default void lost(String site) {}
}
