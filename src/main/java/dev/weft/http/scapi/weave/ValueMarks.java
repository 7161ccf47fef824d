package dev.weft.http.scapi.weave;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weft.http.scapi.json.Edits;
import dev.weft.http.scapi.json.Item;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Sku;
import dev.weft.product.StockLevel;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which colours, sizes and so on can still be had: a value is orderable where one variant that has it is. */
final class ValueMarks {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Set<String>> orderable = new HashMap<>();

    ValueMarks(List<Goods.Variant> variants, Map<Sku, Aged<StockLevel>> truth) {
        for (Goods.Variant variant : variants) {
            Aged<StockLevel> level = truth.get(variant.sku());
            if (level != null && level.value().orderable()) {
                variant.item().raw("variationValues").ifPresent(this::read);
            }
        }
    }

    /** {@code {"color":"red","size":"M"}}; anything else says nothing. */
    private void read(String values) {
        try (JsonParser json = JSON.createParser(values)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                if (json.nextToken() == JsonToken.VALUE_STRING) {
                    orderable.computeIfAbsent(name, none -> new HashSet<>()).add(json.getText());
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e); // the whole document was scanned before
        }
    }

    void lay(Item item, Edits edits) {
        item.each(
                "variationAttributes",
                attribute -> attribute.text("id").ifPresent(id -> {
                    Set<String> values = orderable.getOrDefault(id, Set.of());
                    attribute.each(
                            "values",
                            value -> value.text("value").ifPresent(name -> {
                                if (value.has("orderable")) {
                                    StockWeave.change(value, edits, "orderable", values.contains(name));
                                }
                            }));
                }));
    }
}
