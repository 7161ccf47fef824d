package dev.weft.sandbox;

import io.vertx.core.json.JsonObject;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each operation of each system was asked for. Thread-safe. */
final class RequestCounts {

    private final ConcurrentHashMap<String, ConcurrentHashMap<String, LongAdder>> counts = new ConcurrentHashMap<>();

    void count(String system, String operation) {
        counts.computeIfAbsent(system, key -> new ConcurrentHashMap<>())
                .computeIfAbsent(operation, key -> new LongAdder())
                .increment();
    }

    void reset() {
        counts.clear();
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        new TreeMap<>(counts).forEach((system, operations) -> {
            JsonObject perOperation = new JsonObject();
            new TreeMap<>(operations).forEach((operation, count) -> perOperation.put(operation, count.sum()));
            json.put(system, perOperation);
        });
        return json;
    }
}
