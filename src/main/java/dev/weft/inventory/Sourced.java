package dev.weft.inventory;

import dev.weft.kernel.Sku;

/** So many units of one line, taken from one location. A line may be split over several. */
public record Sourced(int line, Sku sku, String location, int quantity) {}
