package dev.weft.resilience;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.kernel.Ticker;
import java.time.Duration;

/**
 * One token bucket per key, for as many keys as fit. A key that has been idle long enough to be full again is forgotten, which changes
 * nothing for it. Safe from any thread; a decision is one look-up and one compare-and-set.
 */
public final class KeyedLimiter {
    private final String policy;
    private final Rate rate;
    private final Ticker ticker;
    private final Cache<String, Gcra> buckets;

    public KeyedLimiter(String policy, Rate rate, int maxKeys, Ticker ticker) {
        this.policy = policy;
        this.rate = rate;
        this.ticker = ticker;
        Duration untilFull = Duration.ofNanos(Math.max(1_000_000_000L, rate.intervalNanos() * rate.burst()));
        this.buckets = Caffeine.newBuilder()
                .maximumSize(maxKeys)
                .expireAfterAccess(untilFull)
                .ticker(ticker::nanos)
                .executor(Runnable::run)
                .build();
    }

    /**
     * Whether a request may pass.
     *
     * @param allowed false to refuse it
     * @param remaining how many more may follow at once
     * @param resetSeconds until one more is possible when refused, until all are when allowed; rounded up
     */
    public record Decision(boolean allowed, long remaining, long resetSeconds) {}

    /** The policy's name, for RateLimit fields and metrics. */
    public String policy() {
        return policy;
    }

    public Rate rate() {
        return rate;
    }

    public Decision take(String key) {
        Gcra bucket = buckets.getIfPresent(key);
        if (bucket == null) {
            bucket = buckets.get(key, k -> new Gcra(ticker.nanos()));
        }
        long room = bucket.take(rate, ticker.nanos());
        if (room < 0) {
            return new Decision(false, 0, ceilSeconds(-room));
        }
        long used = rate.intervalNanos() * rate.burst() - room;
        return new Decision(true, room / rate.intervalNanos(), ceilSeconds(used));
    }

    private static long ceilSeconds(long nanos) {
        return (nanos + 999_999_999L) / 1_000_000_000L;
    }
}
