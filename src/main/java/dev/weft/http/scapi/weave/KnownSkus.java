package dev.weft.http.scapi.weave;

import dev.weft.http.scapi.json.Item;
import dev.weft.kernel.Sku;
import org.jspecify.annotations.Nullable;

/**
 * SKUs met lately, so that the same ones need not be made of the same bytes with every answer. Each thread has a table with one place for
 * each hash, of which the last one met has it: nothing to bound, nothing to share.
 */
final class KnownSkus {
    private static final int PLACES = 4096;
    private static final ThreadLocal<@Nullable Sku[]> KNOWN = ThreadLocal.withInitial(() -> new @Nullable Sku[PLACES]);

    private KnownSkus() {}

    /** The SKU a member says; null where it says none. */
    static @Nullable Sku of(Item item, String name) {
        @Nullable Sku[] known = KNOWN.get();
        int hash = item.hash(name);
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        @Nullable Sku last = known[place];
        if (last != null && item.says(name, last.value())) {
            return last;
        }
        @Nullable Sku sku = item.text(name).filter(Sku::valid).map(Sku::of).orElse(null);
        known[place] = sku == null ? last : sku;
        return sku;
    }
}
