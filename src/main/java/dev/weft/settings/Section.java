package dev.weft.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One mapping of the document beside the part of the schema that describes it, for reading typed values. What is absent has the default
 * the schema gives, so that a default is written down once. A value of the wrong type, which the schema check has reported, reads as the
 * default or as absent, so that later checks can go on.
 */
final class Section {
    private final Document document;
    private final JsonNode root;
    private final KeyPath path;
    private final JsonNode value;
    private final JsonNode schema;

    private Section(Document document, JsonNode root, KeyPath path, JsonNode value, JsonNode schema) {
        this.document = document;
        this.root = root;
        this.path = path;
        this.value = value;
        this.schema = schema.has("$ref") ? root.at(schema.path("$ref").asText().substring(1)) : schema;
    }

    static Section of(Document document, JsonNode schema) {
        return new Section(document, schema, KeyPath.ROOT, document.root(), schema);
    }

    KeyPath path() {
        return path;
    }

    Document document() {
        return document;
    }

    /** The keys the schema knows here. */
    List<String> described() {
        List<String> keys = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** The keys that are there. */
    List<String> names() {
        List<String> keys = new ArrayList<>();
        value.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    boolean has(String key) {
        return value.hasNonNull(key);
    }

    /** The mapping under {@code key}, empty where it is absent. */
    Section section(String key) {
        return section(key, described(key));
    }

    /** The mapping under {@code key}, read by another definition than the one standing in its place. */
    Section section(String key, String definition) {
        return section(key, root.path("$defs").path(definition));
    }

    private Section section(String key, JsonNode described) {
        JsonNode child = value.path(key).isObject() ? value.path(key) : described.path("default");
        return new Section(document, root, path.key(key), child, described);
    }

    /** The mapping under {@code key}, if it is there. */
    Optional<Section> optional(String key) {
        return value.path(key).isObject() ? Optional.of(section(key)) : Optional.empty();
    }

    /** All mappings under {@code key}, by name, in the document's order. */
    Map<String, Section> sections(String key) {
        Section table = section(key);
        Map<String, Section> all = new LinkedHashMap<>();
        table.value.fieldNames().forEachRemaining(name -> {
            if (table.value.path(name).isObject()) {
                all.put(name, table.section(name));
            }
        });
        return all;
    }

    /** The texts under {@code key}, by name, in the document's order. */
    Map<String, String> texts(String key) {
        Map<String, String> all = new LinkedHashMap<>();
        value.path(key).properties().forEach(entry -> {
            if (entry.getValue().isTextual()) {
                all.put(entry.getKey(), entry.getValue().textValue());
            }
        });
        return all;
    }

    /** The list of texts under {@code key}; empty where it is absent. */
    List<String> list(String key) {
        List<String> all = new ArrayList<>();
        orDefault(key).forEach(item -> all.add(item.asText()));
        return all;
    }

    Optional<String> text(String key) {
        JsonNode node = orDefault(key);
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }

    /** A text that the schema requires or has a default for. */
    String requiredText(String key) {
        return text(key).orElse("");
    }

    Optional<Duration> duration(String key) {
        return unit(key, "duration").map(Units::duration);
    }

    Optional<Long> bytes(String key) {
        return unit(key, "size").map(Units::bytes);
    }

    Optional<Double> share(String key) {
        return unit(key, "percent").map(Units::share);
    }

    Optional<Units.PerTime> rate(String key) {
        return unit(key, "rate").map(Units::rate);
    }

    Optional<Integer> integer(String key) {
        JsonNode node = orDefault(key);
        return node.isInt() ? Optional.of(node.intValue()) : Optional.empty();
    }

    /** A number as it was written. */
    Optional<BigDecimal> decimal(String key) {
        JsonNode node = orDefault(key);
        return node.isNumber() ? Optional.of(node.decimalValue()) : Optional.empty();
    }

    double number(String key) {
        return orDefault(key).asDouble();
    }

    boolean flag(String key) {
        return orDefault(key).asBoolean();
    }

    private Optional<String> unit(String key, String definition) {
        String pattern = root.path("$defs").path(definition).path("pattern").asText();
        return text(key).filter(text -> !text.contains("${") && text.matches(pattern));
    }

    private JsonNode orDefault(String key) {
        return value.hasNonNull(key) ? value.path(key) : described(key).path("default");
    }

    private JsonNode described(String key) {
        JsonNode property = schema.path("properties").path(key);
        return property.isMissingNode() ? schema.path("additionalProperties") : property;
    }
}
