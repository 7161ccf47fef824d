package dev.weft.http.scapi.weave;

import dev.weft.http.scapi.json.Item;
import dev.weft.kernel.Sku;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries of an answer of availability as goods. They stand side by side and say nothing of what they are: variants that were expanded
 * are those nobody asked for by id, and belong to the one id that was asked for. Of several ids nothing tells which one they belong to; what
 * each of these is has to be found out elsewhere.
 *
 * @param ids asked for
 * @param variations whether variants are expanded
 * @param sets whether products of sets are, of which each may be a master
 */
public record Available(Set<String> ids, boolean variations, boolean sets) {

    public Available {
        ids = Set.copyOf(ids);
    }

    public List<Goods> goods(List<Item> entries) {
        List<Goods.Variant> children = new ArrayList<>();
        List<Goods> goods = new ArrayList<>(entries.size());
        @Nullable Item parent = null;
        boolean unnamed = false;
        for (Item entry : entries) {
            @Nullable Sku sku = KnownSkus.of(entry, "id");
            boolean asked = ids.contains(entry.text("id").orElse(""));
            if (asked && ids.size() == 1 && (variations || sets)) {
                parent = entry;
                continue;
            }
            unnamed |= sku == null;
            if (!entry.has("id")) {
                goods.add(Goods.unnamed(entry));
            }
            if (sku != null) {
                children.add(new Goods.Variant(sku, entry));
                goods.add(Goods.alone(entry, sku, asked || sets));
            }
        }
        if (parent != null && !children.isEmpty() && !unnamed) {
            goods.add(Goods.over(parent, children, sets));
        } else if (parent != null && children.isEmpty() && !unnamed) {
            @Nullable Sku sku = KnownSkus.of(parent, "id");
            if (sku != null) {
                goods.add(Goods.alone(parent, sku, true));
            }
        }
        return goods;
    }
}
