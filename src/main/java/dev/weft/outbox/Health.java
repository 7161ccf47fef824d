package dev.weft.outbox;

import java.time.Duration;

/**
 * Whether the other system answers, told by how calls went. Confined to its lane's loop, but for {@link #dark()}, which any thread may read.
 *
 * <p>Light: calls go as fast as the lane may. After so many calls in a row without an answer, and a second without any, it is dark: one
 * probe at a time, begun at most every two seconds, so that together with the probes of its reads' breaker the system is called less than
 * once a second. The first answer makes it light again, but only one call may be under way then, and one more with each answer that
 * follows: a system that just came back is not run over. Until a second answer has followed, one silence makes it dark again. A system
 * that answers now and then is not dark, however many of its calls get lost: all of its entries have to get there.
 */
final class Health {
    static final Duration PROBE_EVERY = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final int darkAfter;
    private final int concurrency;
    private volatile boolean dark;
    private int silent;
    private int allowed;
    private boolean proven = true;
    private boolean heard;
    private long heardNanos;
    private long probeFrom;

    Health(int darkAfter, int concurrency) {
        this.darkAfter = darkAfter;
        this.concurrency = concurrency;
        this.allowed = concurrency;
    }

    boolean dark() {
        return dark;
    }

    /** How many more calls may begin now, while {@code underWay} are. */
    int room(int underWay, long nowNanos) {
        if (!dark) {
            return Math.max(0, allowed - underWay);
        }
        return underWay == 0 && nowNanos - probeFrom >= 0 ? 1 : 0;
    }

    /** While dark: how long until the next probe may begin. */
    long untilProbe(long nowNanos) {
        return Math.max(0, probeFrom - nowNanos);
    }

    /** A call begins. */
    void began(long nowNanos) {
        if (dark) {
            probeFrom = nowNanos + PROBE_EVERY.toNanos();
        }
    }

    /** The other system answered something. True where the lane has become light by it. */
    boolean answered(long nowNanos) {
        silent = 0;
        heard = true;
        heardNanos = nowNanos;
        if (dark) {
            dark = false;
            proven = false;
            allowed = 1;
            return true;
        }
        proven = true;
        allowed = Math.min(concurrency, allowed + 1);
        return false;
    }

    /** The other system did not answer. True where the lane has become dark by it. */
    boolean silent(long nowNanos) {
        silent++;
        boolean lately = heard && nowNanos - heardNanos < SILENCE.toNanos();
        if (!dark && (!proven || silent >= darkAfter && !lately)) {
            dark = true;
            probeFrom = nowNanos + PROBE_EVERY.toNanos();
            return true;
        }
        return false;
    }
}
