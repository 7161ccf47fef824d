package dev.weft.backend.rest;

import dev.weft.backend.client.KeyRule;
import dev.weft.kernel.Sku;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The SKUs of one question in the system's spelling. Two SKUs may come to the same code; both then get its answer. */
record Codes(Map<Sku, String> bySku) {
    static Codes of(Set<Sku> skus, KeyRule rule) {
        Map<Sku, String> codes = new LinkedHashMap<>(skus.size() * 2);
        skus.forEach(sku -> codes.put(sku, rule.theirs(sku.value())));
        return new Codes(codes);
    }

    List<String> distinct() {
        return List.copyOf(new LinkedHashSet<>(bySku.values()));
    }
}
