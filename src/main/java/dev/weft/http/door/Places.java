package dev.weft.http.door;

import dev.weft.kernel.Ticker;
import java.time.Duration;

/**
 * How many requests one event loop bears at once, learned from how late the loop is.
 *
 * <p>Like Netflix's Gradient2 it compares a delay with what it should be and shrinks by their quotient, at most by half; but the delay is
 * the loop's own lag, not a request's time, which is mostly a backend's. And like CoDel (RFC 8289) it takes the least lag of a
 * window: a collection or a burst makes one probe late, a standing queue makes all of them late. Beyond the wanted lag, at once where that is
 * four times as long and otherwise in the second such window in a row, the limit falls to {@code what was in use * wanted / lag}; it
 * grows by a twentieth per window on time, up to the ceiling where it also starts.
 * Confined to its loop, but for {@link #fare}.
 */
public final class Places {
    /** Few enough to be answered within the wanted lag by any machine: below it the lag is somebody else's. */
    static final int FLOOR = 64;

    private static final Duration WINDOW = Duration.ofMillis(100);
    private static final int LEAST_PROBES = 5;
    private static final double STEEPEST = 0.5;
    private static final double GROWTH = 1.05;
    private static final int BEYOND_DOUBT = 4;
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final Ticker ticker;
    private final long wantedNanos;
    private final int ceiling;
    private final int floor;
    private double limit;
    private boolean suspected;
    private int peak;
    private int probes;
    private long leastNanos = Long.MAX_VALUE;
    private long windowSince;
    private long worstNow;
    private long worstSince;
    private long worstBefore;
    private volatile Fare fare;

    /**
     * How a loop fares, renewed with each window.
     *
     * @param limit how many requests it may have under way
     * @param peak the most it had in the last window
     * @param lag the worst of the last ten to twenty seconds
     */
    public record Fare(double limit, int peak, Duration lag) {
        public static final Fare NONE = new Fare(0, 0, Duration.ZERO);
    }

    Places(Duration wanted, int ceiling, Ticker ticker) {
        this.ticker = ticker;
        this.wantedNanos = wanted.toNanos();
        this.ceiling = ceiling;
        this.floor = Math.min(FLOOR, ceiling);
        this.limit = this.ceiling;
        this.fare = new Fare(limit, 0, Duration.ZERO);
        this.windowSince = ticker.nanos();
        this.worstSince = windowSince;
    }

    /** Notes how many places are taken. */
    void taken(int places) {
        if (places > peak) {
            peak = places;
        }
    }

    /** A probe ran {@code nanos} later than it should have. */
    void late(long nanos) {
        long now = ticker.nanos();
        remember(nanos, now);
        leastNanos = Math.min(leastNanos, nanos);
        probes++;
        if (probes >= LEAST_PROBES && now - windowSince >= WINDOW.toNanos()) {
            adapt();
            probes = 0;
            leastNanos = Long.MAX_VALUE;
            windowSince = now;
            fare = new Fare(limit, peak, Duration.ofNanos(Math.max(worstNow, worstBefore)));
            peak = 0;
        }
    }

    private void adapt() {
        boolean late = leastNanos > wantedNanos;
        boolean standing = late && (suspected || leastNanos > BEYOND_DOUBT * wantedNanos);
        suspected = late;
        if (standing) {
            double gradient = Math.max(STEEPEST, (double) wantedNanos / leastNanos);
            limit = Math.max(floor, Math.min(limit, peak) * gradient);
        } else if (!late) {
            limit = Math.min(ceiling, limit * GROWTH);
        }
    }

    private void remember(long nanos, long now) {
        if (now - worstSince >= REMEMBERED.toNanos()) {
            worstBefore = worstNow;
            worstNow = 0;
            worstSince = now;
        }
        worstNow = Math.max(worstNow, nanos);
    }

    /** How many requests the loop may have under way now. */
    double limit() {
        return limit;
    }

    int ceiling() {
        return ceiling;
    }

    /** For gauges, from any thread. */
    Fare fare() {
        return fare;
    }
}
