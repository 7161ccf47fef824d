package dev.weft.journey;

import dev.weft.outbox.NewEntry;

/** What is to be told of baskets. Entries of one basket are one aggregate, named by the store's own id for it, which tells nothing of anybody. */
public final class BasketEntries {
    public static final String AGGREGATE = "basket";
    public static final String ABANDONED = "basket.abandoned";

    private BasketEntries() {}

    /** The entry that tells that the basket with this id of the store's own was left behind. */
    public static NewEntry abandoned(String id, BasketStore.Rule rule) {
        return new NewEntry(rule.lane(), ABANDONED, AGGREGATE, id, rule.site(), "{\"basket\":\"" + id + "\"}");
    }
}
