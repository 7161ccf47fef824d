package dev.weft.inventory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import dev.weft.kernel.Ticker;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/**
 * Sees to it that there are positions to promise from, and that they are not too old: what was not read for a while is read from the ERP
 * and fed to the store before anything is promised. The cut-off of a level is the moment before its read began, by the store's clock, so that whatever was
 * handed to the ERP meanwhile is taken off again rather than sold twice. Many orders for the same SKU share one read.
 *
 * <p>Where the ERP cannot be asked, an older position will do, since what was promised from it is known exactly; where there is none and
 * nothing was ever read the future fails with the ERP's own failure. Safe from any thread; completes on any.
 */
public final class Availability {
    private static final int REMEMBERED = 200_000;
    /** What ran out may be back: it is asked for again this soon, as somebody wants it. */
    private static final Duration SHORT_AGE = Duration.ofSeconds(1);

    /** Port: the ERP's stock now. A SKU it has nothing of is absent, or zero. Fails with {@code Failed} where it cannot be asked. */
    @FunctionalInterface
    public interface StockReader {
        Future<Map<Sku, Map<String, Long>>> read(Set<Sku> skus, Market market, RequestContext context);
    }

    private record Key(String site, Sku sku) {}

    private final StockStore store;
    private final StockReader reader;
    private final Duration maxAge;
    private final ToLongFunction<String> safety;
    private final Ticker ticker;
    private final Cache<Key, Long> readAt =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Cache<Key, Boolean> ranOut =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Map<Key, Future<Void>> underWay = new ConcurrentHashMap<>();

    /**
     * Positions of {@code store} that {@code reader} renews.
     *
     * @param maxAge stock read longer ago is read again
     * @param safety units never to be sold, by place; everybody who feeds levels of a place must say the same
     */
    public Availability(
            StockStore store, StockReader reader, Duration maxAge, ToLongFunction<String> safety, Ticker ticker) {
        this.store = store;
        this.reader = reader;
        this.maxAge = maxAge;
        this.safety = safety;
        this.ticker = ticker;
    }

    /** Completes once all {@code skus} have positions to promise from, where there is or was anything of them. */
    public Future<Void> ensure(Collection<Sku> skus, Market market, RequestContext context) {
        Set<Sku> toRead = new TreeSet<>();
        List<Future<Void>> shared = new ArrayList<>();
        Promise<Void> mine = Promise.promise();
        for (Sku sku : new TreeSet<>(skus)) {
            Key key = new Key(market.site(), sku);
            if (fresh(key)) {
                continue;
            }
            Future<Void> other = underWay.putIfAbsent(key, mine.future());
            if (other == null) {
                toRead.add(sku);
            } else {
                shared.add(other);
            }
        }
        if (toRead.isEmpty() && shared.isEmpty()) {
            return Future.succeededFuture();
        }
        if (!toRead.isEmpty()) {
            refresh(toRead, market, context).onComplete(outcome -> {
                toRead.forEach(sku -> underWay.remove(new Key(market.site(), sku)));
                mine.handle(outcome);
            });
            shared.add(mine.future());
        }
        return Future.all(shared).mapEmpty();
    }

    /** The same for whom it is enough to wait until {@code enough}: from then on older positions will do, while the read goes on. */
    public Future<Void> ensure(Collection<Sku> skus, Market market, RequestContext context, Future<?> enough) {
        Future<Void> read = ensure(skus, market, context);
        if (read.isComplete()) {
            return read;
        }
        Promise<Void> first = Promise.promise();
        read.onComplete(outcome -> settle(first, outcome));
        enough.compose(v -> first.future().isComplete()
                        ? Future.succeededFuture(Map.<Sku, List<Position>>of())
                        : store.positions(skus))
                .onSuccess(old -> {
                    if (skus.stream().allMatch(sku -> known(old, sku, market))) {
                        first.tryComplete();
                    }
                });
        return first.future();
    }

    private static void settle(Promise<Void> first, AsyncResult<Void> outcome) {
        if (outcome.succeeded()) {
            first.tryComplete();
        } else {
            first.tryFail(outcome.cause());
        }
    }

    /** Somebody wanted more than there is: whoever wants it next is told by stock that is at most a second old. */
    public void ranOut(Collection<Sku> skus, Market market) {
        skus.forEach(sku -> ranOut.put(new Key(market.site(), sku), true));
    }

    private boolean fresh(Key key) {
        Long at = readAt.getIfPresent(key);
        if (at == null) {
            return false;
        }
        long age = ticker.nanos() - at;
        return age < maxAge.toNanos() && (age < SHORT_AGE.toNanos() || ranOut.getIfPresent(key) == null);
    }

    private Future<Void> refresh(Set<Sku> skus, Market market, RequestContext context) {
        long begun = ticker.nanos();
        return store.now()
                .compose(cutOff -> asked(skus, market, context).compose(stock -> store.feed(levels(stock, cutOff))))
                .onSuccess(fed -> skus.forEach(sku -> {
                    readAt.put(new Key(market.site(), sku), begun);
                    ranOut.invalidate(new Key(market.site(), sku));
                }))
                .recover(cause -> store.positions(skus)
                        .compose(old -> skus.stream().allMatch(sku -> known(old, sku, market))
                                ? Future.succeededFuture()
                                : Future.failedFuture(cause)));
    }

    /** What was read and has no position had no unit: nothing of it is promised. */
    private boolean known(Map<Sku, List<Position>> old, Sku sku, Market market) {
        return !old.getOrDefault(sku, List.of()).isEmpty() || readAt.getIfPresent(new Key(market.site(), sku)) != null;
    }

    private Future<Map<Sku, Map<String, Long>>> asked(Set<Sku> skus, Market market, RequestContext context) {
        try {
            return reader.read(skus, market, context);
        } catch (RuntimeException bug) {
            return Future.failedFuture(bug);
        }
    }

    private List<Level> levels(Map<Sku, Map<String, Long>> stock, Instant cutOff) {
        List<Level> levels = new ArrayList<>();
        stock.forEach((sku, places) -> places.forEach(
                (place, onHand) -> levels.add(new Level(sku, place, onHand, safety.applyAsLong(place), cutOff, true))));
        return levels;
    }
}
