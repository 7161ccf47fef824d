package dev.weft.kernel;

import java.time.Duration;

/**
 * The moment until which an answer is of use. Immutable but for {@link Shared}, and safe from any thread. A deadline is passed down,
 * never restarted: whoever needs a margin takes {@link #within} or {@link #minus} of the one it was given.
 */
public sealed class Deadline permits Deadline.Shared {
    private final Ticker ticker;
    private final long atNanos;

    private Deadline(Ticker ticker, long atNanos) {
        this.ticker = ticker;
        this.atNanos = atNanos;
    }

    /** A deadline {@code budget} from now. */
    public static Deadline after(Duration budget, Ticker ticker) {
        return new Deadline(ticker, ticker.nanos() + budget.toNanos());
    }

    /** The earlier of this deadline and {@code budget} from now. */
    public Deadline within(Duration budget) {
        long candidate = ticker.nanos() + budget.toNanos();
        return candidate - atNanos() < 0 ? new Deadline(ticker, candidate) : this;
    }

    /** This deadline moved earlier by {@code reserve}, for whoever still has work to do after the answer arrives. */
    public Deadline minus(Duration reserve) {
        return new Deadline(ticker, atNanos() - reserve.toNanos());
    }

    /** Nanoseconds left; zero or less once it has passed. */
    public long remainingNanos() {
        return atNanos() - ticker.nanos();
    }

    /** Time left, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, remainingNanos()));
    }

    public boolean expired() {
        return remainingNanos() <= 0;
    }

    long atNanos() {
        return atNanos;
    }

    /** Starts a deadline for work shared by several callers: it ends when the last of them has lost interest, at most after {@code cap}. */
    public Shared shared(Duration cap) {
        return new Shared(ticker, atNanos(), ticker.nanos() + cap.toNanos());
    }

    /**
     * The deadline of work that several callers wait for. It moves later as callers join, never beyond its cap; a timer armed on it must
     * look again when it fires.
     */
    public static final class Shared extends Deadline {
        private final java.util.concurrent.atomic.AtomicLong latest;
        private final long capNanos;

        private Shared(Ticker ticker, long firstNanos, long capNanos) {
            super(ticker, capNanos);
            this.capNanos = capNanos;
            this.latest = new java.util.concurrent.atomic.AtomicLong(earlier(firstNanos, capNanos));
        }

        /** One more caller waits, until {@code other}. */
        public void join(Deadline other) {
            long wanted = earlier(other.atNanos(), capNanos);
            latest.accumulateAndGet(wanted, (a, b) -> a - b >= 0 ? a : b);
        }

        @Override
        long atNanos() {
            return latest.get();
        }

        private static long earlier(long a, long b) {
            return a - b <= 0 ? a : b;
        }
    }
}
