package dev.weft.http;

import dev.weft.order.Claim;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The claims this process is working on, so that a second request with the same key is told so at once and does no work. A hint that
 * spares work, not what keeps an order single: that is the store's claim, which also holds across processes. Bounded; safe from any thread.
 */
final class InFlight {
    private static final int MOST = 20_000;

    /** What a claim that wants in is told. */
    enum Entry {
        TAKEN,
        RUNNING,
        OTHER_CONTENT,
        FULL
    }

    private final ConcurrentMap<String, String> running = new ConcurrentHashMap<>();

    Entry enter(Claim claim) {
        if (running.size() >= MOST) {
            return Entry.FULL;
        }
        String before = running.putIfAbsent(claim.scope(), claim.fingerprint());
        if (before == null) {
            return Entry.TAKEN;
        }
        return before.equals(claim.fingerprint()) ? Entry.RUNNING : Entry.OTHER_CONTENT;
    }

    /** Only by whoever was told {@link Entry#TAKEN}. */
    void leave(Claim claim) {
        running.remove(claim.scope());
    }
}
