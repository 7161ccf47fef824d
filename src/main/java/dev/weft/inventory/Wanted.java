package dev.weft.inventory;

import dev.weft.kernel.Sku;

/** So many units of one SKU, for one line of an order. */
public record Wanted(int line, Sku sku, int quantity) {}
