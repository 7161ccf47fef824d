package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the contract shows as an example is what one can send: each request example of an operation that writes is sent, with the products,
 * prices and ids of this world in the places of the example's, and gets a documented 2xx whose body is what its schema says.
 */
class SentExamplesTest {
    private static final Set<String> WRITES = Set.of("post", "put", "patch", "delete");

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(RunningWeft.STANDARD, RunningWeft::operated);

    private static PlantedShopper shopper;

    @BeforeAll
    static void plant() {
        shopper = PlantedShopper.plant(
                WEFT, WEFT.sandbox().shoppersWithEverything().get(10), "zzexample");
    }

    @TestFactory
    List<DynamicTest> everyExampleOfAWriteIsTaken() {
        List<DynamicTest> tests = new ArrayList<>();
        Contract.instance()
                .document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String method = operation.getKey();
                    // pushes are signed; HooksTest sends theirs
                    if (WRITES.contains(method) && !path.getKey().startsWith("/hooks/")) {
                        tests.add(DynamicTest.dynamicTest(
                                method.toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                () -> sent(method.toUpperCase(Locale.ROOT), path.getKey(), operation.getValue())));
                    }
                }));
        assertThat(tests).hasSizeGreaterThan(4);
        return tests;
    }

    private static void sent(String method, String template, JsonNode operation) {
        JsonNode media = operation.at("/requestBody/content/application~1json");
        List<JsonNode> examples = new ArrayList<>();
        if (media.has("example")) {
            examples.add(media.get("example"));
        }
        media.path("examples").forEach(example -> examples.add(example.path("value")));
        if (operation.has("requestBody")) {
            assertThat(examples).as("examples of what to send").isNotEmpty();
        } else {
            examples.add(MissingNode.getInstance());
        }
        Set<Integer> documented = new TreeSet<>();
        operation.path("responses").fieldNames().forEachRemaining(status -> {
            if (status.startsWith("2")) {
                documented.add(Integer.valueOf(status));
            }
        });
        for (JsonNode example : examples) {
            if (!example.isMissingNode()) {
                assertThat(Contract.instance().violations(media.path("schema"), example))
                        .isEmpty();
            }
            String target = shopper.filled(template.replace("/orders/{id}", "/orders/{order!}")
                    .replace("/reservations/{id}", "/reservations/{hold!}")
                    .replace("/baskets/{id}", "/baskets/zz-basket"));
            Answer answer = send(method, target, ofThisWorld(example));
            assertThat(documented).as(method + " " + target + " " + answer).contains(answer.status());
            assertThat(Contract.instance().breaches(method, target, answer))
                    .as(answer.toString())
                    .isEmpty();
        }
    }

    /** The example, with a product that is there, at its price, and a number of its own where it has one. */
    private static String ofThisWorld(JsonNode example) {
        if (example.isMissingNode()) {
            return "";
        }
        String text = example.toString();
        if (example.has("payment")) {
            return withPrices(example);
        }
        return text.replace("10000001", shopper.filled("{sku!}"))
                .replaceAll(
                        "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
                        UUID.randomUUID().toString());
    }

    /** The draft of the contract: another product and its price, and the sums that follow from it. */
    private static String withPrices(JsonNode example) {
        JsonNode there = new Answer(200, Map.of(), shopper.body("@order", "zzexample"), 0).at("/lines/0");
        ObjectNode sent = example.deepCopy();
        ObjectNode line = (ObjectNode) sent.at("/lines/0");
        assertThat(sent.path("lines")).as("lines of the example").hasSize(1);
        BigDecimal price = there.path("unitPrice").decimalValue();
        BigDecimal paid =
                price.multiply(BigDecimal.valueOf(line.path("quantity").asInt()));
        BigDecimal total = paid.add(new BigDecimal(sent.at("/shipping/price").asText()));
        line.put("sku", there.path("sku").asText())
                .put("unitPrice", price)
                .put("tax", paid.multiply(new BigDecimal("0.15")).setScale(2, RoundingMode.DOWN));
        sent.put("total", total);
        ((ObjectNode) sent.path("payment")).put("amount", total);
        return sent.toString();
    }

    private static Answer send(String method, String target, String body) {
        try (KeptConnection connection = new KeptConnection(WEFT.port())) {
            return connection.send(
                    method, target, PlantedShopper.fields(shopper.token()), body.getBytes(StandardCharsets.UTF_8));
        }
    }
}
