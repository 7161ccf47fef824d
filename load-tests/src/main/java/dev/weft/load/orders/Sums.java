package dev.weft.load.orders;

import io.vertx.core.json.JsonObject;

/** Adds up what a document counts. */
final class Sums {
    private Sums() {}

    /** The sum of every number in {@code document}, however deep. */
    static long numbers(JsonObject document) {
        long sum = 0;
        for (String name : document.fieldNames()) {
            Object value = document.getValue(name);
            if (value instanceof Number number) {
                sum += number.longValue();
            } else if (value instanceof JsonObject inner) {
                sum += numbers(inner);
            }
        }
        return sum;
    }
}
