package dev.weft.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {
    private static final Path COMMITTED = Path.of("docs/configuration.md");

    /** Run with {@code -Dweft.update=true} to write the page anew. */
    @Test
    void theCommittedPageIsWhatTheSchemaSays() throws IOException {
        String rendered = new ConfigurationReference(SchemaCheck.schema()).render();
        if (Boolean.getBoolean("weft.update")) {
            Files.writeString(COMMITTED, rendered);
        }
        assertThat(COMMITTED).hasContent(rendered);
    }

    @Test
    void everyKeyOfTheSchemaIsDescribed() {
        List<String> undescribed = new ArrayList<>();
        collect(SchemaCheck.schema(), "", undescribed);
        assertThat(undescribed).isEmpty();
    }

    /** A number of the schema that nobody may write would make its default a lie. */
    @Test
    void everyDefaultIsAllowedByItsOwnSchema() {
        List<String> refused = new ArrayList<>();
        defaults(SchemaCheck.schema(), SchemaCheck.schema(), "", refused);
        assertThat(refused).isEmpty();
    }

    private static void collect(JsonNode schema, String path, List<String> undescribed) {
        schema.path("properties").properties().forEach(property -> {
            boolean condition = path.contains("/if") || path.contains("/then");
            if (!condition && property.getValue().path("description").asText().isBlank()) {
                undescribed.add(path + "/" + property.getKey());
            }
        });
        schema.properties().forEach(child -> {
            if (child.getValue().isObject()) {
                collect(child.getValue(), path + "/" + child.getKey(), undescribed);
            }
        });
        schema.path("allOf").forEach(rule -> collect(rule, path + "/allOf", undescribed));
    }

    private static void defaults(JsonNode root, JsonNode schema, String path, List<String> refused) {
        if (schema.has("default")) {
            JsonNode rule =
                    schema.has("$ref") ? root.at(schema.path("$ref").asText().substring(1)) : schema;
            JsonNode value = schema.path("default");
            boolean fits = !rule.has("pattern")
                    || !value.isTextual()
                    || value.asText().matches(rule.path("pattern").asText());
            boolean within = !value.isNumber()
                    || (value.asDouble() >= rule.path("minimum").asDouble()
                            && value.asDouble() <= rule.path("maximum").asDouble());
            if (!fits || !within) {
                refused.add(path + ": " + value);
            }
        }
        schema.properties().forEach(child -> defaults(root, child.getValue(), path + "/" + child.getKey(), refused));
    }
}
