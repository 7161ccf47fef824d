package dev.weft.http.scapi.weave;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** Commerce's answers about made-up goods, whose figures are all its own and all wrong. */
final class Showcase {
    static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final List<String> COLOURS = List.of("red", "blue", "green");
    private static final List<String> SIZES = List.of("S", "M", "L", "XL");

    private final Random random;

    Showcase(Random random) {
        this.random = random;
    }

    ObjectNode master(String id, List<String> skus) {
        ObjectNode product = JSON.createObjectNode()
                .put("id", id)
                .put("name", "A \"name\" \u00e9")
                .put("currency", "EUR");
        product.putObject("type").put("master", true);
        prices(product);
        product.put("priceMax", amount());
        inventory(product.putObject("inventory"), "site_list");
        of(product, id);
        family(product, skus);
        return product;
    }

    /** One variant as it is answered alone, with the others of its master listed. */
    ObjectNode variant(String sku, List<String> skus) {
        ObjectNode product = JSON.createObjectNode().put("id", sku).put("currency", "EUR");
        product.putObject("type").put("variant", true);
        of(product, "M");
        prices(product);
        inventory(product.putObject("inventory"), "site_list");
        ArrayNode lists = product.putArray("inventories");
        inventory(lists.addObject(), "site_list");
        inventory(lists.addObject(), "store_a");
        inventory(lists.addObject(), "store_of_others");
        family(product, skus);
        return product;
    }

    ObjectNode hit(String id, List<String> skus) {
        ObjectNode hit = JSON.createObjectNode()
                .put("productId", id)
                .put("hitType", "master")
                .put("currency", "EUR");
        prices(hit);
        hit.put("priceMax", amount()).put("orderable", random.nextBoolean());
        hit.putObject("representedProduct").put("id", skus.get(0));
        family(hit, skus);
        return hit;
    }

    /** The master that goods are, or are a variant of. */
    private void of(ObjectNode product, String id) {
        ObjectNode master = product.putObject("master")
                .put("masterId", id)
                .put("orderable", random.nextBoolean())
                .put("price", amount())
                .put("priceMax", amount());
        master.putObject("prices").put("list", amount()).put("sale", amount());
    }

    /** All variants, what they differ by, and their groups: one for each colour. */
    private void family(ObjectNode goods, List<String> skus) {
        ArrayNode variants = variants(skus);
        goods.set("variants", variants);
        goods.set("variationAttributes", attributes(variants));
        ArrayNode groups = goods.putArray("variationGroups");
        for (String colour : COLOURS.subList(0, Math.min(skus.size(), COLOURS.size()))) {
            groups.addObject()
                    .put("productId", "group-" + colour)
                    .put("orderable", random.nextBoolean())
                    .put("price", amount())
                    .putObject("variationValues")
                    .put("color", colour);
        }
    }

    private ArrayNode variants(List<String> skus) {
        ArrayNode variants = JSON.createArrayNode();
        for (int i = 0; i < skus.size(); i++) {
            ObjectNode variant =
                    variants.addObject().put("productId", skus.get(i)).put("orderable", random.nextBoolean());
            variant.put("price", amount());
            variant.putArray("tieredPrices").addObject().put("price", amount()).put("quantity", 1);
            variant.putArray("productPromotions")
                    .addObject()
                    .put("promotionId", "p")
                    .put("promotionalPrice", amount());
            variant.putObject("variationValues")
                    .put("color", COLOURS.get(i % COLOURS.size()))
                    .put("size", SIZES.get(i % SIZES.size()));
        }
        return variants;
    }

    /** A value can be had where commerce thinks that a variant with it can. */
    private ArrayNode attributes(ArrayNode variants) {
        ArrayNode attributes = JSON.createArrayNode();
        for (String id : List.of("color", "size")) {
            ObjectNode attribute = attributes.addObject().put("id", id);
            ArrayNode values = attribute.putArray("values");
            for (String value : id.equals("color") ? COLOURS : SIZES) {
                boolean can = false;
                for (JsonNode variant : variants) {
                    can |= variant.path("orderable").asBoolean()
                            && variant.path("variationValues").path(id).asText().equals(value);
                }
                values.addObject().put("value", value).put("orderable", can);
            }
        }
        return attributes;
    }

    private void prices(ObjectNode goods) {
        goods.put("price", amount());
        goods.putArray("priceRanges")
                .addObject()
                .put("minPrice", amount())
                .put("maxPrice", amount())
                .put("pricebook", "list");
        ArrayNode tiers = goods.putArray("tieredPrices");
        tiers.addObject().put("price", amount()).put("pricebook", "list").put("quantity", 1);
        tiers.addObject().put("price", amount()).put("pricebook", "sale").put("quantity", 5);
        goods.putObject("prices").put("list", amount()).put("sale", amount());
        goods.putArray("productPromotions").addObject().put("promotionId", "p").put("promotionalPrice", amount());
    }

    private void inventory(ObjectNode inventory, String id) {
        int units = random.nextInt(4) * random.nextInt(30);
        inventory.put("id", id).put("ats", units).put("backorderable", false).put("stockLevel", units);
        inventory.put("orderable", random.nextBoolean());
    }

    private double amount() {
        return (100 + random.nextInt(9_900)) / 100.0;
    }

    static byte[] bytes(JsonNode document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
