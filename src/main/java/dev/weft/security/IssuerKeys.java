package dev.weft.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import dev.weft.security.SecurityListener.Refresh;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The keys one issuer signs with, held by ourselves. Readers see one immutable snapshot behind one volatile reference; a fetched set replaces it as
 * a whole, so a key gone from the set is gone here. Safe from any thread.
 *
 * <p>When it fetches: at start; when the set is nine tenths of {@code refresh} old, so that a withdrawn key is out before
 * {@code refresh} has passed; and when a token names a key we do not hold, if the last fetch, whatever caused it, is
 * {@code unknownKidRefresh} ago. One fetch runs at a time and everyone who needs it waits for that one, up to its timeout. A key id that
 * a fetched set did not have is remembered (bounded, for two such intervals) and causes no more fetches. While the issuer does not answer,
 * the last good set serves until it is {@code maxStale} old; a fetch that brought none tells nothing of the ids that it was made for, so that
 * a new key is not taken for one that does not exist.
 */
final class IssuerKeys {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final int MAX_ABSENT = 1024;
    private static final int MAX_WAITING = 1024;
    private static final Future<Void> NOTHING_TO_WAIT_FOR = Future.succeededFuture();

    /** What was fetched, and when; {@code fetched} is false before the first good answer. */
    private record Snapshot(Map<String, SigningKey> keys, long atNanos, boolean fetched) {}

    /** A fetch under way. */
    private static final class Running {
        /** Whether it brought a set. */
        private final Promise<Boolean> done = Promise.promise();

        private final AtomicInteger waiting = new AtomicInteger();
        private final AtomicBoolean ended = new AtomicBoolean();
    }

    private final String issuer;
    private final IssuerSettings.Keys settings;
    private final KeySource source;
    private final KeySet reader;
    private final Ticker ticker;
    private final Timers timers;
    private final SecurityListener listener;
    private final AtomicReference<@Nullable Running> running = new AtomicReference<>();
    private final Cache<String, Long> absent = Caffeine.newBuilder()
            .maximumSize(MAX_ABSENT)
            .executor(Runnable::run)
            .build();
    private volatile Snapshot current;
    private volatile long attemptNanos;
    private volatile int attempts;
    private volatile boolean failing;
    private volatile boolean closed;
    private volatile Timers.Timer next = () -> {};

    IssuerKeys(IssuerSettings issuer, KeySource source, Signatures signatures, Pace pace, SecurityListener listener) {
        this.issuer = issuer.name();
        this.settings = issuer.keys().orElseThrow();
        this.source = source;
        this.reader = new KeySet(settings.algorithms(), signatures);
        this.ticker = pace.ticker();
        this.timers = pace.timers();
        this.listener = listener;
        this.current = new Snapshot(Map.of(), ticker.nanos(), false);
        this.attemptNanos = ticker.nanos() - settings.unknownKidRefresh().toNanos();
    }

    /** Fetches for the first time and from then on by itself. Completes when the first fetch has ended, well or not. */
    Future<Void> start() {
        Future<Void> first = refresh();
        scheduleNext();
        return first;
    }

    void close() {
        closed = true;
        next.cancel();
    }

    Optional<SigningKey> find(String keyId) {
        Snapshot now = current;
        return Optional.ofNullable(tooOld(now) ? null : now.keys().get(keyId));
    }

    /** True while {@code key} still is one of the issuer's. */
    boolean holds(SigningKey key) {
        Snapshot now = current;
        return now.keys().get(key.id()) == key && !tooOld(now);
    }

    /** True where tokens can be judged: keys were fetched and are not older than allowed. */
    boolean ready() {
        return !tooOld(current);
    }

    /** True where an id that is not among the keys is none of the issuer's: they are good, and the last fetch brought them. */
    boolean knowsAll() {
        return ready() && !failing;
    }

    /** How old the keys are; empty before the first were fetched. */
    Optional<Duration> age() {
        Snapshot now = current;
        return now.fetched() ? Optional.of(Duration.ofNanos(ticker.nanos() - now.atNanos())) : Optional.empty();
    }

    /** Completes, on the caller's context, once it is worth looking for {@code keyId} again; at once where no fetch is due for it. */
    Future<Void> seek(String keyId) {
        Running already = running.get();
        if (already == null && (recentlyAbsent(keyId) || !due())) {
            return NOTHING_TO_WAIT_FOR;
        }
        Running fetch = already == null ? begin() : already;
        if (fetch == null || fetch.waiting.incrementAndGet() > MAX_WAITING) {
            return NOTHING_TO_WAIT_FOR;
        }
        return onCallersContext(fetch.done.future())
                .onSuccess(brought -> rememberIfAbsent(keyId, brought))
                .mapEmpty();
    }

