package dev.weft.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * {@code openapi.yaml}, and answers held against it: status, header fields and body must be what the contract promises for that route, and
 * nothing else. OpenAPI 3.1's schemas are JSON Schema 2020-12.
 */
final class Contract {
    /** Fields of HTTP itself that no contract needs to name. */
    private static final Set<String> PLAIN_HTTP =
            Set.of("content-type", "content-length", "date", "connection", "transfer-encoding");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Contract INSTANCE = new Contract(read());

    private final JsonNode document;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    private Contract(JsonNode document) {
        this.document = document;
    }

    static Contract instance() {
        return INSTANCE;
    }

    JsonNode document() {
        return document;
    }

    /** Everything about {@code answer} that the contract does not promise; empty where all is well. */
    List<String> breaches(String method, String path, Answer answer) {
        JsonNode response = response(method, path, answer.status());
        List<String> breaches = new ArrayList<>(headerBreaches(response, answer));
        boolean bodiless = method.equals("HEAD") || answer.status() == 304 || answer.status() == 204;
        if (bodiless) {
            if (!answer.body().isEmpty()) {
                breaches.add("a body where there must be none");
            }
            return breaches;
        }
        JsonNode media = media(response, answer);
        if (media.isMissingNode()) {
            breaches.add("content-type '" + answer.header("content-type") + "' is not promised");
            return breaches;
        }
        boolean json = answer.mediaType().endsWith("json");
        breaches.addAll(violations(media.path("schema"), json ? answer.json() : TextNode.valueOf(answer.body())));
        if (answer.mediaType().equals("application/problem+json")
                && answer.at("/status").asInt() != answer.status()) {
            breaches.add("the problem's status is not the answer's");
        }
        return breaches;
    }

    /** How {@code value} deviates from a schema of this document. */
    List<String> violations(JsonNode schema, JsonNode value) {
        return schemas
                .computeIfAbsent(schema, this::compile)
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    /** A document of its own, for the validator knows no OpenAPI around it. */
    private Schema compile(JsonNode schema) {
        ObjectNode standalone = schema.deepCopy();
        standalone.set("$defs", document.at("/components/schemas"));
        try {
            return registry.getSchema(
                    JSON.readTree(standalone.toString().replace("#/components/schemas/", "#/$defs/")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // it was JSON a moment ago
        }
    }

    private List<String> headerBreaches(JsonNode response, Answer answer) {
        List<String> breaches = new ArrayList<>();
        Map<String, JsonNode> promised = new java.util.LinkedHashMap<>();
        document.path("x-headers-of-every-answer")
                .properties()
                .forEach(entry -> promised.put(entry.getKey(), entry.getValue()));
        response.path("headers").properties().forEach(entry -> promised.put(entry.getKey(), entry.getValue()));
        Set<String> known = new java.util.HashSet<>(PLAIN_HTTP);
        for (Map.Entry<String, JsonNode> entry : promised.entrySet()) {
            String name = entry.getKey().toLowerCase(Locale.ROOT);
            known.add(name);
            JsonNode header = resolved(entry.getValue());
            String value = answer.header(name);
            if (answer.headers().containsKey(name)) {
                violations(header.path("schema"), TextNode.valueOf(value))
                        .forEach(error -> breaches.add(name + ": " + value + " (" + error + ")"));
            } else if (header.path("required").asBoolean()) {
                breaches.add(name + " is absent");
            }
        }
        answer.headers().keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> breaches.add(name + " is not promised"));
        return breaches;
    }

    private static JsonNode media(JsonNode response, Answer answer) {
        JsonNode content = response.path("content");
        JsonNode exact = content.path(answer.header("content-type"));
        return exact.isMissingNode() ? content.path(answer.mediaType()) : exact;
    }

    /** What is promised for that status; where there is no such route or method, what is promised of every problem. */
    private JsonNode response(String method, String path, int status) {
        JsonNode operation = template(path)
                .map(template -> document.path("paths").path(template))
                .map(item -> item.path(method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT)))
                .orElse(JSON.missingNode());
        JsonNode responses = operation.path("responses");
        JsonNode exact = responses.path(Integer.toString(status));
        if (!exact.isMissingNode()) {
            return resolved(exact);
        }
        return document.at("/components/responses/Problem");
    }

    /** The path of the contract that {@code path} is one of. */
    Optional<String> template(String path) {
        JsonNode paths = document.path("paths");
        if (paths.has(path)) {
            return Optional.of(path);
        }
        return paths.properties().stream()
                .map(Map.Entry::getKey)
                .filter(template -> path.matches(template.replace(".", "\\.").replaceAll("\\{[a-zA-Z]+}", "[^/]+")))
                .findFirst();
    }

    /** The node itself, or what its {@code $ref} names. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? resolved(document.at(node.get("$ref").asText().substring(1))) : node;
    }

    private static JsonNode read() {
        try (InputStream in = Contract.class.getResourceAsStream("/openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is not on the class path");
            }
            return JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
