package dev.weft.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.weft.acceptance.ScapiCalls.Call;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;

/** Salesforce's own OpenAPI files: which operation a call is, and whether its answer is one that the operation may give. */
final class ScapiSpecs {
    private static final ObjectMapper YAML =
            new YAMLMapper(YAMLFactory.builder().loaderOptions(generous()).build());

    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Schema> schemas = new HashMap<>();

    private record Operation(String method, Pattern path, String name, ObjectNode document, JsonNode responses) {}

    /** All files of a folder. */
    static ScapiSpecs in(Path folder) throws IOException {
        ScapiSpecs specs = new ScapiSpecs();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.yaml")) {
            for (Path file : files) {
                specs.add((ObjectNode) YAML.readTree(file.toFile()));
            }
        }
        return specs;
    }

    private void add(ObjectNode document) {
        String base = document.at("/servers/0/url").asText().replaceFirst("https://[^/]+", "");
        document.path("paths").properties().forEach(path -> {
            String pattern = (base + path.getKey()).replaceAll("\\{[^}]+\\}", "[^/]+");
            path.getValue().properties().stream()
                    .filter(one -> one.getValue().has("responses"))
                    .forEach(one -> operations.add(new Operation(
                            one.getKey().toUpperCase(Locale.ROOT),
                            Pattern.compile(pattern),
                            one.getValue().path("operationId").asText(),
                            document,
                            one.getValue().path("responses"))));
        });
    }

    /** What a call is called; a path with fixed parts before one with a parameter in the same place. */
    Optional<String> name(Call call) {
        return operation(call).map(Operation::name);
    }

    /** What is wrong with the answer; empty where nothing is. */
    List<String> faults(Call call) {
        Optional<Operation> operation = operation(call);
        if (operation.isEmpty()) {
            return List.of("no operation of the specifications");
        }
        JsonNode response =
                resolved(operation.get().document(), operation.get().responses().path(Integer.toString(call.status())));
        if (response.isMissingNode()) {
            return call.status() < 400 ? List.of("a status that is not specified") : problem(call);
        }
        JsonNode schema = response.at("/content/application~1json/schema");
        if (schema.isMissingNode()) {
            schema = response.at("/content/application~1problem+json/schema");
        }
        if (schema.isMissingNode() || call.status() / 100 == 3) { // of a redirect the body does not count
            return List.of();
        }
        String key = operation.get().name() + " " + call.path().contains("/v2/") + " " + call.status();
        JsonNode found = schema;
        return schemas
                .computeIfAbsent(key, none -> compiled(operation.get().document(), found))
                .validate(call.answer().body(), InputFormat.JSON)
                .stream()
                .map(Error::toString)
                .toList();
    }

    /** Every API may refuse or fail in ways that its file does not list, in the form all of them have. */
    private static List<String> problem(Call call) {
        boolean told = call.json().path("title").isTextual()
                && call.json().path("type").isTextual();
        return told
                ? List.of()
                : List.of("neither specified nor a problem: " + call.answer().body());
    }

    private Optional<Operation> operation(Call call) {
        List<Operation> fitting = operations.stream()
                .filter(one -> one.method().equals(call.method())
                        && one.path().matcher(call.path()).matches())
                .toList();
        return fitting.stream().min((one, other) -> Integer.compare(parameters(one.path()), parameters(other.path())));
    }

    private static int parameters(Pattern path) {
        return path.pattern().split("\\[", -1).length;
    }

    private static JsonNode resolved(JsonNode document, JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    private static Schema compiled(ObjectNode document, JsonNode schema) {
        ObjectNode root = YAML.createObjectNode();
        root.set("components", document.get("components"));
        root.putArray("allOf").add(schema);
        return SchemaRegistry.withDialect(Dialects.getOpenApi30()).getSchema(root);
    }

    private static LoaderOptions generous() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(16 * 1024 * 1024);
        return options;
    }
}
