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
    private static final String VALUES = "variationValues";

    private final List<Item> orderable;

    ValueMarks(List<Goods.Variant> variants, Map<Sku, Aged<StockLevel>> truth) {
        orderable = new ArrayList<>(variants.size());
        for (int i = 0; i < variants.size(); i++) {
            Goods.Variant variant = variants.get(i);
            @Nullable Aged<StockLevel> level = truth.get(variant.sku());
            if (level != null && level.value().orderable() && variant.item().has(VALUES)) {
                orderable.add(variant.item());
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
                had = value.same("value", orderable.get(i), VALUES, id);
                sure &= orderable.get(i).plainIfThere(VALUES, id);
            }
            if (had || sure) {
                StockWeave.change(value, edits, "orderable", had);
            }
        }
    }
}
