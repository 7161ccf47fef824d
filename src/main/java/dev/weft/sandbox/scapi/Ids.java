package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Seeded;
import java.util.concurrent.atomic.AtomicLong;

/** Ids for what shoppers make. The n-th id of a sandbox is the same for the same seed. Thread-safe. */
final class Ids {

    private final Seeded chance;
    private final AtomicLong made = new AtomicLong();

    Ids(Seeded chance) {
        this.chance = chance;
    }

    /** Twenty-six hexadecimal digits, as commerce's own ids are long. */
    String next() {
        long number = made.incrementAndGet();
        return "%016x%010x".formatted(chance.bits("commerce-id", number), number);
    }
}
