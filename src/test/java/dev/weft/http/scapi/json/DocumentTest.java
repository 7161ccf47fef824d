package dev.weft.http.scapi.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DocumentTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Shape PRODUCT =
            Shape.of("id", "price", "inventory.ats", "inventory.orderable", "variants.productId", "variants.price");

    private static Document scan(String text, Shape shape) {
        return Document.scan(text.getBytes(StandardCharsets.UTF_8), shape).orElseThrow();
    }

    private static String text(Edits edits) {
        return new String(edits.apply(), StandardCharsets.UTF_8);
    }

    @Test
    void whatNobodyTouchesComesOutByteForByte() {
        String odd = " {\"c_x\" : 1.50E+2 ,\n\"price\":12.00, \"ü\":\"\\u00fc\\/\",\"id\":\"A\" , \"n\":-0.0}\n ";
        Document document = scan(odd, PRODUCT);
        Edits edits = document.edits();
        assertThat(text(edits)).isEqualTo(odd);
        document.roots().get(0).set(edits, "price", "9.90");
        assertThat(text(edits)).isEqualTo(odd.replace("12.00", "9.90"));
    }

    @Test
    void findsMembersOfObjectsInArrays() {
        Document document =
                scan("{\"variants\":[{\"productId\":\"a\",\"price\":1},{\"productId\":\"b\"}],\"id\":\"m\"}", PRODUCT);
        Item product = document.roots().get(0);
        assertThat(product.items("variants").stream()
                        .map(one -> one.text("productId").orElseThrow()))
                .containsExactly("a", "b");
        Edits edits = document.edits();
        product.each("variants", variant -> variant.set(edits, "price", "7"));
        assertThat(text(edits))
                .isEqualTo(
                        "{\"variants\":[{\"productId\":\"a\",\"price\":7},{\"productId\":\"b\",\"price\":7}],\"id\":\"m\"}");
    }

    @Test
    void addsMembersToEmptyAndFullObjects() {
        Document document = scan("[{},{ \"other\":{}} ]", PRODUCT);
        Edits edits = document.edits();
        document.roots().forEach(item -> {
            item.set(edits, "price", "1");
            item.set(edits, "id", "\"x\"");
        });
        assertThat(text(edits)).isEqualTo("[{\"price\":1,\"id\":\"x\"},{ \"other\":{},\"price\":1,\"id\":\"x\"} ]");
    }

    @Test
    void theLastOfRepeatedMembersCounts() {
        Document document = scan("{\"price\":1,\"price\":2}", PRODUCT);
        Edits edits = document.edits();
        document.roots().get(0).set(edits, "price", "3");
        assertThat(text(edits)).isEqualTo("{\"price\":1,\"price\":3}");
    }

    @Test
    void readsTextsAndLeavesEscapedOnesAlone() {
        Item item =
                scan("{\"id\":\"a\\u0062\",\"price\":\"5\"}", PRODUCT).roots().get(0);
        assertThat(item.text("id")).isEmpty();
        assertThat(item.text("price")).contains("5");
        assertThat(item.raw("id")).contains("\"a\\u0062\"");
        assertThat(item.text("inventory")).isEmpty();
    }

    @Test
    void whatIsNotJsonIsNoDocument() {
        for (String broken :
                new String[] {"", "{", "{\"a\":1}}", "[1,]", "{\"id\":}", "{} {}", "{\"price\":01}", "\u0000"}) {
            assertThat(Document.scan(broken.getBytes(StandardCharsets.UTF_8), PRODUCT))
                    .as(broken)
                    .isEmpty();
        }
    }

    @Test
    void settingAMemberTwiceFailsLoudly() {
        Document document = scan("{\"price\":1}", PRODUCT);
        Edits edits = document.edits();
        document.roots().get(0).set(edits, "price", "2");
        document.roots().get(0).set(edits, "price", "3");
        assertThatThrownBy(edits::apply).isInstanceOf(IllegalStateException.class);
    }

    /** Against Jackson's own tree model, which shares nothing with the splicing: the edited bytes read as the edited tree. */
    @Test
    void editsReadAsTheSameEditsOnATree() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            ObjectNode tree = product(random, 0);
            byte[] bytes = (random.nextBoolean() ? JSON.writerWithDefaultPrettyPrinter() : JSON.writer())
                    .writeValueAsBytes(tree);
            Document document = Document.scan(bytes, PRODUCT).orElseThrow();
            Edits edits = document.edits();
            Item root = document.roots().get(0);
            String price = random.nextInt(1_000) + ".50";
            if (random.nextBoolean()) {
                root.set(edits, "price", price);
                tree.set("price", JSON.readTree(price));
            }
            for (int i = 0; i < root.items("variants").size(); i++) {
                if (random.nextBoolean()) {
                    root.items("variants").get(i).set(edits, "price", price);
                    ((ObjectNode) tree.get("variants").get(i)).set("price", JSON.readTree(price));
                }
            }
            root.each("inventory", inventory -> inventory.replace(edits, "ats", "3"));
            if (tree.has("inventory") && tree.get("inventory").has("ats")) {
                ((ObjectNode) tree.get("inventory")).set("ats", JSON.readTree("3"));
            }
            JsonNode result = JSON.readTree(edits.apply());
            assertThat(result).as("round " + round).isEqualTo(JSON.readTree(tree.toString()));
        }
    }

    private static ObjectNode product(Random random, int depth) {
        ObjectNode node = JSON.createObjectNode();
        String[] names = {"id", "price", "c_note", "inventory", "variants", "other", "ü\"\\"};
        for (int i = 0; i < 1 + random.nextInt(7); i++) {
            String name = names[random.nextInt(names.length)];
            switch (name) {
                case "inventory" ->
                    node.putObject(name).put("ats", random.nextInt(9)).put("x", "é\n");
                case "variants" -> {
                    ArrayNode variants = node.putArray(name);
                    for (int j = 0; j < random.nextInt(4); j++) {
                        ObjectNode variant = variants.addObject();
                        if (random.nextBoolean()) {
                            variant.put("productId", "v" + j);
                        }
                    }
                }
                case "other" -> node.set(name, depth < 3 ? product(random, depth + 1) : JSON.nullNode());
                default -> node.put(name, "t\"" + random.nextInt(99));
            }
        }
        return node;
    }
}
