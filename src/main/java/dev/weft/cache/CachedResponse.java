package dev.weft.cache;

import java.time.Duration;
import java.util.Set;

/**
 * A whole rendered answer, ready to be written as it stands. The body is not copied: nobody changes it.
 *
 * @param body the bytes
 * @param etag a strong validator, quoted
 * @param complete whether every part of it was there
 * @param storedAtNanos when it was rendered
 * @param freshness how long it may be served
 * @param tags what it can be invalidated by
 */
@SuppressWarnings("ArrayRecordComponent")
public record CachedResponse(
        byte[] body, String etag, boolean complete, long storedAtNanos, Freshness freshness, Set<String> tags) {
    private static final int OVERHEAD_BYTES = 400;
    private static final int TAG_BYTES = 100; // a short string and its place in a set

    public CachedResponse {
        tags = Set.copyOf(tags);
    }

    /** Whole seconds since it was rendered. */
    public long ageSeconds(long nowNanos) {
        return Math.max(0, (nowNanos - storedAtNanos) / 1_000_000_000L);
    }

    /** Whole seconds it is still fresh; negative once it is stale. */
    public long ttlSeconds(long nowNanos) {
        return Math.floorDiv(storedAtNanos + freshness.ttl().toNanos() - nowNanos, 1_000_000_000L);
    }

    boolean freshAt(long now) {
        return now - storedAtNanos < freshness.ttl().toNanos();
    }

    boolean within(Duration staleWindow, long now) {
        return now - storedAtNanos < freshness.ttl().plus(staleWindow).toNanos();
    }

    int weight() {
        return body.length + tags.size() * TAG_BYTES + OVERHEAD_BYTES;
    }

    CachedResponse expired(long now) {
        Duration lived = Duration.ofNanos(Math.max(0, now - storedAtNanos));
        Duration ttl = lived.compareTo(freshness.ttl()) < 0 ? lived : freshness.ttl();
        return new CachedResponse(
                body,
                etag,
                complete,
                storedAtNanos,
                new Freshness(ttl, freshness.staleWhileRevalidate(), freshness.staleIfError()),
                tags);
    }
}
