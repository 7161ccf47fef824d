package dev.weft.outbox;

import dev.weft.kernel.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How much of a lease is surely left, told without the store.
 *
 * <p>The store's clock starts the lease after we asked for it, so a lease counted from the moment of asking ends no later than the
 * store's. It is counted by the monotonic clock and by the wall clock, and the one that says more time has passed is believed: the first
 * stands still while the machine sleeps, the second may be set back.
 */
final class Lease {
    private final Ticker ticker;
    private final Clock clock;
    private final Duration length;
    private final long askedNanos;
    private final Instant askedAt;
    private long grantedNanos;

    private Lease(Ticker ticker, Clock clock, Duration length) {
        this.ticker = ticker;
        this.clock = clock;
        this.length = length;
        this.askedNanos = ticker.nanos();
        this.askedAt = clock.instant();
        this.grantedNanos = askedNanos;
    }

    /** Counts from now. Called before the store is asked. */
    static Lease from(Ticker ticker, Clock clock, Duration length) {
        return new Lease(ticker, clock, length);
    }

    /** The store has granted it: told when its answer is here. */
    void granted() {
        grantedNanos = ticker.nanos();
    }

    /** What is surely left of it; zero or less once it may be somebody else's. */
    Duration left() {
        Duration monotonic = Duration.ofNanos(ticker.nanos() - askedNanos);
        Duration wall = Duration.between(askedAt, clock.instant());
        return length.minus(monotonic.compareTo(wall) >= 0 ? monotonic : wall);
    }

    /** How long ago {@code past} surely was by the store's clock, whatever ours shows: told by the entry's own lease. */
    Duration since(Instant past, Entry entry) {
        Instant claimedAt = entry.leaseUntil().minus(length);
        return Duration.between(past, claimedAt).plusNanos(ticker.nanos() - grantedNanos);
    }
}
