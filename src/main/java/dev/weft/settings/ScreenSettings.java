package dev.weft.settings;

import dev.weft.cache.Freshness;
import dev.weft.customer.CustomerPart;
import dev.weft.fanout.PartRule;
import dev.weft.product.ProductPart;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The parts answers are made of.
 *
 * @param product rules for each part of a product screen
 * @param customer rules for each part of the customer view
 * @param included codes of the parts that are there when a request names none
 * @param freshness how long parts of a product screen may be kept, where they may
 * @param cacheBytes most memory the cache may take
 * @param incompleteTtl how long an answer with a missing part may be kept
 */
public record ScreenSettings(
        Map<ProductPart, PartRule> product,
        Map<CustomerPart, PartRule> customer,
        Set<String> included,
        Map<ProductPart, Freshness> freshness,
        long cacheBytes,
        Duration incompleteTtl) {
    public ScreenSettings {
        product = Map.copyOf(product);
        customer = Map.copyOf(customer);
        included = Set.copyOf(included);
        freshness = Map.copyOf(freshness);
    }
}
