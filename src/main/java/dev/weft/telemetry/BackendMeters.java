package dev.weft.telemetry;

import dev.weft.backend.client.ClientListener;
import dev.weft.kernel.Failure;
import dev.weft.resilience.Bulkhead;
import dev.weft.resilience.ResilienceListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and times what Weft asks of its backends and what its protections decide. */
public final class BackendMeters implements ClientListener, ResilienceListener {
    private static final Logger LOG = LoggerFactory.getLogger("weft.backends");

    private final MeterRegistry registry;
    private final Meters.Timers<Called> calls;
    private final Meters.Counters<String> exhausted;
    private final Meters.Counters<Labels> turnedAway;
    private final Meters.Counters<String> retries;
    private final Meters.Counters<String> retryBudget;
    private final Meters.Counters<String> coalesced;
    private final Meters.Counters<String> batches;
    private final Meters.Counters<String> batchedKeys;
    private final Meters.Counters<Labels> tokens;
    private final Map<String, String> breakers = new ConcurrentHashMap<>();

    private record Called(String backend, String operation, String outcome) {}

    private record Labels(String one, String two) {}

    public BackendMeters(MeterRegistry registry) {
        this.registry = registry;
        calls = new Meters.Timers<>(
                registry,
                "http.client.request.duration",
                "Time of one request to a backend, without waiting for a place",
                key -> Tags.of("backend", key.backend, "operation", key.operation, "status_class", key.outcome));
        exhausted = new Meters.Counters<>(
                registry,
                "weft.backend.deadline.exhausted",
                "Requests to a backend given up because their time was over",
                backend -> Tags.of("backend", backend));
        turnedAway = new Meters.Counters<>(
                registry,
                "weft.backend.turned.away",
                "Calls not sent, to protect a backend or us",
                key -> Tags.of("backend", key.one, "reason", key.two));
        retries = new Meters.Counters<>(registry, "weft.retry", "Retries sent", b -> Tags.of("backend", b));
        retryBudget = new Meters.Counters<>(
                registry, "weft.retry.budget.exhausted", "Retries not sent: budget spent", b -> Tags.of("backend", b));
        coalesced = new Meters.Counters<>(
                registry, "weft.coalesced.waiters", "Questions that shared another's answer", p -> Tags.of("part", p));
        batches = new Meters.Counters<>(registry, "weft.batches", "Batches sent", p -> Tags.of("part", p));
        batchedKeys = new Meters.Counters<>(registry, "weft.batched.keys", "Keys in batches", p -> Tags.of("part", p));
        tokens = new Meters.Counters<>(
                registry,
                "weft.client.token.fetches",
                "OAuth client tokens fetched",
                key -> Tags.of("backend", key.one, "result", key.two));
    }

    /** Publishes a bulkhead's state. */
    public void watch(String backend, Bulkhead<?, ?> bulkhead) {
        Tags tags = Tags.of("backend", backend);
        Gauge.builder("weft.concurrency.limit", bulkhead, Bulkhead::currentLimit)
                .tags(tags)
                .register(registry);
        Gauge.builder("weft.concurrency.inflight", bulkhead, Bulkhead::inFlight)
                .tags(tags)
                .register(registry);
        Gauge.builder("weft.concurrency.waiting", bulkhead, Bulkhead::waiting)
                .tags(tags)
                .register(registry);
        if (bulkhead.baseline().isPresent()) {
            Gauge.builder(
                            "weft.concurrency.min.rtt.seconds",
                            bulkhead,
                            it -> it.baseline().orElse(Duration.ZERO).toNanos() / 1e9)
                    .tags(tags)
                    .register(registry);
        }
        // Vert.x's own names and meaning; its meters cost a twentieth of a fan-out, these nothing.
        Gauge.builder("vertx.http.client.active.requests", bulkhead, Bulkhead::inFlight)
                .tags(tags)
                .register(registry);
        Gauge.builder("vertx.http.client.queue.pending", bulkhead, Bulkhead::waiting)
                .tags(tags)
                .register(registry);
        Gauge.builder("weft.breaker.open", breakers, b -> "open".equals(b.get(backend)) ? 1 : 0)
                .tags(tags)
                .register(registry);
    }

    @Override
    public void answered(String backend, String operation, int status, long nanos) {
        calls.timer(new Called(backend, operation, status / 100 + "xx")).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void failed(String backend, String operation, Failure.Reason reason, long nanos) {
        calls.timer(new Called(backend, operation, reason.code())).record(nanos, TimeUnit.NANOSECONDS);
        if (reason == Failure.Reason.TIMEOUT) {
            exhausted.increment(backend);
        }
    }

    @Override
    public void tokenFetched(String backend, boolean ok) {
        tokens.increment(new Labels(backend, ok ? "ok" : "failed"));
    }

    @Override
    public void turnedAway(String backend, Failure.Reason reason) {
        turnedAway.increment(new Labels(backend, reason.code()));
    }

    @Override
    public void retried(String backend) {
        retries.increment(backend);
    }

    @Override
    public void retryBudgetExhausted(String backend) {
        retryBudget.increment(backend);
    }

    @Override
    public void breakerChanged(String backend, String state) {
        breakers.put(backend, state);
        LOG.warn("breaker of {} is {}", backend, state);
    }

    @Override
    public void coalesced(String lookup) {
        coalesced.increment(lookup);
    }

    @Override
    public void batched(String lookup, int questions, int keys) {
        batches.increment(lookup);
        batchedKeys.counter(lookup).increment(keys);
    }
}
