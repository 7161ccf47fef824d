package dev.weft.http.scapi.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.http.scapi.json.Document;
import dev.weft.kernel.Sku;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What an answer does not say of goods' type ({@code select} may leave it out) does not make what is in stock sold out. */
class UntypedGoodsTest {
    private static final List<String> SKUS = List.of("s0", "s1", "s2", "s3", "s4");
    private static final UnaryOperator<Goods> AS_SEEN = goods -> goods;
    private static final UnaryOperator<Goods> M_IS_NONE =
            goods -> goods.known(sku -> !sku.value().equals("M"));

    private final Showcase commerce = new Showcase(new Random(5));
    private final ZeroForAll erp = new ZeroForAll(Map.of("s1", 3, "s4", 9));

    private static JsonNode without(JsonNode document, String... names) {
        return ((ObjectNode) document.deepCopy()).remove(List.of(names));
    }

    @Test
    void aMasterIsTheSumOfItsVariants() throws IOException {
        ObjectNode master = commerce.master("M", SKUS);
        JsonNode typed = erp.woven(Goods.Kind.PRODUCT, master, AS_SEEN);
        assertThat(typed.at("/inventory/stockLevel").asInt()).isEqualTo(12);
        assertThat(erp.woven(Goods.Kind.PRODUCT, without(master, "type"), AS_SEEN))
                .isEqualTo(without(typed, "type"));
        assertThat(erp.woven(Goods.Kind.PRODUCT, without(master, "type", "master"), AS_SEEN))
                .isEqualTo(without(typed, "type", "master"));
        ObjectNode another = master.deepCopy();
        another.putObject("type");
        assertThat(erp.woven(Goods.Kind.PRODUCT, another, AS_SEEN)
                        .at("/inventory/stockLevel")
                        .asInt())
                .isEqualTo(12);
    }

    @Test
    void aHitIsTheSumOfItsVariants() throws IOException {
        ObjectNode hit = commerce.hit("M", SKUS);
        JsonNode typed = erp.woven(Goods.Kind.HIT, hit, AS_SEEN);
        assertThat(typed.path("orderable").asBoolean()).isTrue();
        assertThat(erp.woven(Goods.Kind.HIT, without(hit, "hitType"), AS_SEEN)).isEqualTo(without(typed, "hitType"));
        ObjectNode represents = (ObjectNode) without(hit, "hitType", "variants");
        represents.putObject("representedProduct").put("id", "s4");
        assertThat(erp.woven(Goods.Kind.HIT, represents, AS_SEEN)
                        .path("orderable")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aVariantAmongItsVariantsIsItself() throws IOException {
        ObjectNode variant = commerce.variant("s1", SKUS);
        JsonNode typed = erp.woven(Goods.Kind.PRODUCT, variant, AS_SEEN);
        assertThat(typed.at("/inventory/stockLevel").asInt()).isEqualTo(3);
        assertThat(erp.woven(Goods.Kind.PRODUCT, without(variant, "type"), AS_SEEN))
                .isEqualTo(without(typed, "type"));
    }

    @Test
    void whatCannotBeSeenIsAskedAbout() throws IOException {
        JsonNode bare = without(commerce.master("M", SKUS), "type", "master", "variants", "variationGroups");
        List<Goods> goods = new ArrayList<>();
        Document document =
                Document.scan(Showcase.bytes(bare), Goods.Kind.PRODUCT.shape()).orElseThrow();
        Goods.add(Goods.Kind.PRODUCT, document.roots().get(0), goods);
        assertThat(goods.get(0).unsure()).isTrue();
        JsonNode asItIs = Showcase.JSON.readTree(Showcase.bytes(bare));
        assertThat(erp.woven(Goods.Kind.PRODUCT, bare, it -> it.known(sku -> false)))
                .isEqualTo(asItIs);
        JsonNode bought = erp.woven(Goods.Kind.PRODUCT, bare, it -> it.known(sku -> true));
        assertThat(bought.at("/inventory/stockLevel").asInt()).isZero();
        assertThat(bought.at("/inventory/orderable").asBoolean()).isFalse();
    }

    @Test
    void thatThereIsSomeProvesThatItIsBought() {
        JsonNode bare = without(commerce.master("s1", SKUS), "type", "master", "variants", "variationGroups");
        List<Goods> goods = new ArrayList<>();
        Document document =
                Document.scan(Showcase.bytes(bare), Goods.Kind.PRODUCT.shape()).orElseThrow();
        Goods.add(Goods.Kind.PRODUCT, document.roots().get(0), goods);
        assertThat(erp.weave.proves(Sku.of("s1"), erp.of(goods))).isTrue();
        assertThat(erp.weave.proves(Sku.of("s0"), erp.of(goods))).isFalse();
        goods.add(Goods.alone(document.roots().get(0), Sku.of("s0"), true));
        assertThat(erp.weave.proves(Sku.of("s0"), erp.of(goods))).as("zero").isFalse();
    }

    /** A set's products are expanded by themselves, and each of them may be one that cannot be bought. */
    @Test
    void availabilityOfAMasterIsTheSumOfWhatIsExpanded() throws IOException {
        JsonNode answer = availability("M", "s0", "s1", "s4");
        JsonNode woven = erp.woven(new Available(Set.of("M"), true, false), answer, AS_SEEN);
        assertThat(units(woven)).containsExactly(12, 0, 3, 9);
        assertThat(woven.at("/0/inventories/1/stockLevel").asInt())
                .as("a store's")
                .isEqualTo(12);
        assertThat(woven.at("/0/inventories/0/orderable").asBoolean()).isTrue();
        Available ofSets = new Available(Set.of("S"), true, true);
        assertThat(units(erp.woven(ofSets, availability("S", "s1", "s4"), M_IS_NONE)))
                .containsExactly(12, 3, 9);
        assertThat(units(erp.woven(ofSets, availability("S", "s1", "M"), M_IS_NONE)))
                .containsExactly(77, 3, 77);
    }

    @Test
    void availabilityOfSeveralIsEachOnesOwn() throws IOException {
        JsonNode expanded = erp.woven(
                new Available(Set.of("M", "s2", "s4"), true, false),
                availability("M", "s0", "s1", "s2", "s4"),
                M_IS_NONE);
        assertThat(units(expanded)).as("M may be over any of them").containsExactly(77, 0, 3, 0, 9);
        JsonNode plain = erp.woven(new Available(Set.of("M", "s0"), false, false), availability("M", "s0"), M_IS_NONE);
        assertThat(units(plain)).containsExactly(77, 0);
        JsonNode none = erp.woven(new Available(Set.of("M"), true, false), availability("M"), M_IS_NONE);
        assertThat(units(none)).as("a group is not expanded").containsExactly(77);
    }

    private static List<Integer> units(JsonNode entries) {
        List<Integer> units = new ArrayList<>();
        entries.forEach(entry -> units.add(entry.at("/inventories/0/stockLevel").asInt()));
        return units;
    }

    private static JsonNode availability(String... ids) {
        var answer = Showcase.JSON.createArrayNode();
        for (String id : ids) {
            var lists = answer.addObject().put("id", id).putArray("inventories");
            for (String list : List.of("site_list", "store_a")) {
                lists.addObject()
                        .put("id", list)
                        .put("ats", 77)
                        .put("orderable", true)
                        .put("stockLevel", 77);
            }
        }
        return answer;
    }
}
