package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The contract holds together: each answer with a body has an example, each example is what its schema says, and schemas are closed. */
class ContractTest {
    private final Contract contract = Contract.instance();

    @TestFactory
    List<DynamicTest> everyExampleIsValid() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Promise promise : promises()) {
            List<JsonNode> examples = examples(promise.media());
            tests.add(DynamicTest.dynamicTest(promise.name(), () -> {
                assertThat(examples).as("examples").isNotEmpty();
                for (JsonNode example : examples) {
                    assertThat(contract.violations(promise.media().path("schema"), example))
                            .as(example.toString())
                            .isEmpty();
                }
            }));
        }
        assertThat(tests).hasSizeGreaterThan(30);
        return tests;
    }

    @Test
    void aMemberThatIsNotPromisedIsABreach() {
        for (Promise promise : promises()) {
            for (JsonNode example : examples(promise.media())) {
                ObjectNode more = example.deepCopy();
                more.put("surprise", 1);
                assertThat(contract.violations(promise.media().path("schema"), more))
                        .as(promise.name())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void aPartStateOfNoKnownKindIsABreach() {
        JsonNode schema = contract.document().at("/components/schemas/ProductAnswer");
        JsonNode example = contract.document()
                .at("/paths/~1v1~1products~1{sku}/get/responses/200/content/application~1json/examples/complete/value");
        assertThat(contract.violations(schema, example)).isEmpty();
        ObjectNode odd = example.deepCopy();
        ((ObjectNode) odd.at("/meta/parts/price")).put("status", "gone");
        assertThat(contract.violations(schema, odd)).isNotEmpty();
        ObjectNode another = example.deepCopy();
        ((ObjectNode) another.at("/meta/parts")).putObject("weather");
        assertThat(contract.violations(schema, another)).isNotEmpty();
    }

    @Test
    void everyRouteOfShoppersNeedsAToken() {
        for (Map.Entry<String, JsonNode> path :
                contract.document().path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                String name = operation.getKey() + " " + path.getKey();
                JsonNode security = operation.getValue().path("security");
                if (path.getKey().startsWith("/v1/")) {
                    assertThat(security.isMissingNode()).as(name).isTrue();
                    assertThat(operation.getValue().path("responses").has("401"))
                            .as(name)
                            .isTrue();
                } else if (path.getKey().startsWith("/hooks/")) {
                    assertThat(security.path(0).has("webhook")).as(name).isTrue();
                } else {
                    assertThat(security).as(name).isEmpty();
                }
            }
        }
    }

    /** One JSON answer the contract promises. */
    private record Promise(String name, JsonNode media) {}

    private List<Promise> promises() {
        List<Promise> promises = new ArrayList<>();
        contract.document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .path("get")
                        .path("responses")
                        .properties()
                        .forEach(response -> contract.resolved(response.getValue())
                                .path("content")
                                .properties()
                                .forEach(media -> {
                                    if (media.getKey().endsWith("json")) {
                                        promises.add(
                                                new Promise(path.getKey() + " " + response.getKey(), media.getValue()));
                                    }
                                })));
        return promises;
    }

    private static List<JsonNode> examples(JsonNode media) {
        List<JsonNode> examples = new ArrayList<>();
        if (media.has("example")) {
            examples.add(media.get("example"));
        }
        media.path("examples").forEach(example -> examples.add(example.path("value")));
        return examples;
    }
}
