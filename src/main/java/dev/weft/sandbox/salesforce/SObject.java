package dev.weft.sandbox.salesforce;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An object of the org and its fields; {@code Account.Name} is the field of a parent.
 *
 * @param relations the type of each parent, by its path
 * @param rows the rows worth looking at, given the values that fields are limited to; conditions are checked afterwards
 */
record SObject<R>(
        String name,
        Map<String, Field<R>> fields,
        Map<String, String> relations,
        Function<Map<String, Set<String>>, Stream<R>> rows) {

    /** A field: its name as answered and how it is read; values are String, Integer, BigDecimal or Boolean. */
    record Field<R>(String name, Function<R, Object> read) {}

    static <R> SObject<R> of(
            String name,
            Map<String, Function<R, Object>> fields,
            Map<String, String> relations,
            Function<Map<String, Set<String>>, Stream<R>> rows) {
        Map<String, Field<R>> byLowerName = new LinkedHashMap<>();
        fields.forEach((field, read) -> byLowerName.put(field.toLowerCase(Locale.ROOT), new Field<>(field, read)));
        return new SObject<>(name, byLowerName, relations, rows);
    }

    /** The field of this name in any letter case. */
    Optional<Field<R>> field(String wanted) {
        return Optional.ofNullable(fields.get(wanted.toLowerCase(Locale.ROOT)));
    }

    void write(JsonGenerator json, R row, List<Field<R>> chosen, String version) throws IOException {
        json.writeStartObject();
        attributes(json, name, version, idOf(row));
        level(json, row, chosen, "", version);
        json.writeEndObject();
    }

    /** Writes the fields below one path; a parent's fields go into one object where the first of them stands. */
    private void level(JsonGenerator json, R row, List<Field<R>> chosen, String path, String version)
            throws IOException {
        Set<String> done = new HashSet<>();
        for (Field<R> field : chosen) {
            if (!field.name().startsWith(path)) {
                continue;
            }
            String rest = field.name().substring(path.length());
            int dot = rest.indexOf('.');
            if (dot < 0) {
                json.writeFieldName(rest);
                value(json, field.read().apply(row));
            } else if (done.add(rest.substring(0, dot))) {
                String parent = rest.substring(0, dot);
                json.writeObjectFieldStart(parent);
                attributes(json, relations.getOrDefault(path + parent, parent), version, "");
                level(json, row, chosen, path + parent + ".", version);
                json.writeEndObject();
            }
        }
    }

    private String idOf(R row) {
        return field("Id").map(id -> (String) id.read().apply(row)).orElse("");
    }

    private static void attributes(JsonGenerator json, String type, String version, String id) throws IOException {
        json.writeObjectFieldStart("attributes");
        json.writeStringField("type", type);
        if (!id.isEmpty()) {
            json.writeStringField("url", "/services/data/" + version + "/sobjects/" + type + "/" + id);
        }
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeString((String) value);
        }
    }
}
