package dev.weft.outbox;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt: anything between nothing and a bound that doubles with each attempt up to a minute (full
 * jitter), so that a crowd that failed together does not come back together.
 */
final class Backoff {
    static final Duration CAP = Duration.ofSeconds(60);
    private static final long FIRST_MILLIS = 250;
    private static final int MOST_DOUBLINGS = 8; // 250 ms doubled eight times is above the cap

    private final DoubleSupplier random;

    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** Before the attempt after the one numbered {@code attempt}, from 1. */
    Duration after(int attempt) {
        long bound = Math.min(CAP.toMillis(), FIRST_MILLIS << Math.min(Math.max(attempt - 1, 0), MOST_DOUBLINGS));
        return Duration.ofMillis(1 + (long) (random.getAsDouble() * bound));
    }
}
