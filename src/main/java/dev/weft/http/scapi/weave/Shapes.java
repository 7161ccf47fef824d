package dev.weft.http.scapi.weave;

import dev.weft.http.scapi.json.Shape;

/** Which members of products, hits and availabilities speak of stock or price. */
final class Shapes {
    private static final String[] INVENTORY = {"id", "ats", "stockLevel", "orderable"};

    static final Shape AVAILABILITY = Shape.of("id").with("inventories", Shape.of(INVENTORY));

    static final Shape SUGGESTION = Shape.of("productId", "currency", "price");

    static final Shape PRICES = Shape.of(
                    "productId",
                    "currency",
                    "price",
                    "priceMax",
                    "pricePerUnit",
                    "tieredPrices.price",
                    "productPromotions.promotionalPrice")
            .with("prices", Shape.any());

    private static final Shape VARIANTS = Shape.of(
                    "productId", "orderable", "price", "tieredPrices.price", "productPromotions.promotionalPrice")
            .with("prices", Shape.any())
            .with("variationValues", Shape.any());

    private static final Shape GROUPS =
            Shape.of("productId", "orderable", "price").with("variationValues", Shape.any());

    private static final Shape MASTER =
            Shape.of("masterId", "orderable", "price", "priceMax").with("prices", Shape.any());

    private static final Shape ATTRIBUTES = Shape.of("id", "values.value", "values.orderable");

    private static final Shape PRICED = Shape.of(
                    "currency",
                    "price",
                    "priceMax",
                    "pricePerUnit",
                    "priceRanges.minPrice",
                    "priceRanges.maxPrice",
                    "tieredPrices.price",
                    "productPromotions.promotionalPrice")
            .with("prices", Shape.any())
            .with("variants", VARIANTS)
            .with("variationGroups", GROUPS)
            .with("variationAttributes", ATTRIBUTES)
            .with("inventory", Shape.of(INVENTORY))
            .with("inventories", Shape.of(INVENTORY));

    private static final Shape SIMPLE =
            PRICED.with("id", Shape.of()).with("type", Shape.any()).with("master", MASTER);

    static final Shape PRODUCT = SIMPLE.with("setProducts", SIMPLE)
            .with("bundledProducts", Shape.of("product").with("product", SIMPLE));

    static final Shape HIT = PRICED.with("productId", Shape.of())
            .with("hitType", Shape.of())
            .with("productType", Shape.any())
            .with("orderable", Shape.of())
            .with("representedProduct", Shape.of("id"))
            .with("representedProducts", Shape.of("id"));

    private Shapes() {}
}
