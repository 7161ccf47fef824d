package dev.weft.cache;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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
 * @param head what stands above the body; {@link Head#NONE} where whoever serves it knows
 */
@SuppressWarnings("ArrayRecordComponent")
public record CachedResponse(
        byte[] body,
        String etag,
        boolean complete,
        long storedAtNanos,
        Freshness freshness,
        Set<String> tags,
        Head head) {
    private static final int OVERHEAD_BYTES = 400;
    private static final int FIELD_BYTES = 120; // two strings and their entry
    private static final int TAG_BYTES = 100; // a short string and its place in a set

    public CachedResponse {
        tags = Set.copyOf(tags);
    }

    /** An answer whose head whoever serves it knows. */
    public CachedResponse(
            byte[] body, String etag, boolean complete, long storedAtNanos, Freshness freshness, Set<String> tags) {
        this(body, etag, complete, storedAtNanos, freshness, tags, Head.NONE);
    }

    /**
     * Status and fields of somebody else's answer.
     *
     * @param fields in their order
     */
    public record Head(int status, String reason, List<Map.Entry<String, String>> fields) {
        public static final Head NONE = new Head(200, "OK", List.of());

        public Head {
            fields = List.copyOf(fields);
        }

        int weight() {
            int weight = 0;
            for (Map.Entry<String, String> field : fields) {
                weight += field.getKey().length() + field.getValue().length() + FIELD_BYTES;
            }
            return weight;
        }
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
        return body.length + tags.size() * TAG_BYTES + head.weight() + OVERHEAD_BYTES;
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
                tags,
                head);
    }
}
