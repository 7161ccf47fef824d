package dev.weft.outbox;

import dev.weft.resilience.Rate;
import java.time.Duration;

/**
 * How one lane sends.
 *
 * @param name the lane, named as its backend
 * @param concurrency how many entries may be under way at once; below the backend's own limit, so that live reads keep their share
 * @param rate what the backend grants us for effects, questions included
 * @param lease how long an entry is ours; longer than a question and a send can take one after the other
 * @param timeout the longest a single question or send may take
 * @param attempts after so many failures of its own an entry is parked
 * @param darkAfter after so many calls in a row that got no answer, and a second without any, the lane stops, but for one probe at a time
 */
public record LaneSettings(
        String name, int concurrency, Rate rate, Duration lease, Duration timeout, int attempts, int darkAfter) {
    public static final int ATTEMPTS = 8;
    public static final int DARK_AFTER = 10;

    public LaneSettings {
        if (concurrency < 1 || attempts < 1 || darkAfter < 1) {
            throw new IllegalArgumentException("lane " + name + ": concurrency " + concurrency + ", attempts "
                    + attempts + ", darkAfter " + darkAfter + " (expected: all at least 1)");
        }
        if (timeout.isNegative() || timeout.isZero() || lease.compareTo(shortestLease(timeout)) < 0) {
            throw new IllegalArgumentException("lane " + name + ": lease " + lease + ", timeout " + timeout
                    + " (expected: a timeout above zero, and a lease of at least " + shortestLease(timeout) + ")");
        }
    }

    /** A question, a send, the wait for a permit before each, and time to write down how it ended. */
    static Duration shortestLease(Duration timeout) {
        return timeout.multipliedBy(2).plusSeconds(5);
    }

    /** With everything but name, concurrency and rate as usual. */
    public static LaneSettings of(String name, int concurrency, Rate rate) {
        return new LaneSettings(
                name, concurrency, rate, Duration.ofSeconds(45), Duration.ofSeconds(10), ATTEMPTS, DARK_AFTER);
    }
}
