package dev.weft.backend.sap;

import dev.weft.kernel.Failure;
import dev.weft.kernel.Market;
import dev.weft.kernel.Sku;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one call asks about: our SKUs in SAP's spelling. A SKU whose spelling is longer than a Material can be is left out, because one
 * such key would make SAP refuse the whole question.
 */
record Asked(Map<Sku, String> materials) {
    private static final int MAX_MATERIAL = 40;

    static Asked of(Set<Sku> skus, SapSettings settings) {
        Map<Sku, String> materials = new LinkedHashMap<>(skus.size() * 2);
        for (Sku sku : skus) {
            String material = settings.material().theirs(sku.value());
            if (!material.isEmpty() && material.length() <= MAX_MATERIAL) {
                materials.put(sku, material);
            }
        }
        return new Asked(materials);
    }

    boolean isEmpty() {
        return materials.isEmpty();
    }

    /** Each material once, also where two SKUs come to the same. */
    Collection<String> distinct() {
        return new LinkedHashSet<>(materials.values());
    }

    /** The failure where {@code market}'s site has no place in this ERP. */
    static Failure notServed(String source, Market market) {
        return Failure.of(Failure.Reason.INTERNAL, source, "site '" + market.site() + "' is not configured here");
    }
}
