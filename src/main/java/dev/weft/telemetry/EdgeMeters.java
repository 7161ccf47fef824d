package dev.weft.telemetry;

import dev.weft.fanout.Composite;
import dev.weft.http.EdgeListener;
import dev.weft.http.door.Priority;
import dev.weft.kernel.Part;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Counts and times what the storefront's port answers. */
public final class EdgeMeters implements EdgeListener {
    private final Meters.Timers<Served> requests;
    private final Meters.Timers<String> overhead;
    private final Meters.Counters<Degraded> degraded;
    private final Meters.Counters<Limited> limited;
    private final Meters.Counters<String> refused;
    private final Meters.Counters<Shed> shed;
    private final Meters.Counters<Pushed> pushed;
    private final Map<String, Counter[]> throttles = new ConcurrentHashMap<>();
    private final Map<String, OfRoute> routes = new ConcurrentHashMap<>();

    /** A route's meters, found by its name alone: the hot path must not hash a tuple. Two threads may fill a place, with the same meter. */
    private final class OfRoute {
        private final Map<String, AtomicReferenceArray<@Nullable Timer>> byMethod = new ConcurrentHashMap<>();
        private final String route;
        private final Timer overheadTimer;

        OfRoute(String route) {
            this.route = route;
            this.overheadTimer = overhead.timer(route);
        }

        Timer timer(String method, int statusClass) {
            AtomicReferenceArray<@Nullable Timer> classes = byMethod.get(method);
            if (classes == null) {
                classes = byMethod.computeIfAbsent(Methods.named(method), m -> new AtomicReferenceArray<>(6));
            }
            Timer timer = classes.get(statusClass);
            if (timer == null) {
                timer = requests.timer(new Served(route, Methods.named(method), statusClass));
                classes.set(statusClass, timer);
            }
            return timer;
        }
    }

    private record Served(String route, String method, int statusClass) {}

    private record Degraded(String endpoint, String part, String backend, String reason) {}

    private record Shed(Priority priority, String reason) {}

    private record Pushed(String backend, String kind, String outcome) {}

    private record Limited(String policy, boolean allowed) {}

    public EdgeMeters(MeterRegistry registry) {
        requests = new Meters.Timers<>(
                registry,
                "http.server.request.duration",
                "Time from a request's head to the end of its answer",
                key -> Tags.of("route", key.route, "method", key.method, "status_class", key.statusClass + "xx"));
        overhead = new Meters.Timers<>(
                registry,
                "weft.overhead",
                "Time of a composed request that was not spent waiting for any backend",
                route -> Tags.of("route", route));
        degraded = new Meters.Counters<>(
                registry,
                "weft.fanout.degraded",
                "Parts that were missing or had gaps",
                key -> Tags.of(
                        "endpoint", key.endpoint, "part", key.part, "backend", key.backend, "reason", key.reason));
        limited = new Meters.Counters<>(
                registry,
                "weft.ratelimit",
                "Decisions of the client throttle",
                key -> Tags.of("policy", key.policy, "decision", key.allowed ? "allowed" : "refused", "mode", "local"));
        shed = new Meters.Counters<>(
                registry,
                "weft.shed",
                "Requests turned away at the door",
                key -> Tags.of("priority", key.priority.label(), "reason", key.reason));
        pushed = new Meters.Counters<>(
                registry,
                "weft.hook",
                "Messages that back-office systems pushed",
                key -> Tags.of("backend", key.backend, "kind", key.kind, "outcome", key.outcome));
        refused = new Meters.Counters<>(
                registry,
                "weft.token.refused",
                "Requests refused for their token",
                reason -> Tags.of("reason", reason));
    }

    @Override
    public void answered(Answered request) {
        OfRoute meters = routes.get(request.route());
        if (meters == null) {
            meters = routes.computeIfAbsent(request.route(), OfRoute::new);
        }
        meters.timer(request.method(), Math.min(5, request.status() / 100))
                .record(request.nanos(), TimeUnit.NANOSECONDS);
        if (request.composite().isPresent()) {
            long waited = 0;
            for (Composite.Entry entry : request.composite().get().parts()) {
                waited = Math.max(waited, entry.nanos());
                countDegraded(request.route(), entry);
            }
            meters.overheadTimer.record(Math.max(0, request.nanos() - waited), TimeUnit.NANOSECONDS);
        }
    }

    /** A client may send any word as its method; only the usual ones may become a label. */
    private void countDegraded(String route, Composite.Entry entry) {
        if (entry.part() instanceof Part.Missing<?> missing) {
            degraded.increment(new Degraded(
                    route, entry.name(), missing.source(), missing.failure().code()));
        } else if (entry.part() instanceof Part.Present<?> present
                && present.gap().isPresent()) {
            degraded.increment(new Degraded(
                    route, entry.name(), present.source(), present.gap().get().code()));
        }
    }

    @Override
    public void refused(String requestId, String reason) {
        refused.increment(reason);
    }

    @Override
    public void shed(Priority priority, String reason) {
        shed.increment(new Shed(priority, reason));
    }

    @Override
    public void throttled(String policy, boolean allowed) {
        Counter[] decisions = throttles.get(policy);
        if (decisions == null) {
            decisions = throttles.computeIfAbsent(policy, p ->
                    new Counter[] {limited.counter(new Limited(p, false)), limited.counter(new Limited(p, true))});
        }
        decisions[allowed ? 1 : 0].increment();
    }

    @Override
    public void pushed(String backend, String kind, String outcome) {
        pushed.increment(new Pushed(backend, kind, outcome));
    }
}