    private void rememberIfAbsent(String keyId, boolean brought) {
        if (brought && find(keyId).isEmpty()) {
            absent.put(keyId, ticker.nanos());
        }
    }

    private boolean recentlyAbsent(String keyId) {
        Long since = absent.getIfPresent(keyId);
        return since != null
                && ticker.nanos() - since < 2 * settings.unknownKidRefresh().toNanos();
    }

    private boolean due() {
        return ticker.nanos() - attemptNanos >= gapNanos();
    }

    private long gapNanos() {
        Duration gap = settings.unknownKidRefresh();
        boolean soon = !current.fetched() && attempts < 2 && gap.compareTo(FIRST_RETRY) > 0;
        return (soon ? FIRST_RETRY : gap).toNanos();
    }

    private Future<Void> refresh() {
        Running fetch = begin();
        return fetch == null ? NOTHING_TO_WAIT_FOR : fetch.done.future().mapEmpty();
    }

    /**
     * Starts a fetch, or finds the one that another thread has just started; null where another has just ended. Taking the slot before
     * looking at the time makes sure that whoever sees an empty slot and a fresh time sees the fetched set as well.
     */
    private @Nullable Running begin() {
        Running mine = new Running();
        Running other = running.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        if (!due()) {
            running.set(null);
            mine.done.complete(false);
            return null;
        }
        attemptNanos = ticker.nanos();
        attempts = Math.min(2, attempts + 1);
        Timers.Timer timeout = timers.after(settings.timeout(), () -> end(mine, Refresh.TIMEOUT));
        NOTHING_TO_WAIT_FOR.compose(v -> source.fetch()).onComplete(answer -> {
            timeout.cancel();
            if (answer.failed()) {
                end(mine, Refresh.FAILED);
            } else if (!mine.ended.get()) {
                end(mine, take(answer.result()) ? Refresh.OK : Refresh.BAD_SET);
            }
        });
        return mine;
    }

    private void end(Running fetch, Refresh result) {
        if (fetch.ended.compareAndSet(false, true)) {
            attemptNanos =
                    ticker.nanos(); // the pace is what the issuer sees: a request that was long on its way counts
            // from its end
            failing = result != Refresh.OK;
            running.set(null);
            listener.keysRefreshed(issuer, result, current.keys().size());
            fetch.done.complete(result == Refresh.OK);
        }
    }

    private boolean take(byte[] answer) {
        Optional<Map<String, SigningKey>> fresh = reader.read(answer);
        fresh.ifPresent(keys -> current = new Snapshot(keepUnchanged(keys), ticker.nanos(), true));
        return fresh.isPresent();
    }

    /** A key that is still there stays the same object, so that tokens verified with it stay known. */
    private Map<String, SigningKey> keepUnchanged(Map<String, SigningKey> fresh) {
        Map<String, SigningKey> before = current.keys();
        Map<String, SigningKey> kept = new HashMap<>(fresh);
        kept.replaceAll((id, key) -> key.equals(before.get(id)) ? before.get(id) : key);
        return Map.copyOf(kept);
    }

    private void scheduleNext() {
        long now = ticker.nanos();
        long renewal = settings.refresh().toNanos() / 10 * 9;
        Snapshot held = current;
        long wait = Math.max(held.fetched() ? renewal - (now - held.atNanos()) : 0, gapNanos() - (now - attemptNanos));
        if (!closed) {
            next = timers.after(Duration.ofNanos(Math.max(wait, 1_000_000)), this::renew);
        }
    }

    private void renew() {
        Snapshot held = current;
        long age = ticker.nanos() - held.atNanos();
        if (!held.fetched() || age >= settings.refresh().toNanos() / 10 * 9) {
            refresh().onComplete(ended -> scheduleNext());
        } else {
            scheduleNext();
        }
    }

    private boolean tooOld(Snapshot snapshot) {
        return !snapshot.fetched()
                || ticker.nanos() - snapshot.atNanos() > settings.maxStale().toNanos();
    }

    /** For a future that does not fail. */
    private static Future<Boolean> onCallersContext(Future<Boolean> future) {
        Context caller = Vertx.currentContext();
        if (caller == null) {
            return future;
        }
        Promise<Boolean> hop = Promise.promise();
        future.onSuccess(brought -> caller.runOnContext(v -> hop.complete(brought)));
        return hop.future();
    }
}
