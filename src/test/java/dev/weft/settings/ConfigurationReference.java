package dev.weft.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Renders the schema as the reference people read, one table for each mapping. */
final class ConfigurationReference {
    private static final String INTRODUCTION = """
            # Configuration

            One YAML document, `version: 1`. This page is generated from its JSON Schema
            (`src/main/resources/dev/weft/settings/gateway.schema.json`); name that file in the document's first line and editors
            complete and check what you write:

            ```yaml
            # yaml-language-server: $schema=../src/main/resources/dev/weft/settings/gateway.schema.json
            ```

            `conf/gateway.yaml` is a commented sample to start from, `conf/sandbox.yaml` is what the demo runs.
            `weft check --config FILE` finds mistakes without starting anything: each with file, line, key and remedy, all at once.

            **Secrets.** Any value may hold `${env:NAME}` or `${file:PATH}`; a path is relative to the document, and one line end at the
            file's end is dropped. `$${` is a literal `${`. A value that came so, or that stands under a key marked *secret*, is never
            shown in a message, a log or a dump. An unset or empty variable is a mistake.

            **Units.** Durations `500ms`, `2s`, `10m`, `1h`; sizes `512KiB`, `64MiB`; rates `50/s`, `6000/5m`; shares `20%`.

            **YAML.** Unknown keys are mistakes, and so is a key that is there twice. Anchors, aliases and tags are refused: a value stands
            in one place. `yes`, `no`, `on` and `off` are texts; write `true` and `false`. Numbers that are names, such as a plant
            `"1010"`, need quotes.

            """;

    private final JsonNode schema;
    private final StringBuilder out = new StringBuilder();

    ConfigurationReference(JsonNode schema) {
        this.schema = schema;
    }

    String render() {
        out.append(INTRODUCTION);
        section("The document", "", schema);
        for (String vendor : List.of("scapi", "sap", "salesforce", "loyalty", "marketingcloud", "rest")) {
            section(
                    "`backends.<name>.mapping` of vendor `" + vendor + "`",
                    "backends.<name>.mapping",
                    schema.path("$defs").path(vendor + "Mapping"));
        }
        section("A key rule", "", schema.path("$defs").path("keyRule"));
        section("TLS of a port", "tls", schema.path("$defs").path("listenerTls"));
        section("TLS to a backend", "tls", schema.path("$defs").path("backendTls"));
        section("A lifetime", "", schema.path("$defs").path("lifetime"));
        return out.toString();
    }

    private void section(String title, String path, JsonNode mapping) {
        out.append("## ")
                .append(title)
                .append("\n\n")
                .append(mapping.path("description").asText())
                .append("\n\n");
        out.append("| key | value | default | meaning |\n|---|---|---|---|\n");
        List<Runnable> below = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : mapping.path("properties").properties()) {
            boolean required = contains(mapping.path("required"), property.getKey());
            row(property.getKey(), property.getValue(), required);
            String child = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            nested(child, property.getValue()).ifPresentBelow(below, this);
        }
        out.append('\n');
        below.forEach(Runnable::run);
    }

    private void row(String key, JsonNode property, boolean required) {
        String fallback =
                required ? "required" : property.has("default") ? "`" + literal(property.path("default")) + "`" : "";
        String meaning = description(property) + (property.path("writeOnly").asBoolean() ? " *Secret.*" : "");
        out.append("| `")
                .append(key)
                .append("` | ")
                .append(cell(kind(property)))
                .append(" | ");
        out.append(cell(fallback)).append(" | ").append(cell(meaning)).append(" |\n");
    }

    private String kind(JsonNode property) {
        String name = property.path("$ref").asText().replace("#/$defs/", "");
        return switch (name) {
            case "keyRule" -> "a [key rule](#a-key-rule)";
            case "listenerTls" -> "[TLS of a port](#tls-of-a-port)";
            case "backendTls" -> "[TLS to a backend](#tls-to-a-backend)";
            case "lifetime" -> "a [lifetime](#a-lifetime)";
            case "" -> property.path("title").asText("a mapping, below");
            default -> schema.path("$defs").path(name).path("title").asText();
        };
    }

    private String description(JsonNode property) {
        return property.path("description").asText();
    }

    /** A default as YAML would have it. */
    private static String literal(JsonNode value) {
        if (value.isObject()) {
            List<String> members = new ArrayList<>();
            value.properties().forEach(entry -> members.add(entry.getKey() + ": " + literal(entry.getValue())));
            return "{ " + String.join(", ", members) + " }";
        }
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(literal(item)));
            return "[" + String.join(", ", items) + "]";
        }
        return value.asText().isEmpty() ? "\"\"" : value.asText();
    }

    private Nested nested(String path, JsonNode property) {
        if (property.path("properties").size() > 0) {
            return new Nested(path, property);
        }
        JsonNode each = property.path("additionalProperties");
        return each.path("properties").size() > 0 ? new Nested(path + ".<name>", each) : Nested.NONE;
    }

    private record Nested(String path, JsonNode mapping) {
        static final Nested NONE = new Nested("", com.fasterxml.jackson.databind.node.MissingNode.getInstance());

        void ifPresentBelow(List<Runnable> below, ConfigurationReference reference) {
            if (!path.isEmpty()) {
                below.add(() -> reference.section("`" + path + "`", path, mapping));
            }
        }
    }

    private static boolean contains(JsonNode list, String name) {
        for (Iterator<JsonNode> all = list.elements(); all.hasNext(); ) {
            if (all.next().asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
