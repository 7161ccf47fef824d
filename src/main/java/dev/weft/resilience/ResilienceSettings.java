package dev.weft.resilience;

import java.time.Duration;
import java.util.Optional;

/**
 * How one backend is protected, and how everyone else is protected from it.
 *
 * @param timeout the longest a call may take, retries included
 * @param limit how many calls may be under way at once
 * @param waitQueue how many more may wait for a place
 * @param throttle the rate the backend grants us, where it does
 */
public record ResilienceSettings(
        Duration timeout,
        Limit limit,
        int waitQueue,
        Retry retry,
        Breaker breaker,
        Optional<Rate> throttle,
        Batch batch) {

    /** The longest call, with everything else at its default. */
    public static ResilienceSettings defaults(Duration timeout) {
        return new ResilienceSettings(
                timeout, Limit.fixed(16), 32, Retry.DEFAULT, Breaker.DEFAULT, Optional.empty(), Batch.DEFAULT);
    }

    /** The same with other rules for retries. */
    public ResilienceSettings retrying(Retry other) {
        return new ResilienceSettings(timeout, limit, waitQueue, other, breaker, throttle, batch);
    }

    public ResilienceSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: more than zero)");
        }
        if (waitQueue < 0) {
            throw new IllegalArgumentException("waitQueue: " + waitQueue + " (expected: zero or more)");
        }
    }

    /**
     * How many calls at once: a fixed number ({@code min == max}), or one that follows the backend's own latency between two bounds.
     */
    public record Limit(int initial, int min, int max) {
        public Limit {
            if (min < 1 || max < min || initial < min || initial > max) {
                throw new IllegalArgumentException("limit: initial " + initial + ", min " + min + ", max " + max
                        + " (expected: 1 <= min <= initial <= max)");
            }
        }

        public static Limit fixed(int calls) {
            return new Limit(calls, calls, calls);
        }

        /** The same, but never above {@code calls}. */
        public Limit atMost(int calls) {
            return new Limit(Math.min(initial, calls), Math.min(min, calls), Math.min(max, calls));
        }

        public boolean adaptive() {
            return min < max;
        }
    }

    /**
     * When a failed call is sent again. Only repeatable requests are, never past the deadline, and never more than {@code budget} of the
     * calls under way (at least 3).
     *
     * @param attempts how many times more; 0 for never
     * @param budget share of the calls under way that may be retries, 0 to 1
     * @param backoff upper bound of the first random wait; doubles with each attempt
     */
    public record Retry(int attempts, double budget, Duration backoff) {
        public static final Retry DEFAULT = new Retry(1, 0.2, Duration.ofMillis(50));
        public static final Retry NEVER = new Retry(0, 0, Duration.ZERO);

        public Retry {
            if (attempts < 0 || !(budget >= 0 && budget <= 1) || backoff.isNegative()) {
                throw new IllegalArgumentException("retry: attempts " + attempts + ", budget " + budget + ", backoff "
                        + backoff + " (expected: attempts and backoff not below zero, budget 0 to 1)");
            }
        }
    }

    /**
     * When a backend counts as down.
     *
     * @param failures at least that many failures within {@code window}, if at least half of all calls, open the breaker
     * @param window at least a second: a shorter one sees too few calls to tell a rate
     * @param reset after this time one call may probe
     */
    public record Breaker(int failures, Duration window, Duration reset) {
        public static final Breaker DEFAULT = new Breaker(20, Duration.ofSeconds(10), Duration.ofSeconds(5));

        public Breaker {
            if (failures < 1 || window.toMillis() < 1000 || reset.toMillis() < 1) {
                throw new IllegalArgumentException("breaker: failures " + failures + ", window " + window + ", reset "
                        + reset + " (expected: failures at least 1, window at least 1s, reset at least 1ms)");
            }
        }
    }

    /**
     * How single questions become one.
     *
     * @param window how long the first waits for others; zero sends each at once
     * @param size at most that many keys in one call
     */
    public record Batch(Duration window, int size) {
        public static final Batch DEFAULT = new Batch(Duration.ofMillis(2), 50);

        public Batch {
            if (window.isNegative() || size < 1) {
                throw new IllegalArgumentException("batch: window " + window + ", size " + size
                        + " (expected: window not below zero, size at least 1)");
            }
        }

        public boolean off() {
            return window.isZero() || size < 2;
        }
    }
}
