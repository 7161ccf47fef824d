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
        if (!plain(values)) {
            parse(values);
        }
    }

    /** Reads names and strings without escapes, which these nearly always are, without a parser; false where there is anything else. */
    private boolean plain(String values) {
        if (values.indexOf('\\') >= 0 || values.indexOf('[') >= 0 || values.indexOf('{', 1) >= 0) {
            return false;
        }
        int quotes = 0;
        for (int at = values.indexOf('"'); at >= 0; at = values.indexOf('"', at + 1)) {
            quotes++;
        }
        String[] parts = values.split("\"", -1);
        for (int i = 2; i < parts.length; i += 4) {
            if (!parts[i].strip().equals(":")) {
                return false;
            }
        }
        for (int i = 1; quotes % 4 == 0 && i + 2 < parts.length; i += 4) {
            orderable.computeIfAbsent(parts[i], none -> new HashSet<>()).add(parts[i + 2]);
        }
        return quotes % 4 == 0;
    }

    private void parse(String values) {
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
