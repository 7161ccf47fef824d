package dev.weft.sandbox.data;

import java.util.List;

/** A product as the storefront shows it: one page, two to four variants that can be bought. */
public record Master(
        int index, String id, Category category, String brand, Text name, Text description, List<Variant> variants) {
    public Master {
        variants = List.copyOf(variants);
    }
}
