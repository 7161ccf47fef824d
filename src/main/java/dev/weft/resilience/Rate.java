package dev.weft.resilience;

import java.time.Duration;

/**
 * So many per so long, with a burst on top.
 *
 * @param permits how many in {@code per}
 * @param burst how many may come at once after a pause
 */
public record Rate(long permits, Duration per, long burst) {
    public Rate {
        if (permits < 1 || burst < 1 || per.isZero() || per.isNegative()) {
            throw new IllegalArgumentException(
                    "rate: " + permits + " per " + per + ", burst " + burst + " (expected: all above zero)");
        }
    }

    /** Nanoseconds between two permits at the steady rate. */
    long intervalNanos() {
        return Math.max(1, per.toNanos() / permits);
    }
}
