package dev.weft.http.scapi;

import dev.weft.fanout.PartRule;
import dev.weft.kernel.Ticker;
import java.time.Duration;

/**
 * How long a storefront may wait longer for the face than it would for SCAPI. For a read the budget covers all of that: reading SCAPI's
 * answer, waiting for other systems, laying over it what they said, and writing it. So they have what is left once the answer has been read,
 * less a reserve. Safe from any thread.
 */
final class Enrichment {
    /** A timer is a millisecond or two late, more when a system's silence ends the waiting of many; and an answer still has to be written. */
    private static final long WRITING = Duration.ofMillis(12).toNanos();

    private final Duration budget;
    private final Ticker ticker;

    Enrichment(Duration budget, Ticker ticker) {
        this.budget = budget;
        this.ticker = ticker;
    }

    /** Now: to be asked when SCAPI's answer is whole. */
    long whole() {
        return ticker.nanos();
    }

    /**
     * The rule for who is asked now, of an answer that was whole at {@code whole}. Laying and writing take about as long as reading did:
     * three quarters of the budget at least are for waiting, whatever a busy machine took for that.
     */
    PartRule rest(long whole) {
        long reading = ticker.nanos() - whole;
        return new PartRule(false, less(2 * reading + WRITING));
    }

    /** How long a write waits for other systems in all, before and after SCAPI has been told of it. */
    Duration ofWrites() {
        return less(WRITING);
    }

    private Duration less(long reserve) {
        long most = budget.toNanos();
        return Duration.ofNanos(Math.max(most - most / 4, most - reserve));
    }
}
