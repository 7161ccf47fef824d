package dev.weft.kernel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

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
        Shared shared = new Shared(ticker, ticker.nanos() + cap.toNanos(), ticker.nanos());
        shared.join(this);
        return shared;
    }

    /**
     * The deadline of work that several callers wait for. It moves later as callers join, never beyond its cap; a timer armed on it must
     * look again when it fires. A caller whose own deadline is shared moves it too: whoever joins above is waited for below.
     */
    public static final class Shared extends Deadline {
        private final AtomicLong latest;
        private final long capNanos;
        private final List<Shared> moving = new CopyOnWriteArrayList<>();

        private Shared(Ticker ticker, long capNanos, long nowNanos) {
            super(ticker, capNanos);
            this.capNanos = capNanos;
            this.latest = new AtomicLong(nowNanos);
        }

        /** One more caller waits, until {@code other}. */
        public void join(Deadline other) {
            if (other instanceof Shared shared) {
                moving.add(shared);
            } else {
                latest.accumulateAndGet(earlier(other.atNanos(), capNanos), Shared::later);
            }
        }

        @Override
        long atNanos() {
            long at = latest.get();
            for (Shared caller : moving) {
                at = later(at, caller.atNanos());
            }
            return earlier(at, capNanos);
        }

        private static long earlier(long a, long b) {
            return a - b <= 0 ? a : b;
        }

        private static long later(long a, long b) {
            return a - b >= 0 ? a : b;
        }
    }
}
