package dev.weft.load.http;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** A histogram of durations in steps of a tenth of a millisecond up to ten seconds. Safe from any thread. */
public final class Latencies {
    private static final int STEPS = 100_000;
    private static final long NANOS_PER_STEP = 100_000;

    private final AtomicIntegerArray counts = new AtomicIntegerArray(STEPS);

    public void add(long nanos) {
        counts.incrementAndGet((int) Math.min(STEPS - 1, Math.max(0, nanos / NANOS_PER_STEP)));
    }

    /** The duration, in milliseconds, that {@code share} of all stayed within. */
    public double millis(double share) {
        long all = 0;
        for (int i = 0; i < STEPS; i++) {
            all += counts.get(i);
        }
        long wanted = (long) Math.ceil(all * share);
        long sofar = 0;
        for (int i = 0; i < STEPS; i++) {
            sofar += counts.get(i);
            if (sofar >= wanted) {
                return (i + 1) / 10.0;
            }
        }
        return STEPS / 10.0;
    }
}
