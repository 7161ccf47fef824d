package dev.weft.http.scapi.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.http.scapi.json.Document;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Sku;
import dev.weft.product.StockLevel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Where the ERP's stock is said to cover an answer, nothing in it is commerce's: two answers that differ in all that commerce says of
 * stock come out with the same.
 */
class StockCoverTest {
    private static final int ROUNDS = 400;

    @Test
    void whatIsCoveredSaysNothingOfCommerces() throws IOException {
        int covered = 0;
        int left = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            List<String> skus = new ArrayList<>();
            Map<String, Integer> rows = new HashMap<>();
            for (int i = 0; i <= random.nextInt(8); i++) {
                skus.add("s" + i);
                rows.put("s" + i, random.nextInt(2) * random.nextInt(9));
            }
            ZeroForAll erp = new ZeroForAll(rows);
            Goods.Kind kind = random.nextBoolean() ? Goods.Kind.PRODUCT : Goods.Kind.HIT;
            boolean master = random.nextBoolean();
            boolean knowsAll = random.nextInt(4) > 0;
            int drop = random.nextInt(12);
            long left1 = random.nextLong();
            Answer one = woven(erp, kind, show(kind, master, skus, left1, drop), knowsAll);
            Answer other = woven(erp, kind, show(kind, master, skus, left1 + 1, drop), knowsAll);
            if (one.covered() && other.covered()) {
                covered++;
                assertThat(one.stock()).as("seed " + seed).isEqualTo(other.stock());
            } else {
                left++;
            }
        }
        assertThat(covered).isGreaterThan(ROUNDS / 5);
        assertThat(left).isGreaterThan(ROUNDS / 5);
    }

    /** The usual page must not be asked for again and again. */
    @Test
    void whatTheErpKnowsAllOfIsCovered() throws IOException {
        List<String> skus = List.of("s0", "s1", "s2");
        ZeroForAll erp = new ZeroForAll(Map.of("s1", 4));
        for (Goods.Kind kind : List.of(Goods.Kind.PRODUCT, Goods.Kind.HIT)) {
            assertThat(woven(erp, kind, show(kind, true, skus, 1, 0), true).covered())
                    .as(kind.name())
                    .isTrue();
        }
        assertThat(woven(erp, Goods.Kind.PRODUCT, show(Goods.Kind.PRODUCT, false, skus, 1, 1), true)
                        .covered())
                .isTrue();
        assertThat(woven(erp, Goods.Kind.PRODUCT, show(Goods.Kind.PRODUCT, false, skus, 1, 0), true)
                        .covered())
                .as("a list of somebody else's")
                .isFalse();
    }

    private static JsonNode show(Goods.Kind kind, boolean master, List<String> skus, long seed, int drop) {
        Showcase commerce = new Showcase(new Random(seed));
        ObjectNode shown = kind == Goods.Kind.HIT
                ? commerce.hit("M", skus)
                : master ? commerce.master("M", skus) : commerce.variant("s0", skus);
        switch (drop) {
            case 1 -> shown.remove("inventories");
            case 2 -> shown.remove(List.of("inventories", "master"));
            case 3 -> shown.remove(List.of("inventories", "variants"));
            case 4 -> shown.remove(List.of("inventories", "variants", "variationAttributes", "variationGroups"));
            case 5 -> shown.remove(List.of("inventories", "variants", "variationGroups", "master"));
            case 6 -> shown.path("variants").forEach(variant -> ((ObjectNode) variant).remove("variationValues"));
            case 7 ->
                shown.path("variants")
                        .forEach(variant -> ((ObjectNode) variant.path("variationValues")).put("color", "br\"own"));
            case 8 -> shown.putArray("variants");
            default -> {}
        }
        return shown;
    }

    private record Answer(boolean covered, Map<String, String> stock) {}

    private static Answer woven(ZeroForAll erp, Goods.Kind kind, JsonNode shown, boolean knowsAll) throws IOException {
        try (Document document =
                Document.scan(Showcase.bytes(shown), kind.shape()).orElseThrow()) {
            List<Goods> goods = new ArrayList<>();
            Goods.add(kind, document.roots().get(0), goods);
            Map<Sku, Aged<StockLevel>> truth = new HashMap<>(erp.of(goods));
            if (!knowsAll) {
                truth.remove(Sku.of("s0"));
            }
            goods.forEach(one -> erp.weave.lay(one, truth, document.edits()));
            Map<String, String> stock = new TreeMap<>();
            collect("", Showcase.JSON.readTree(document.edits().apply()), stock);
            return new Answer(goods.stream().allMatch(one -> erp.weave.covers(one, truth)), stock);
        }
    }

    private static void collect(String path, JsonNode node, Map<String, String> into) {
        if (path.matches(".*/(orderable|ats|stockLevel)")) {
            into.put(path, node.asText());
        }
        node.properties().forEach(member -> collect(path + "/" + member.getKey(), member.getValue(), into));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(path + "/" + i, node.get(i), into);
        }
    }
}
