package dev.weft.http.scapi.weave;

import dev.weft.http.scapi.json.Item;
import java.util.ArrayList;
import java.util.List;

/** Which variants a variation group is of: those that have all of its values. */
final class Relatives {
    static final String VALUES = "variationValues";

    private Relatives() {}

    /**
     * The variants of {@code group}; none where that cannot be told, because not all variants are known, or values are not there or written
     * in a way in which equal ones may differ. Values are compared as they are written.
     */
    static List<Goods.Variant> of(Item group, Goods goods) {
        if (goods.represents() || !goods.named() || !group.plainWithin(VALUES)) {
            return List.of();
        }
        List<Goods.Variant> members = new ArrayList<>(goods.variants().size());
        for (Goods.Variant variant : goods.variants()) {
            if (!variant.item().plainWithin(VALUES)) {
                return List.of();
            }
            if (group.within(VALUES, variant.item())) {
                members.add(variant);
            }
        }
        return members;
    }
}
