package dev.weft.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Deadline;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.Market;
import dev.weft.kernel.PartlyFailed;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Remembers one backend's answers, key by key, so that a batch asks only for what is not known.
 *
 * <p>Fresh values are served at once. Within stale-while-revalidate a value is served and one background question renews it. Within
 * stale-if-error a value is served when the source fails with anything but a refusal; while one is at hand, the source is asked to be done a
 * little before the caller's deadline, or nobody would be there to take it. Keys the source does not know are remembered for a
 * few seconds only. Never wrap a personal or a money-deciding port in this. Safe from any thread; values are shared and must be immutable.
 */
public final class PartCache<K, V> implements Lookup<K, V>, Invalidation.Target {
    private static final Duration UNKNOWN_TTL = Duration.ofSeconds(5);
    private static final Duration REFRESH_BUDGET = Duration.ofSeconds(5);
    private static final int OVERHEAD_BYTES = 160;

    /** Enough for a failure to come back through the layers below, whose timers count whole milliseconds. */
    private static final Duration RESCUE_RESERVE = Duration.ofMillis(10);

    private final String layer;
    private final String part;
    private final Freshness freshness;
    private final Ticker ticker;
    private final CacheListener listener;
    private final Lookup<K, V> next;
    private final Cache<Slot<K>, Held<V>> held;
    private final RecentInvalidations invalidated;
    private final Set<Slot<K>> renewing = ConcurrentHashMap.newKeySet();

