package dev.weft.cache;

import java.time.Duration;

/**
 * How long something may be served, and how (RFC 9111, RFC 5861).
 *
 * @param ttl served without asking
 * @param staleWhileRevalidate after that, served while one caller's question renews it
 * @param staleIfError after the ttl, served when the source fails
 */
public record Freshness(Duration ttl, Duration staleWhileRevalidate, Duration staleIfError) {
    /** Never kept. */
    public static final Freshness NONE = new Freshness(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    public Freshness {
        if (ttl.isNegative() || staleWhileRevalidate.isNegative() || staleIfError.isNegative()) {
            throw new IllegalArgumentException("freshness: " + ttl + ", " + staleWhileRevalidate + ", " + staleIfError
                    + " (expected: none below zero)");
        }
    }

    public static Freshness of(Duration ttl) {
        return new Freshness(ttl, Duration.ZERO, Duration.ZERO);
    }

    public boolean none() {
        return ttl.isZero();
    }

    /** The longest anything is kept at all. */
    Duration keep() {
        Duration stale = staleWhileRevalidate.compareTo(staleIfError) > 0 ? staleWhileRevalidate : staleIfError;
        return ttl.plus(stale);
    }
}
