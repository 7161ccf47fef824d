package dev.weft.resilience;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How many calls a backend bears at once, learned from its answers.
 *
 * <p>Two of Netflix's limits side by side, of which the lower counts. Gradient2 compares the recent round trip with a long average and
 * shrinks as the quotient grows; but it ignores being told of overload, and takes a quick 503 for a quick answer. AIMD knows nothing of
 * latency: it grows by one while the limit is in use, and shrinks by a tenth with each overload signal. Safe from any thread.
 */
final class AdaptiveLimit {
    private static final double BACK_OFF = 0.9;

    private final Limit byLatency;
    private final Limit byOverload;

    private AdaptiveLimit(Limit byLatency, Limit byOverload) {
        this.byLatency = byLatency;
        this.byOverload = byOverload;
    }

    static AdaptiveLimit of(ResilienceSettings.Limit bounds) {
        if (!bounds.adaptive()) {
            Limit fixed = FixedLimit.of(bounds.max());
            return new AdaptiveLimit(fixed, fixed);
        }
        return new AdaptiveLimit(
                Gradient2Limit.newBuilder()
                        .initialLimit(bounds.initial())
                        .minLimit(bounds.min())
                        .maxConcurrency(bounds.max())
                        .build(),
                AIMDLimit.newBuilder()
                        .initialLimit(bounds.initial())
                        .minLimit(bounds.min())
                        .maxLimit(bounds.max())
                        .backoffRatio(BACK_OFF)
                        .timeout(1, TimeUnit.DAYS) // latency is the other one's business
                        .build());
    }

    int current() {
        return Math.min(byLatency.getLimit(), byOverload.getLimit());
    }

    /** The round trip that the recent one is compared with, a long average; empty for a fixed limit, which compares nothing. */
    Optional<Duration> baseline() {
        return byLatency instanceof Gradient2Limit gradient
                ? Optional.of(Duration.ofNanos(gradient.getRttNoLoad(TimeUnit.NANOSECONDS)))
                : Optional.empty();
    }

    /** A good answer after {@code roundTripNanos}, with so many calls under way when it was asked for. */
    void answered(long startNanos, long roundTripNanos, int concurrent) {
        byLatency.onSample(startNanos, roundTripNanos, concurrent, false);
        byOverload.onSample(startNanos, roundTripNanos, concurrent, false);
    }

    /** The backend said that it has too much to do. */
    void overloaded(long startNanos, long roundTripNanos, int concurrent) {
        byOverload.onSample(startNanos, roundTripNanos, concurrent, true);
    }
}
