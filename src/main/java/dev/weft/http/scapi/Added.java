package dev.weft.http.scapi;

import dev.weft.kernel.Sku;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a basket would hold more of than it does: how many then, of each SKU in all, and of it from each place that items name.
 *
 * @param inAll of the SKUs of which there would be more in all
 * @param from of those of which there would be more from one place
 * @param unknown an inventory list of which there would be more, though it stands for no place of ours
 */
record Added(Map<Sku, Long> inAll, Map<From, Long> from, Optional<String> unknown) {
    static final Added NOTHING = new Added(Map.of(), Map.of(), Optional.empty());

    /** Goods of one place. */
    record From(Sku sku, String place) {}

    /**
     * Items that are counted together.
     *
     * @param place the only one they may come from; empty for any
     * @param unknown the inventory list they are of, where it stands for no place of ours
     */
    record Kind(String productId, Optional<String> place, Optional<String> unknown) {}

    /** What there is more of in {@code then} than in {@code held}. */
    static Added between(Map<Kind, Long> held, Map<Kind, Long> then) {
        Map<String, Long> before = inAll(held);
        Map<Sku, Long> more = new LinkedHashMap<>();
        inAll(then).forEach((product, units) -> {
            if (Sku.valid(product) && units > before.getOrDefault(product, 0L)) {
                more.put(Sku.of(product), units);
            }
        });
        Map<From, Long> from = new LinkedHashMap<>();
        Set<String> unknown = new LinkedHashSet<>();
        then.forEach((kind, units) -> {
            if (Sku.valid(kind.productId()) && units > held.getOrDefault(kind, 0L)) {
                kind.place().ifPresent(place -> from.put(new From(Sku.of(kind.productId()), place), units));
                kind.unknown().ifPresent(unknown::add);
            }
        });
        return new Added(more, from, unknown.stream().findFirst());
    }

    private static Map<String, Long> inAll(Map<Kind, Long> kinds) {
        Map<String, Long> all = new LinkedHashMap<>();
        kinds.forEach((kind, units) -> all.merge(kind.productId(), units, Long::sum));
        return all;
    }

    Set<Sku> skus() {
        Set<Sku> skus = new LinkedHashSet<>(inAll.keySet());
        from.keySet().forEach(it -> skus.add(it.sku()));
        return skus;
    }

    boolean isNothing() {
        return inAll.isEmpty() && from.isEmpty() && unknown.isEmpty();
    }

    /**
     * The first there is too little of, in SCAPI's words; empty where all can be had. Each place has what is wanted from it, and all places
     * together what is wanted in all: then there is a way.
     *
     * @param free by SKU and place
     */
    Optional<ScapiProblem> shortage(Map<Sku, Map<String, Long>> free) {
        for (Map.Entry<From, Long> wish : from.entrySet()) {
            Sku sku = wish.getKey().sku();
            long left =
                    free.getOrDefault(sku, Map.of()).getOrDefault(wish.getKey().place(), 0L);
            if (left < wish.getValue()) {
                return Optional.of(ScapiProblem.notAvailable(sku.value(), left, wish.getValue()));
            }
        }
        for (Map.Entry<Sku, Long> wish : inAll.entrySet()) {
            long left = free.getOrDefault(wish.getKey(), Map.of()).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            if (left < wish.getValue()) {
                return Optional.of(ScapiProblem.notAvailable(wish.getKey().value(), left, wish.getValue()));
            }
        }
        return Optional.empty();
    }
}
