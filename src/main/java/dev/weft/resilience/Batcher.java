package dev.weft.resilience;

import dev.weft.kernel.Aged;
import dev.weft.kernel.Deadline;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Turns questions that arrive within a small window into one.
 *
 * <p>The first question of a market opens a batch and a timer; those that follow push themselves onto the batch (a compare-and-set on a
 * linked stack, no lock); the timer takes the whole stack and asks once per {@code size} keys. A question that alone fills a batch does
 * not wait. The batch lives until its most patient member's deadline, at most {@code cap}; it carries its first member's trace. A batch
 * the source refuses is asked again question by question, so that one odd key spoils nobody else's answer. Safe from any thread; the future completes on the loop that opened the batch.
 */
public final class Batcher<K, V> implements Lookup<K, V> {
    private final String name;
    private final ResilienceSettings.Batch settings;
    private final Duration cap;
    private final Timers timers;
    private final ResilienceListener listener;
    private final Lookup<K, V> next;
    private final ConcurrentHashMap<Market, AtomicReference<@Nullable Member<K, V>>> open = new ConcurrentHashMap<>();

    public Batcher(
            String name,
            ResilienceSettings.Batch settings,
            Duration cap,
            Timers timers,
            ResilienceListener listener,
            Lookup<K, V> next) {
        this.name = name;
        this.settings = settings;
        this.cap = cap;
        this.timers = timers;
        this.listener = listener;
        this.next = next;
    }

    @Override
    public Future<Map<K, Aged<V>>> fetch(Set<K> keys, Market market, RequestContext context) {
        if (keys.size() >= settings.size()) {
            return next.fetch(keys, market, context);
        }
        AtomicReference<@Nullable Member<K, V>> batch = open.computeIfAbsent(market, m -> new AtomicReference<>());
        Promise<Map<K, Aged<V>>> answer = Promise.promise();
        Member<K, V> previous;
        do {
            previous = batch.get();
        } while (!batch.compareAndSet(previous, new Member<>(keys, context, answer, previous)));
        if (previous == null) {
            timers.after(settings.window(), () -> depart(batch, market));
        }
        return answer.future();
    }

    private void depart(AtomicReference<@Nullable Member<K, V>> batch, Market market) {
        List<Member<K, V>> members = new ArrayList<>();
        for (Member<K, V> member = batch.getAndSet(null); member != null; member = member.previous) {
            members.add(member);
        }
        java.util.Collections.reverse(members);
        List<Member<K, V>> group = new ArrayList<>();
        Set<K> keys = new LinkedHashSet<>();
        for (Member<K, V> member : members) {
            if (!group.isEmpty() && keys.size() + member.keys.size() > settings.size()) {
                ask(group, keys, market);
                group = new ArrayList<>();
                keys = new LinkedHashSet<>();
            }
            group.add(member);
            keys.addAll(member.keys);
        }
        if (!group.isEmpty()) {
            ask(group, keys, market);
        }
    }

    private void ask(List<Member<K, V>> group, Set<K> keys, Market market) {
        RequestContext first = group.get(0).context;
        Deadline.Shared deadline = first.deadline().shared(cap);
        group.forEach(member -> deadline.join(member.context.deadline()));
        listener.batched(name, group.size(), keys.size());
        next.fetchOrFail(keys, market, first.withDeadline(deadline)).onComplete(outcome -> {
            if (group.size() > 1 && refused(outcome.cause())) {
                group.forEach(member -> ask(List.of(member), member.keys, market));
                return;
            }
            for (Member<K, V> member : group) {
                member.answer.handle(outcome);
            }
        });
    }

    private static boolean refused(@Nullable Throwable cause) {
        return cause instanceof Failed failed && failed.failure().reason() == Failure.Reason.REFUSED;
    }

    private record Member<K, V>(
            Set<K> keys,
            RequestContext context,
            Promise<Map<K, Aged<V>>> answer,
            @Nullable Member<K, V> previous) {}
}
