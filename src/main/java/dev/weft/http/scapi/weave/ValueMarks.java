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
    private boolean allSay = true;

    ValueMarks(List<Goods.Variant> variants, Map<Sku, Aged<StockLevel>> truth) {
        orderable = new ArrayList<>(variants.size());
        for (int i = 0; i < variants.size(); i++) {
            Goods.Variant variant = variants.get(i);
            @Nullable Aged<StockLevel> level = truth.get(variant.sku());
            if (level != null && level.value().orderable()) {
                orderable.add(variant.item());
                allSay &= variant.item().has(VALUES);
            }
        }
    }

    /** True where no value says whether it can be had. */
    static boolean none(Item item) {
        for (@Nullable Item attribute = item.first("variationAttributes");
                attribute != null;
                attribute = attribute.next()) {
            for (@Nullable Item value = attribute.first("values"); value != null; value = value.next()) {
                if (value.has("orderable")) {
                    return false;
                }
            }
        }
        return true;
    }

    /** True where no value keeps what commerce says because of the way it is written. */
    boolean sure(Item item) {
        boolean sure = allSay;
        for (@Nullable Item attribute = item.first("variationAttributes");
                sure && attribute != null;
                attribute = attribute.next()) {
            @Nullable String id = attribute.text("id").orElse(null);
            sure = id != null && sure(attribute, id);
        }
        return sure;
    }

    private boolean sure(Item attribute, String id) {
        boolean sure = true;
        for (@Nullable Item value = attribute.first("values"); sure && value != null; value = value.next()) {
            sure = !value.has("orderable") || value.plain("value");
        }
        for (int i = 0; sure && i < orderable.size(); i++) {
            sure = orderable.get(i).plainIfThere(VALUES, id);
        }
        return sure;
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
            boolean sure = allSay;
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
