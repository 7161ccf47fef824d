package dev.weft.resilience;

import dev.weft.kernel.Aged;
import dev.weft.kernel.Deadline;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.Market;
import dev.weft.kernel.PartlyFailed;
import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets equal questions that are under way at the same time share one answer.
 *
 * <p>Equal means the same key in the same market; a personal key carries its shopper, so nothing is shared across audiences. The shared
 * call lives until the last interested caller's deadline, at most {@code cap}; each caller still leaves at its own. The answer may hold
 * more keys than asked for. A caller whose keys are spread over several calls, some of which fail, gets {@link PartlyFailed}. Safe from any thread; the future completes on the loop of whoever asked first.
 */
public final class Coalescer<K, V> implements Lookup<K, V> {
    private final String name;
    private final Duration cap;
    private final ResilienceListener listener;
    private final Lookup<K, V> next;
    private final ConcurrentHashMap<Slot<K>, Flight<K, V>> flights = new ConcurrentHashMap<>();

    public Coalescer(String name, Duration cap, ResilienceListener listener, Lookup<K, V> next) {
        this.name = name;
        this.cap = cap;
        this.listener = listener;
        this.next = next;
    }

    @Override
    public Future<Map<K, Aged<V>>> fetch(Set<K> keys, Market market, RequestContext context) {
        Flight<K, V> own = new Flight<>(context.deadline().shared(cap), Promise.promise());
        Set<K> mine = new LinkedHashSet<>(keys.size() * 2);
        Set<Flight<K, V>> joined = new HashSet<>();
        for (K key : keys) {
            Flight<K, V> other = flights.putIfAbsent(new Slot<>(key, market), own);
            if (other == null) {
                mine.add(key);
            } else if (other != own && joined.add(other)) {
                other.deadline.join(context.deadline());
                listener.coalesced(name);
            }
        }
        if (!mine.isEmpty()) {
            depart(own, mine, market, context);
        }
        if (joined.isEmpty()) {
            return own.answer.future();
        }
        if (mine.isEmpty() && joined.size() == 1) {
            return joined.iterator().next().answer.future();
        }
        return together(mine.isEmpty() ? null : own, joined);
    }

    private void depart(Flight<K, V> own, Set<K> mine, Market market, RequestContext context) {
        next.fetchOrFail(mine, market, context.withDeadline(own.deadline)).onComplete(outcome -> {
            for (K key : mine) {
                flights.remove(new Slot<>(key, market), own);
            }
            own.answer.handle(outcome);
        });
    }

    private Future<Map<K, Aged<V>>> together(@Nullable Flight<K, V> own, Set<Flight<K, V>> joined) {
        List<Future<Map<K, Aged<V>>>> answers = new ArrayList<>(joined.size() + 1);
        joined.forEach(flight -> answers.add(flight.answer.future()));
        if (own != null) {
            answers.add(own.answer.future());
        }
        return Future.join(answers).transform(all -> merge(answers));
    }

    /** What one call found is not lost because another failed. */
    private static <K, V> Future<Map<K, Aged<V>>> merge(List<Future<Map<K, Aged<V>>>> answers) {
        Map<K, Aged<V>> found = new HashMap<>();
        Throwable failed = null;
        for (Future<Map<K, Aged<V>>> answer : answers) {
            if (answer.succeeded()) {
                found.putAll(answer.result());
            } else {
                failed = answer.cause();
            }
        }
        if (failed == null) {
            return Future.succeededFuture(found);
        }
        return Future.failedFuture(found.isEmpty() ? failed : new PartlyFailed(found, Failure.from(failed, "weft")));
    }

    private record Slot<K>(K key, Market market) {}

    private record Flight<K, V>(Deadline.Shared deadline, Promise<Map<K, Aged<V>>> answer) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
