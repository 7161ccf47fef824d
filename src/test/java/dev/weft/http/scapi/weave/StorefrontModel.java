package dev.weft.http.scapi.weave;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an unmodified storefront makes of an answer, written from the storefront's rules and not from the weaves: which fields its pages
 * read, and what they show.
 */
final class StorefrontModel {
    private StorefrontModel() {}

    /** The product page says so where there is no stock level, or the chosen variant is not orderable. */
    static boolean outOfStock(JsonNode product) {
        return product.at("/inventory/stockLevel").asDouble(0) == 0;
    }

    static boolean variantOutOfStock(JsonNode master, String sku) {
        for (JsonNode variant : master.path("variants")) {
            if (variant.path("productId").asText().equals(sku)) {
                return !variant.path("orderable").asBoolean();
            }
        }
        throw new AssertionError("no variant " + sku);
    }

    /** How many are left, as the page words it: only where fewer than wanted are. */
    static Optional<Long> onlyLeft(JsonNode product, long wanted) {
        long level = product.at("/inventory/stockLevel").asLong();
        return level > 0 && level < wanted ? Optional.of(level) : Optional.empty();
    }

    /** The cart takes a line out that is not orderable, or has fewer than wanted, in the list it is bought from. */
    static boolean lineUnavailable(JsonNode product, String inventoryId, long wanted) {
        JsonNode inventory = product.path("inventory");
        for (JsonNode list : product.path("inventories")) {
            if (list.path("id").asText().equals(inventoryId)) {
                inventory = list;
            }
        }
        return inventory.isMissingNode()
                || !inventory.path("orderable").asBoolean()
                || inventory.path("stockLevel").asLong() < wanted;
    }

    /** The lowest over variants, or its own, of the price and the smallest promotional price. */
    static BigDecimal current(JsonNode product) {
        List<JsonNode> priced = new ArrayList<>();
        if (product.at("/type/master").asBoolean()
                || product.path("hitType").asText().equals("master")) {
            product.path("variants").forEach(priced::add);
        }
        if (priced.isEmpty()) {
            priced.add(product);
        }
        BigDecimal lowest = null;
        for (JsonNode one : priced) {
            BigDecimal price = promoted(one);
            lowest = lowest == null ? price : lowest.min(price);
        }
        return lowest.min(promoted(product));
    }

    /** A tile takes the smallest promotional price of each variant, where that is below the variant's price. */
    private static BigDecimal promoted(JsonNode one) {
        BigDecimal lowest = one.path("price").decimalValue();
        for (JsonNode promotion : one.path("productPromotions")) {
            lowest = lowest.min(promotion.path("promotionalPrice").decimalValue());
        }
        return lowest;
    }

    /** What a swatch shows "from": the price of the group of variants that have its value. */
    static BigDecimal from(JsonNode product, String colour) {
        return group(product, colour).path("price").decimalValue();
    }

    /** A swatch is crossed out where its group cannot be had. */
    static boolean crossedOut(JsonNode product, String colour) {
        return !group(product, colour).path("orderable").asBoolean();
    }

    private static JsonNode group(JsonNode product, String colour) {
        for (JsonNode group : product.path("variationGroups")) {
            if (group.at("/variationValues/color").asText().equals(colour)) {
                return group;
            }
        }
        throw new AssertionError("no group " + colour);
    }

    /** What is struck through: the highest tier, where it is above the current price. */
    static Optional<BigDecimal> struckThrough(JsonNode product) {
        BigDecimal highest = BigDecimal.ZERO;
        for (JsonNode tier : product.path("tieredPrices")) {
            highest = highest.max(tier.path("price").decimalValue());
        }
        return highest.compareTo(current(product)) > 0 ? Optional.of(highest) : Optional.empty();
    }
}
