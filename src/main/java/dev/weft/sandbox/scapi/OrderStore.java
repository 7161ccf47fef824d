package dev.weft.sandbox.scapi;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.sandbox.data.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Orders placed here, by number and by owner. Thread-safe. The last 100,000 are remembered, 200 of one owner. */
final class OrderStore {

    private static final int MOST = 100_000;
    private static final int MOST_OF_ONE = 200;

    /** Above every number of the world's own orders. */
    private static final int FIRST = 900_000_000;

    private final AtomicInteger numbered = new AtomicInteger();
    private final Map<String, PlacedOrder> orders =
            Caffeine.newBuilder().maximumSize(MOST).<String, PlacedOrder>build().asMap();
    private final Map<Owner, List<String>> owned =
            Caffeine.newBuilder().maximumSize(MOST).<Owner, List<String>>build().asMap();

    String nextNumber() {
        return "WEB" + Digits.padded(FIRST + numbered.incrementAndGet(), 9);
    }

    void add(PlacedOrder order) {
        orders.put(order.number(), order);
        owned.compute(order.owner(), (owner, now) -> {
            List<String> all = new ArrayList<>();
            all.add(order.number());
            if (now != null) {
                all.addAll(now.subList(0, Math.min(now.size(), MOST_OF_ONE - 1)));
            }
            return List.copyOf(all);
        });
    }

    Optional<PlacedOrder> find(String number) {
        return Optional.ofNullable(orders.get(number));
    }

    /** Changes an order at once; empty if there is none. */
    Optional<PlacedOrder> change(String number, UnaryOperator<PlacedOrder> change) {
        return Optional.ofNullable(orders.computeIfPresent(number, (key, now) -> change.apply(now)));
    }

    /** An owner's orders, newest first. */
    List<PlacedOrder> of(Owner owner) {
        return owned.getOrDefault(owner, List.of()).stream()
                .flatMap(number -> find(number).stream())
                .toList();
    }

    /** Every order remembered, in no order. */
    List<PlacedOrder> all() {
        return List.copyOf(orders.values());
    }
}
