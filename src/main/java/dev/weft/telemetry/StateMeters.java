package dev.weft.telemetry;

import dev.weft.cache.CacheListener;
import dev.weft.cache.Invalidation;
import dev.weft.http.door.Door;
import dev.weft.http.door.Places;
import dev.weft.kernel.Ticker;
import dev.weft.security.SecurityListener;
import dev.weft.security.TokenRejected;
import dev.weft.security.TokenValidator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts how caches and token checks went, and publishes how full and how old they are. */
public final class StateMeters implements CacheListener, SecurityListener {
    private static final Logger LOG = LoggerFactory.getLogger("weft.security");

    private final MeterRegistry registry;
    private final Meters.Counters<Asked> asked;
    private final Meters.Counters<String> tokens;
    private final Meters.Counters<Refreshed> refreshes;

    private final Map<String, Counter[]> layers = new ConcurrentHashMap<>();

    private record Asked(String layer, Outcome outcome) {}

    private record Refreshed(String issuer, Refresh result) {}

    public StateMeters(MeterRegistry registry) {
        this.registry = registry;
        asked = new Meters.Counters<>(
                registry,
                "weft.cache.requests",
                "Questions to a cache",
                key -> Tags.of("layer", key.layer, "outcome", key.outcome.code()));
        tokens =
                new Meters.Counters<>(registry, "weft.tokens", "Tokens judged", outcome -> Tags.of("outcome", outcome));
        refreshes = new Meters.Counters<>(
                registry,
                "weft.jwks.refresh",
                "Key sets fetched",
                key -> Tags.of("issuer", key.issuer, "result", key.result.code()));
    }

    /** Publishes the caches' sizes, one sum per layer: several backends have a cache for the same part. */
    public void watch(Invalidation caches) {
        Map<String, List<Invalidation.Target>> layers =
                caches.targets().stream().collect(Collectors.groupingBy(Invalidation.Target::name));
        layers.forEach((layer, targets) -> {
            gauge("weft.cache.entries", layer, targets, Invalidation.Target::entries);
            gauge("weft.cache.bytes", layer, targets, Invalidation.Target::bytes);
        });
    }

    private void gauge(
            String name, String layer, List<Invalidation.Target> targets, ToLongFunction<Invalidation.Target> size) {
        Gauge.builder(name, targets, all -> all.stream().mapToLong(size).sum())
                .tags(Tags.of("layer", layer))
                .strongReference(true)
                .register(registry);
    }

    /** Publishes how each event loop fares, and how many requests it may have under way. */
    public void watch(Door door, int loops) {
        for (int i = 0; i < loops; i++) {
            int loop = i;
            Tags tags = Tags.of("loop", Integer.toString(i));
            Gauge.builder(
                            "weft.event.loop.lag.seconds",
                            door,
                            it -> fare(it, loop).lag().toNanos() / 1e9)
                    .tags(tags)
                    .register(registry);
            Gauge.builder("weft.door.limit", door, it -> fare(it, loop).limit())
                    .tags(tags)
                    .register(registry);
            Gauge.builder("weft.door.peak", door, it -> fare(it, loop).peak())
                    .tags(tags)
                    .register(registry);
        }
    }

    private static Places.Fare fare(Door door, int loop) {
        List<Places.Fare> fares = door.fares();
        return loop < fares.size() ? fares.get(loop) : Places.Fare.NONE;
    }

    /** Publishes the age of an issuer's keys, in seconds; for keys that were never fetched, how long they have been missing. */
    public void watch(TokenValidator validator, String issuer, Ticker ticker) {
        long start = ticker.nanos();
        Gauge.builder(
                        "weft.jwks.age.seconds",
                        validator,
                        it -> it.keyAges()
                                .getOrDefault(issuer, Duration.ofNanos(ticker.nanos() - start))
                                .toSeconds())
                .tags(Tags.of("issuer", issuer))
                .register(registry);
    }

    @Override
    public void answered(String layer, Outcome outcome) {
        Counter[] outcomes = layers.get(layer);
        if (outcomes == null) {
            outcomes = layers.computeIfAbsent(
                    layer,
                    name -> Arrays.stream(Outcome.values())
                            .map(each -> asked.counter(new Asked(name, each)))
                            .toArray(Counter[]::new));
        }
        outcomes[outcome.ordinal()].increment();
    }

    @Override
    public void tokenVerified(String issuer) {
        tokens.increment("verified");
    }

    @Override
    public void tokenKnown(String issuer) {
        tokens.increment("known");
    }

    @Override
    public void tokenRejected(TokenRejected.Reason reason) {
        tokens.increment(reason.code());
    }

    @Override
    public void keysRefreshed(String issuer, Refresh result, int keys) {
        refreshes.increment(new Refreshed(issuer, result));
        if (result == Refresh.OK) {
            LOG.debug("keys of issuer {}: {} usable", issuer, keys);
        } else {
            LOG.warn("keys of issuer {} could not be refreshed: {}; {} known keys go on", issuer, result.code(), keys);
        }
    }
}
