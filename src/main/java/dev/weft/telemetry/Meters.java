package dev.weft.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Finds a meter by its label values without building tags each time: one map look-up per record. Labels are closed sets (routes,
 * backends, codes), so the maps stay small. Safe from any thread.
 */
final class Meters {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3), Duration.ofMillis(5),
        Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(75),
        Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofMillis(750),
        Duration.ofMillis(1000), Duration.ofMillis(2500), Duration.ofMillis(5000), Duration.ofMillis(7500),
        Duration.ofMillis(10000)
    };

    private Meters() {}

    /** A family of counters under one name. */
    static final class Counters<K> {
        private final ConcurrentHashMap<K, Counter> counters = new ConcurrentHashMap<>();
        private final Function<K, Counter> create;

        Counters(MeterRegistry registry, String name, String help, Function<K, Tags> tags) {
            this.create = key -> Counter.builder(name)
                    .description(help)
                    .tags(tags.apply(key))
                    .register(registry);
        }

        void increment(K key) {
            counter(key).increment();
        }

        Counter counter(K key) {
            Counter counter = counters.get(key);
            return counter != null ? counter : counters.computeIfAbsent(key, create);
        }
    }

    /** A family of duration histograms under one name. */
    static final class Timers<K> {
        private final ConcurrentHashMap<K, Timer> timers = new ConcurrentHashMap<>();
        private final Function<K, Timer> create;

        Timers(MeterRegistry registry, String name, String help, Function<K, Tags> tags) {
            this.create = key -> Timer.builder(name)
                    .description(help)
                    .tags(tags.apply(key))
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry);
        }

        Timer timer(K key) {
            Timer timer = timers.get(key);
            return timer != null ? timer : timers.computeIfAbsent(key, create);
        }
    }
}
