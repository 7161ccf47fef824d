package dev.weft.settings;

import dev.weft.cache.Freshness;
import dev.weft.customer.CustomerPart;
import dev.weft.fanout.PartRule;
import dev.weft.product.ProductPart;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Builds the rules and lifetimes of the parts from a document without mistakes. */
final class ScreenReader {
    private final Section root;
    private final Section parts;

    ScreenReader(Section root) {
        this.root = root;
        this.parts = root.section("parts");
    }

    ScreenSettings screens() {
        Map<ProductPart, PartRule> product = new EnumMap<>(ProductPart.class);
        Map<CustomerPart, PartRule> customer = new EnumMap<>(CustomerPart.class);
        Set<String> included = new HashSet<>();
        for (ProductPart part : ProductPart.values()) {
            product.put(part, rule(part.code(), included));
        }
        for (CustomerPart part : CustomerPart.values()) {
            customer.put(part, rule(part.code(), included));
        }
        Section cache = root.section("cache");
        return new ScreenSettings(
                product,
                customer,
                included,
                freshness(),
                cache.bytes("maxBytes").orElseThrow(),
                cache.duration("incompleteTtl").orElseThrow());
    }

    private Map<ProductPart, Freshness> freshness() {
        Map<ProductPart, Freshness> lifetimes = new EnumMap<>(ProductPart.class);
        for (ProductPart part : ProductPart.values()) {
            parts.section(part.code()).optional("cache").ifPresent(cache -> lifetimes.put(part, lifetime(cache)));
        }
        return lifetimes;
    }

    static Freshness lifetime(Section cache) {
        return new Freshness(
                cache.duration("ttl").orElseThrow(),
                cache.duration("staleWhileRevalidate").orElse(Duration.ZERO),
                cache.duration("staleIfError").orElse(Duration.ZERO));
    }

    private PartRule rule(String code, Set<String> included) {
        Section part = parts.section(code);
        if (part.flag("included")) {
            included.add(code);
        }
        return new PartRule(part.flag("required"), part.duration("budget").orElseThrow());
    }
}
