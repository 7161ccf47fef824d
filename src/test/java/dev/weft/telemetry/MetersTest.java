package dev.weft.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cache.CacheKey;
import dev.weft.cache.CacheListener;
import dev.weft.cache.CachedResponse;
import dev.weft.cache.Freshness;
import dev.weft.cache.Invalidation;
import dev.weft.cache.ResponseCache;
import dev.weft.fanout.Composite;
import dev.weft.http.EdgeListener;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Part;
import dev.weft.kernel.Timers;
import dev.weft.security.IssuerSettings;
import dev.weft.security.Pace;
import dev.weft.security.SecurityListener;
import dev.weft.security.TokenValidator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void keysThatWereNeverFetchedGrowOld() {
        AtomicLong nanos = new AtomicLong();
        Timers timers = (delay, action) -> () -> {};
        TokenValidator dark = TokenValidator.create(
                List.of(IssuerSettings.slas(
                        "slas", "iss", "aud", Set.of("WeftEU"), URI.create("https://login.example.test/jwks"))),
                issuer -> () -> Future.failedFuture("dark"),
                new Pace(Clock.systemUTC(), nanos::get, timers),
                SecurityListener.NONE);
        new StateMeters(registry).watch(dark, "slas", nanos::get);
        dark.start();
        nanos.addAndGet(Duration.ofMinutes(15).toNanos());
        assertThat(registry.get("weft.jwks.age.seconds").gauge().value()).isEqualTo(900);
    }

    @Test
    void inventedMethodsMakeNoNewSeries() {
        EdgeMeters meters = new EdgeMeters(registry);
        for (int i = 0; i < 1_000; i++) {
            meters.answered(answered("unmatched", "M" + i, 404, Optional.empty()));
        }
        meters.answered(answered("unmatched", "DELETE", 404, Optional.empty()));
        assertThat(registry.find("http.server.request.duration").timers()).hasSize(2);
        assertThat(registry.get("http.server.request.duration")
                        .tag("method", "other")
                        .timer()
                        .count())
                .isEqualTo(1_000);
    }

    @Test
    void overheadIsTheTimeNoBackendWasWaitedFor() {
        Composite composite = new Composite(List.of(
                new Composite.Entry("price", false, new Part.Present<>("x", "erp", Optional.empty()), 7_000_000),
                new Composite.Entry("stock", false, missing(), 30_000_000)));
        new EdgeMeters(registry).answered(answered("/v1/products/{sku}", "GET", 200, Optional.of(composite)));
        assertThat(registry.get("weft.overhead").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(10);
    }

    @Test
    void cachesOfTheSameLayerAreAddedUp() {
        Invalidation caches = new Invalidation();
        for (int i = 0; i < 2; i++) {
            ResponseCache cache = caches.register(new ResponseCache(10_000, () -> 0, CacheListener.NONE));
            cache.get(
                    CacheKey.of(List.of("k")),
                    false,
                    () -> Future.succeededFuture(new CachedResponse(
                            new byte[10], "\"e\"", true, 0, Freshness.of(Duration.ofSeconds(1)), Set.of())));
        }
        new StateMeters(registry).watch(caches);
        assertThat(registry.get("weft.cache.entries")
                        .tag("layer", "response")
                        .gauge()
                        .value())
                .isEqualTo(2);
    }

    @Test
    void aTimeoutOfABackendCountsAsItsDeadlineExhausted() {
        BackendMeters meters = new BackendMeters(registry);
        meters.failed("erp", "stock", Failure.Reason.TIMEOUT, 5);
        meters.failed("erp", "stock", Failure.Reason.RESET, 5);
        meters.answered("erp", "stock", 204, 5);
        assertThat(registry.get("weft.backend.deadline.exhausted").counter().count())
                .isEqualTo(1);
        assertThat(registry.find("http.client.request.duration").timers())
                .extracting(timer -> timer.getId().getTag("status_class"))
                .containsExactlyInAnyOrder("timeout", "reset", "2xx");
    }

    private static Part<String> missing() {
        return new Part.Missing<>("erp", Failure.of(Failure.Reason.TIMEOUT, "erp", "late"));
    }

    private static EdgeListener.Answered answered(
            String route, String method, int status, Optional<Composite> composite) {
        return new EdgeListener.Answered(
                route, method, status, 40_000_000, "request", "trace", "", "client", composite);
    }
}