    public PartCache(
            String layer,
            String part,
            Freshness freshness,
            long maxBytes,
            ToIntFunction<V> weigher,
            Ticker ticker,
            CacheListener listener,
            Lookup<K, V> next) {
        this.layer = layer;
        this.part = part;
        this.freshness = freshness;
        this.ticker = ticker;
        this.listener = listener;
        this.next = next;
        this.invalidated = new RecentInvalidations(ticker);
        this.held = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((Slot<K> slot, Held<V> value) ->
                        OVERHEAD_BYTES + (value.value == null ? 0 : weigher.applyAsInt(value.value)))
                .ticker(ticker::nanos)
                .expireAfterWrite(freshness.keep())
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Future<Map<K, Aged<V>>> fetch(Set<K> keys, Market market, RequestContext context) {
        Map<K, Aged<V>> answer = new HashMap<>(keys.size() * 2);
        Set<K> absent = new LinkedHashSet<>();
        Set<K> old = new LinkedHashSet<>();
        long now = ticker.nanos();
        for (K key : keys) {
            Held<V> value = held.getIfPresent(new Slot<>(key, market));
            if (value == null || value.deadAt(now)) {
                absent.add(key);
            } else if (value.freshAt(now)) {
                value.into(answer, key, false);
                listener.answered(layer, CacheListener.Outcome.HIT);
            } else if (value.revalidatableAt(now, freshness)) {
                value.into(answer, key, true);
                old.add(key);
                listener.answered(layer, CacheListener.Outcome.STALE);
            } else {
                absent.add(key);
            }
        }
        if (!old.isEmpty()) {
            renew(old, market, context);
        }
        if (absent.isEmpty()) {
            return Future.succeededFuture(answer);
        }
        absent.forEach(key -> listener.answered(layer, CacheListener.Outcome.MISS));
        return ask(absent, market, rescuable(absent, market, now) ? soonEnough(context) : context)
                .map(found -> {
                    take(found, absent, answer);
                    return answer;
                })
                .recover(cause -> rescue(cause, answer, absent, market));
    }

    private boolean rescuable(Set<K> keys, Market market, long now) {
        for (K key : keys) {
            Held<V> value = held.getIfPresent(new Slot<>(key, market));
            if (value != null && value.rescuableAt(now, freshness)) {
                return true;
            }
        }
        return false;
    }

    private static RequestContext soonEnough(RequestContext context) {
        return context.withDeadline(context.deadline().minus(RESCUE_RESERVE));
    }

    /** Moves what was asked for; a shared answer may hold more. */
    private static <K, V> void take(Map<K, Aged<V>> found, Set<K> keys, Map<K, Aged<V>> answer) {
        for (K key : keys) {
            Aged<V> value = found.get(key);
            if (value != null) {
                answer.put(key, value);
            }
        }
    }

    private Future<Map<K, Aged<V>>> ask(Set<K> keys, Market market, RequestContext context) {
        long asked = invalidated.position();
        return next.fetchOrFail(keys, market, context).onComplete(outcome -> {
            if (outcome.succeeded()) {
                keys.forEach(key -> keep(key, market, outcome.result().get(key), asked));
            } else if (outcome.cause() instanceof PartlyFailed partly) {
                Map<K, Aged<V>> found = found(partly);
                keys.stream().filter(found::containsKey).forEach(key -> keep(key, market, found.get(key), asked));
            }
        });
    }

    private void keep(K key, Market market, @Nullable Aged<V> value, long asked) {
        long now = ticker.nanos();
        Slot<K> slot = new Slot<>(key, market);
        Held<V> kept = value == null
                ? new Held<>(null, now, now + UNKNOWN_TTL.toNanos())
                : new Held<>(
                        value.value(),
                        value.atNanos(),
                        value.atNanos() + freshness.ttl().toNanos());
        held.put(slot, kept);
        if (invalidated.since(asked, selection -> names(selection, slot))) {
            held.asMap().remove(slot, kept);
        }
    }

    @SuppressWarnings("unchecked") // a Lookup's partial answer has the type of the whole one
    private Map<K, Aged<V>> found(PartlyFailed partly) {
        return (Map<K, Aged<V>>) partly.found();
    }

    private void renew(Set<K> keys, Market market, RequestContext context) {
        Set<K> mine = new LinkedHashSet<>();
        for (K key : keys) {
            if (renewing.add(new Slot<>(key, market))) {
                mine.add(key);
            }
        }
        if (!mine.isEmpty()) {
            RequestContext unhurried = context.withDeadline(Deadline.after(REFRESH_BUDGET, ticker));
            ask(mine, market, unhurried)
                    .onComplete(outcome -> mine.forEach(key -> renewing.remove(new Slot<>(key, market))));
        }
    }

    /** The source failed: serve what may be served old, and say what is missing. */
    private Future<Map<K, Aged<V>>> rescue(Throwable cause, Map<K, Aged<V>> answer, Set<K> absent, Market market) {
        Failure failure = Failure.from(cause, layer);
        long now = ticker.nanos();
        boolean gap = false;
        if (cause instanceof PartlyFailed partly) {
            take(found(partly), absent, answer);
        }
        for (K key : absent) {
            if (answer.containsKey(key)) {
                continue;
            }
            Held<V> value = held.getIfPresent(new Slot<>(key, market));
            if (value != null && failure.retryable() && value.rescuableAt(now, freshness)) {
                value.into(answer, key, true);
                listener.answered(layer, CacheListener.Outcome.STALE);
            } else {
                gap = true;
            }
        }
        if (!gap) {
            return Future.succeededFuture(answer);
        }
        return Future.failedFuture(answer.isEmpty() ? cause : new PartlyFailed(answer, failure));
    }

    @Override
    public int invalidate(Invalidation.Selection selection, boolean soft) {
        invalidated.note(selection);
        int hit = 0;
        for (Map.Entry<Slot<K>, Held<V>> entry : held.asMap().entrySet()) {
            Slot<K> slot = entry.getKey();
            if (names(selection, slot)) {
                hit++;
                Held<V> value = entry.getValue();
                if (soft && value.value != null) {
                    held.asMap().replace(slot, value, value.expired(ticker.nanos()));
                } else {
                    held.invalidate(slot);
                }
            }
        }
        return hit;
    }

    private boolean names(Invalidation.Selection selection, Slot<K> slot) {
        return selection.matches(part, slot.market.site(), String.valueOf(slot.key));
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

    @Override
    public String name() {
        return layer;
    }

    private record Slot<K>(K key, Market market) {}

    /** A value, or the knowledge that there is none ({@code value == null}), fresh until {@code freshUntil}. */
    private record Held<V>(@Nullable V value, long atNanos, long freshUntil) {
        boolean freshAt(long now) {
            return freshUntil - now > 0;
        }

        /** Knowledge of absence is never served old. */
        boolean deadAt(long now) {
            return value == null && !freshAt(now);
        }

        boolean revalidatableAt(long now, Freshness freshness) {
            return value != null
                    && freshUntil + freshness.staleWhileRevalidate().toNanos() - now > 0;
        }

        boolean rescuableAt(long now, Freshness freshness) {
            return value != null && freshUntil + freshness.staleIfError().toNanos() - now > 0;
        }

        <K> void into(Map<K, Aged<V>> answer, K key, boolean stale) {
            if (value != null) {
                answer.put(key, new Aged<>(value, atNanos, stale));
            }
        }

        Held<V> expired(long now) {
            return freshAt(now) ? new Held<>(value, atNanos, now) : this;
        }
    }
}
