package dev.weft.resilience;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One token bucket as a single number (the generic cell rate algorithm, ITU-T I.371).
 *
 * <p>The number is the theoretical arrival time of the next permit if callers came exactly at the steady rate. A caller conforms when that
 * time is at most one burst ahead of now; taking a permit moves it one interval on. No lock, no timer, no refill: a compare-and-set per
 * permit. Safe from any thread.
 */
public final class Gcra {
    private final AtomicLong arrival;

    public Gcra(long nowNanos) {
        arrival = new AtomicLong(nowNanos);
    }

    /**
     * Takes a permit.
     *
     * @return when positive or zero, taken, and so many nanoseconds of burst are left; when negative, refused, and the next permit is so
     *     many nanoseconds away
     */
    public long take(Rate rate, long nowNanos) {
        long interval = rate.intervalNanos();
        long tolerance = interval * rate.burst();
        while (true) {
            long current = arrival.get();
            long start = current - nowNanos > 0 ? current : nowNanos;
            long next = start + interval;
            long room = tolerance - (next - nowNanos);
            if (room < 0) {
                return room;
            }
            if (arrival.compareAndSet(current, next)) {
                return room;
            }
        }
    }

    /**
     * Takes a permit now or reserves the next free one.
     *
     * @return nanoseconds to wait before using it; negative when that would be more than {@code maxWaitNanos}, and nothing is reserved
     */
    public long reserve(Rate rate, long nowNanos, long maxWaitNanos) {
        long interval = rate.intervalNanos();
        long tolerance = interval * rate.burst();
        while (true) {
            long current = arrival.get();
            long start = current - nowNanos > 0 ? current : nowNanos;
            long next = start + interval;
            long wait = Math.max(0, next - nowNanos - tolerance);
            if (wait > maxWaitNanos) {
                return -1;
            }
            if (arrival.compareAndSet(current, next)) {
                return wait;
            }
        }
    }
}
