package dev.weft.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Holds a document against the JSON Schema, and hands each deviation to {@link Wording}. */
final class SchemaCheck {
    private static final String FILE = "gateway.schema.json";

    private final Problems problems;

    SchemaCheck(Problems problems) {
        this.problems = problems;
    }

    /** The schema as a document. Shared, so not to be changed. */
    static JsonNode schema() {
        return Compiled.DOCUMENT;
    }

    void check(Document document) {
        List<Error> errors = Compiled.VALIDATOR.validate(document.root());
        if (typedFromPlaceholders(document, errors)) {
            errors = Compiled.VALIDATOR.validate(document.root());
        }
        Wording wording = new Wording(document, problems);
        for (Error error : errors) {
            String property = error.getProperty() == null ? "" : error.getProperty();
            wording.report(path(error), error.getKeyword(), property, subschema(error));
        }
    }

    /**
     * A placeholder always gives a text. Where a number or a truth value is wanted and the text spells one, it becomes that, so that a
     * port may come from the environment.
     */
    private boolean typedFromPlaceholders(Document document, List<Error> errors) {
        boolean changed = false;
        for (Error error : errors) {
            KeyPath path = path(error);
            if (document.origins().containsKey(path.pointer())
                    && document.at(path).isTextual()
                    && wantsOtherThanText(subschema(error).path("type"))) {
                JsonNode typed =
                        PlainScalar.resolve(document.at(path).textValue().strip());
                changed |= !typed.isTextual() && replace(document.root(), path, typed);
            }
        }
        return changed;
    }

    private static boolean wantsOtherThanText(JsonNode type) {
        List<String> names = new ArrayList<>();
        type.forEach(name -> names.add(name.asText()));
        return names.contains("integer") || names.contains("number") || names.contains("boolean");
    }

    private static boolean replace(JsonNode root, KeyPath path, JsonNode value) {
        int last = path.pointer().lastIndexOf('/');
        String name = path.pointer().substring(last + 1).replace("~1", "/").replace("~0", "~");
        JsonNode parent = root.at(path.pointer().substring(0, last));
        if (parent instanceof ObjectNode mapping) {
            mapping.set(name, value);
            return true;
        }
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(name), value);
            return true;
        }
        return false;
    }

    /** The part of the schema whose keyword failed. */
    private JsonNode subschema(Error error) {
        String location = error.getSchemaLocation().toString();
        String pointer = location.substring(location.indexOf('#') + 1);
        String holder = pointer.substring(0, pointer.lastIndexOf('/'));
        return Compiled.DOCUMENT.at(
                holder.replaceFirst("/allOf/[0-9]+/then$", "")); // a condition's keys are described beside it
    }

    private static KeyPath path(Error error) {
        NodePath location = error.getInstanceLocation();
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < location.getNameCount(); i++) {
            elements.add(location.getElement(i));
        }
        return KeyPath.of(elements);
    }

    /** The jar's own schema, an immutable constant; compiling it costs more than validating by it. */
    private static final class Compiled {
        private static final JsonNode DOCUMENT = read();
        private static final Schema VALIDATOR = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(DOCUMENT);

        private static JsonNode read() {
            try (InputStream in = SchemaCheck.class.getResourceAsStream(FILE)) {
                if (in == null) {
                    throw new IllegalStateException(FILE + " is not in the jar");
                }
                return new ObjectMapper().readTree(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
