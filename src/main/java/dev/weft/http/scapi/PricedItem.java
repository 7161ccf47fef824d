package dev.weft.http.scapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.kernel.Sku;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a basket's document says one of its items costs.
 *
 * @param base of one unit in minor units, before anything was taken off
 * @param adjustment the price adjustment that is ours, if there is one
 * @param unit what one unit costs before promotions: a fixed price that was set, else the base
 * @param signed what our attribute says; empty where there is none
 */
record PricedItem(String itemId, Sku sku, long base, Optional<String> adjustment, long unit, String signed) {
    /** Our adjustments are known by how their promotion's id begins. */
    static final String OURS = "weft-erp-price-";

    private static final int MOST_DIGITS = 15;

    static final String ATTRIBUTE = "c_weftPrice";

    /** The items that have a price of their own; what is a bonus, or no SKU, is left to SCAPI. */
    static List<PricedItem> of(Cart cart, int digits) {
        List<PricedItem> items = new ArrayList<>();
        for (JsonNode item : cart.tree().path("productItems")) {
            String sku = item.path("productId").asText();
            String id = item.path("itemId").asText();
            boolean bonus = item.path("bonusProductLineItem").asBoolean();
            if (Sku.valid(sku)
                    && id.matches("[A-Za-z0-9_-]{1,64}")
                    && !bonus
                    && item.path("basePrice").isNumber()) {
                items.add(item(item, id, Sku.of(sku), digits));
            }
        }
        return items;
    }

    /** What costs what we had it cost, with that price. */
    static Map<Sku, Long> ours(Cart cart, int digits) {
        Map<Sku, Long> ours = new LinkedHashMap<>();
        for (PricedItem item : of(cart, digits)) {
            if (item.adjustment().isPresent() || !item.signed().isEmpty()) {
                ours.put(item.sku(), item.unit());
            }
        }
        return ours;
    }

    private static PricedItem item(JsonNode item, String id, Sku sku, int digits) {
        long base = minor(item.path("basePrice"), digits);
        Optional<String> ours = Optional.empty();
        long unit = base;
        for (JsonNode adjustment : item.path("priceAdjustments")) {
            JsonNode how = adjustment.path("appliedDiscount");
            if (how.path("type").asText().equals("fixed_price")
                    && how.path("amount").isNumber()) {
                unit = minor(how.path("amount"), digits);
                ours = adjustment.path("promotionId").asText().startsWith(OURS)
                        ? Optional.of(adjustment.path("priceAdjustmentId").asText())
                        : ours;
            }
        }
        return new PricedItem(id, sku, base, ours, unit, item.path(ATTRIBUTE).asText());
    }

    /** Not for what a client wrote, which may have a hundred million digits: {@link #within}. */
    static long minor(JsonNode amount, int digits) {
        return amount.decimalValue()
                .movePointRight(digits)
                .setScale(0, RoundingMode.HALF_UP)
                .longValue();
    }

    /** The same of a number that may be absurd; empty where it is. */
    static Optional<Long> within(JsonNode amount, int digits) {
        BigDecimal given = amount.decimalValue();
        return given.precision() <= MOST_DIGITS && Math.abs((long) given.scale()) <= MOST_DIGITS
                ? Optional.of(minor(amount, digits))
                : Optional.empty();
    }

    static BigDecimal major(long minor, int digits) {
        return BigDecimal.valueOf(minor, digits);
    }

    /** Whether somebody else set a fixed price: that is for them to answer for. */
    boolean isSetByAnother() {
        return adjustment.isEmpty() && unit != base;
    }
}
