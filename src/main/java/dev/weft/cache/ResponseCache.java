package dev.weft.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Loops;
import dev.weft.kernel.Ticker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers whole rendered answers, so that a hit neither parses nor builds JSON.
 *
 * <p>A miss has one leader; whoever asks for the same key meanwhile waits for it. Within stale-while-revalidate the old answer is served
 * and one caller's question renews it; within stale-if-error it is served when rendering fails because a source does. A caller in a hurry
 * (one that shortened its own deadline) never leads and renews nothing: its incomplete answer must not become everybody's. Answers that
 * are not complete are kept for their own short time and never replace a complete one that may still be served. Safe from any thread;
 * the future completes on the caller's loop.
 */
public final class ResponseCache implements Invalidation.Target {
    private final String name;
    private final Ticker ticker;
    private final CacheListener listener;
    private final Cache<CacheKey, CachedResponse> held;
    private final ConcurrentHashMap<CacheKey, Promise<CachedResponse>> leaders = new ConcurrentHashMap<>();
    private final RecentInvalidations invalidated;

    public ResponseCache(long maxBytes, Ticker ticker, CacheListener listener) {
        this("response", maxBytes, ticker, listener);
    }

    /** One of several, with its name in metrics. */
    public ResponseCache(String name, long maxBytes, Ticker ticker, CacheListener listener) {
        this.name = name;
        this.ticker = ticker;
        this.listener = listener;
        this.invalidated = new RecentInvalidations(ticker);
        this.held = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((CacheKey key, CachedResponse response) ->
                        response.weight() + key.value().length())
                .ticker(ticker::nanos)
                .expireAfter(Expiry.<CacheKey, CachedResponse>writing(
                        (key, response) -> response.freshness().keep()))
                .executor(Runnable::run)
                .build();
    }

    /** A fresh answer, if there is one. Cheap: one look-up. */
    public Optional<CachedResponse> fresh(CacheKey key) {
        CachedResponse response = held.getIfPresent(key);
        if (response != null && response.freshAt(ticker.nanos())) {
            listener.answered(name(), CacheListener.Outcome.HIT);
            return Optional.of(response);
        }
        return Optional.empty();
    }

    /**
     * The answer for {@code key}, from memory or by {@code render}.
     *
     * @param hurried true for a caller that shortened its own deadline
     * @param render renders the answer
     */
    public Future<Served> get(CacheKey key, boolean hurried, Supplier<Future<CachedResponse>> render) {
        CachedResponse old = held.getIfPresent(key);
        long now = ticker.nanos();
        if (old != null && old.freshAt(now)) {
            listener.answered(name(), CacheListener.Outcome.HIT);
            return Future.succeededFuture(new Served(old, CacheListener.Outcome.HIT));
        }
        if (old != null && old.within(old.freshness().staleWhileRevalidate(), now)) {
            if (!hurried) {
                lead(key, render);
            }
            listener.answered(name(), CacheListener.Outcome.STALE);
            return Future.succeededFuture(new Served(old, CacheListener.Outcome.STALE));
        }
        Future<Served> served = hurried ? alone(key, render) : shared(key, render);
        return old == null ? served : served.recover(cause -> rescue(old, cause));
    }

    /** What may be served without asking while the source had better be spared: fresh, or no older than it might be if asking failed. */
    public Optional<Served> spared(CacheKey key) {
        CachedResponse old = held.getIfPresent(key);
        long now = ticker.nanos();
        if (old == null || !old.freshAt(now) && !old.within(old.freshness().staleIfError(), now)) {
            return Optional.empty();
        }
        CacheListener.Outcome outcome = old.freshAt(now) ? CacheListener.Outcome.HIT : CacheListener.Outcome.STALE;
        listener.answered(name, outcome);
        return Optional.of(new Served(old, outcome));
    }

    private Future<Served> alone(CacheKey key, Supplier<Future<CachedResponse>> render) {
        listener.answered(name(), CacheListener.Outcome.BYPASS);
        long asked = invalidated.position();
        return rendered(render).map(response -> {
            if (response.complete()) {
                store(key, response, asked);
            }
            return new Served(response, CacheListener.Outcome.BYPASS);
        });
    }

    private Future<Served> shared(CacheKey key, Supplier<Future<CachedResponse>> render) {
        Promise<CachedResponse> leader = leaders.get(key);
        if (leader == null) {
            leader = lead(key, render);
            if (leader != null) {
                listener.answered(name(), CacheListener.Outcome.MISS);
                return leader.future().map(response -> new Served(response, CacheListener.Outcome.MISS));
            }
            return shared(key, render);
        }
        listener.answered(name(), CacheListener.Outcome.COLLAPSED);
        return Loops.here(leader.future()).map(response -> new Served(response, CacheListener.Outcome.COLLAPSED));
    }

    /** Starts rendering, unless somebody else does already; then null. */
    private @Nullable Promise<CachedResponse> lead(CacheKey key, Supplier<Future<CachedResponse>> render) {
        Promise<CachedResponse> mine = Promise.promise();
        if (leaders.putIfAbsent(key, mine) != null) {
            return null;
        }
        long asked = invalidated.position();
        rendered(render).onComplete(outcome -> {
            if (outcome.succeeded()) {
                store(key, outcome.result(), asked);
            }
            leaders.remove(key, mine);
            mine.handle(outcome);
        });
        return mine;
    }

    /** Whoever throws instead of failing must not stay the leader for ever. */
    private static Future<CachedResponse> rendered(Supplier<Future<CachedResponse>> render) {
        try {
            return render.get();
        } catch (RuntimeException mistake) {
            return Future.failedFuture(mistake);
        }
    }

    private void store(CacheKey key, CachedResponse response, long asked) {
        if (response.freshness().none()) {
            return;
        }
        CachedResponse old = held.getIfPresent(key);
        if (old != null && old.complete() && !response.complete() && servable(old)) {
            return;
        }
        held.put(key, response);
        if (invalidated.since(asked, selection -> selection.matchesAny(response.tags()))) {
            held.asMap().remove(key, response);
        }
    }

    private boolean servable(CachedResponse old) {
        long now = ticker.nanos();
        return old.freshAt(now) || old.within(old.freshness().staleWhileRevalidate(), now);
    }

    private Future<Served> rescue(CachedResponse old, Throwable cause) {
        boolean sourceFailed = Failure.from(cause, "weft").retryable();
        if (sourceFailed && old.within(old.freshness().staleIfError(), ticker.nanos())) {
            listener.answered(name(), CacheListener.Outcome.STALE);
            return Future.succeededFuture(new Served(old, CacheListener.Outcome.STALE));
        }
        return Future.failedFuture(cause);
    }

    @Override
    public int invalidate(Invalidation.Selection selection, boolean soft) {
        invalidated.note(selection);
        int hit = 0;
        for (Map.Entry<CacheKey, CachedResponse> entry : held.asMap().entrySet()) {
            CachedResponse response = entry.getValue();
            if (selection.matchesAny(response.tags())) {
                hit++;
                if (soft) {
                    held.asMap().replace(entry.getKey(), response, response.expired(ticker.nanos()));
                } else {
                    held.invalidate(entry.getKey());
                }
            }
        }
        return hit;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long entries() {
        return held.estimatedSize();
    }

    @Override
    public long bytes() {
        return held.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }
}
