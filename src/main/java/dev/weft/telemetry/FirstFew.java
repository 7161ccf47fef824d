package dev.weft.telemetry;

import dev.weft.kernel.Timers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;

/**
 * Of events that come in floods, the first few of each kind in a second are worth a line each, the others one line together, which says how
 * many they were. Every event is in exactly one line: what comes while a second is being closed counts in the next. Safe from any thread; a
 * kind must be one of few.
 */
final class FirstFew {
    static final int FEW = 10;
    static final Duration WHILE = Duration.ofSeconds(1);

    private final Timers timers;
    private final ObjIntConsumer<String> others;
    private final Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();

    /** {@code others} is told, at the end of a second, of which kind there were how many more. */
    FirstFew(Timers timers, ObjIntConsumer<String> others) {
        this.timers = timers;
        this.others = others;
    }

    /** True where this one is worth a line of its own. */
    boolean isOne(String kind) {
        AtomicInteger count = seen.computeIfAbsent(kind, first -> new AtomicInteger());
        int before = count.getAndIncrement();
        if (before == 0) {
            timers.after(WHILE, () -> close(kind, count));
        }
        return before < FEW;
    }

    /** Tells of those that have not been told of yet. */
    void close() {
        seen.forEach(this::close);
    }

    private void close(String kind, AtomicInteger count) {
        int more = count.getAndSet(0) - FEW;
        if (more > 0) {
            others.accept(kind, more);
        }
    }
}
