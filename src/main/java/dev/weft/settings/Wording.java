package dev.weft.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says a deviation from the schema in the words of the person who wrote the document: what was expected (the schema's {@code title}),
 * what is there, and what to write instead. Values under keys the schema marks {@code writeOnly} are secrets and are never shown.
 */
final class Wording {
    private final Document document;
    private final Problems problems;

    Wording(Document document, Problems problems) {
        this.document = document;
        this.problems = problems;
    }

    void report(KeyPath path, String keyword, String property, JsonNode subschema) {
        switch (keyword) {
            case "additionalProperties" -> unknown(path.key(property), property, subschema);
            case "required" -> missing(path, property, subschema);
            case "minItems", "minProperties" -> unexpected(path, subschema, "with at least one entry", "Add one.");
            case "uniqueItems" -> unexpected(path, subschema, "without repetition", "Remove what is there twice.");
            default -> unexpected(path, subschema, "", remedy(path, subschema));
        }
    }

    private void unknown(KeyPath path, String name, JsonNode subschema) {
        String remedy = Nearest.remedy(name, names(subschema.path("properties")), "Keys here");
        problems.error(document.line(path), path.shown(), "unknown key", remedy);
    }

    private void missing(KeyPath parent, String name, JsonNode subschema) {
        KeyPath path = parent.key(name);
        String title = subschema.path("properties").path(name).path("title").asText();
        String expected = title.isEmpty() ? "" : ": " + title;
        problems.error(
                document.line(parent), path.shown(), "the key is missing", "Add '" + name + "'" + expected + ".");
    }

    private void unexpected(KeyPath path, JsonNode subschema, String more, String remedy) {
        String title = subschema.path("title").asText();
        boolean mapping = subschema.path("type").asText().equals("object");
        String expected = !title.isEmpty() ? title : mapping ? "a mapping of keys to values" : "something else";
        String found = subschema.path("writeOnly").asBoolean()
                        || (mapping && document.at(path).isTextual())
                ? "something else"
                : document.shown(path);
        problems.error(
                document.line(path),
                path.shown(),
                "expected " + expected + (more.isEmpty() ? "" : " " + more) + ", found " + found,
                remedy);
    }

    private String remedy(KeyPath path, JsonNode subschema) {
        JsonNode value = document.at(path);
        if (value.isNull()) {
            return "Give it a value or remove the key.";
        }
        if (document.origins().containsKey(path.pointer())
                || subschema.path("writeOnly").asBoolean()) {
            return "";
        }
        if (subschema.has("enum")) {
            List<String> allowed = new ArrayList<>();
            subschema.path("enum").forEach(name -> allowed.add(name.asText()));
            return Nearest.to(value.asText(), allowed)
                    .map(name -> "Did you mean '" + name + "'?")
                    .orElse("");
        }
        String title = subschema.path("title").asText();
        if (title.startsWith("a duration") || title.startsWith("a size")) {
            return unit(value, title.startsWith("a duration"));
        }
        if (value.isNumber() && subschema.path("type").asText().equals("string")) {
            return "Put it in quotes: \"" + value.asText() + "\".";
        }
        boolean quoted =
                value.isTextual() && !PlainScalar.resolve(value.textValue()).isTextual();
        return quoted && !subschema.path("type").asText().equals("string") ? "Remove the quotes." : "";
    }

    private static String unit(JsonNode value, boolean duration) {
        String number = value.asText().replaceFirst("[^0-9].*", "");
        if (number.isEmpty()) {
            return "";
        }
        if (value.isNumber()) {
            return "Add a unit, such as " + number + (duration ? "ms." : "MiB.");
        }
        String unit = value.asText().substring(number.length()).strip().toLowerCase(Locale.ROOT);
        String meant = switch (unit) {
            case "ms", "msec", "millis" -> "ms";
            case "s", "sec", "secs", "seconds" -> "s";
            case "m", "min", "mins", "minutes" -> duration ? "m" : "MiB";
            case "h", "hour", "hours" -> "h";
            case "k", "kb" -> "KiB";
            case "mb", "mib" -> "MiB";
            case "g", "gb", "gib" -> "GiB";
            default -> "";
        };
        boolean isWhatStandsThere = value.asText().equals(number + meant);
        return meant.isEmpty() || isWhatStandsThere ? "" : "Write " + number + meant + ".";
    }

    private static List<String> names(JsonNode mapping) {
        List<String> names = new ArrayList<>();
        mapping.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
