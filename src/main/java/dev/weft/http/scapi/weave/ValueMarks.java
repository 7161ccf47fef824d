package dev.weft.http.scapi.weave;

import dev.weft.http.scapi.json.Edits;
import dev.weft.http.scapi.json.Item;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Sku;
import dev.weft.product.StockLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which colours, sizes and so on can still be had: a value is orderable where one variant that has it is. Values are compared as they are
 * written; one that a variant may have written in another way, with escapes, keeps what commerce says.
 */
final class ValueMarks {
    private final List<Item> orderable = new ArrayList<>();

    ValueMarks(List<Goods.Variant> variants, Map<Sku, Aged<StockLevel>> truth) {
        for (Goods.Variant variant : variants) {
            @Nullable Aged<StockLevel> level = truth.get(variant.sku());
            @Nullable Item values = variant.item().first("variationValues");
            if (values != null && level != null && level.value().orderable()) {
                orderable.add(values);
            }
        }
    }

    void lay(Item item, Edits edits) {
        for (@Nullable Item attribute = item.first("variationAttributes");
                attribute != null;
                attribute = attribute.next()) {
            @Nullable String id = attribute.text("id").orElse(null);
            if (id != null) {
                lay(attribute, id, edits);
            }
        }
    }

    private void lay(Item attribute, String id, Edits edits) {
        for (@Nullable Item value = attribute.first("values"); value != null; value = value.next()) {
            if (!value.has("orderable") || !value.plain("value")) {
                continue;
            }
            boolean had = false;
            boolean sure = true;
            for (int i = 0; i < orderable.size() && !had; i++) {
                had = value.same("value", orderable.get(i), id);
                sure &= !orderable.get(i).has(id) || orderable.get(i).plain(id);
            }
            if (had || sure) {
                StockWeave.change(value, edits, "orderable", had);
            }
        }
    }
}
