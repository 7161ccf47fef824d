package dev.weft.telemetry;

import dev.weft.http.scapi.FaceListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How SCAPI does behind the face. Safe from any thread; the number of its meters is bounded whatever clients ask for. */
public final class FaceMeters implements FaceListener {
    private static final int MOST_EXPANSIONS = 60;
    private static final int MOST_OPERATIONS = 250;

    private final Meters.Timers<Asked> operations;
    private final Meters.Timers<Expanded> expansions;
    private final Meters.Counters<String> warnings;
    private final AtomicInteger load = new AtomicInteger();
    private final AtomicInteger limit = new AtomicInteger();
    private final Set<String> knownOperations = ConcurrentHashMap.newKeySet();
    private final Set<Expanded> knownExpansions = ConcurrentHashMap.newKeySet();

    private record Asked(String operation, String outcome) {}

    private record Expanded(String operation, String expand) {}

    public FaceMeters(MeterRegistry registry) {
        operations = new Meters.Timers<>(
                registry,
                "weft.scapi.duration",
                "Time until SCAPI's answer to the face begins",
                key -> Tags.of("operation", key.operation, "outcome", key.outcome));
        expansions = new Meters.Timers<>(
                registry,
                "weft.scapi.expand.duration",
                "The same, by what was to be expanded",
                key -> Tags.of("operation", key.operation, "expand", key.expand));
        warnings = new Meters.Counters<>(
                registry,
                "weft.scapi.load.status",
                "Answers in which SCAPI warned of its load",
                status -> Tags.of("status", status));
        registry.gauge("weft.scapi.load", load);
        registry.gauge("weft.scapi.read.limit", limit);
    }

    @Override
    public void answered(String operation, String expand, String outcome, Duration took) {
        String counted = bounded(knownOperations, operation, "other", MOST_OPERATIONS);
        operations.timer(new Asked(counted, outcome)).record(took);
        if (!expand.isEmpty()) {
            Expanded asked = bounded(
                    knownExpansions, new Expanded(counted, expand), new Expanded(counted, "other"), MOST_EXPANSIONS);
            expansions.timer(asked).record(took);
        }
    }

    /** The first {@code most} different ones keep their names. */
    private static <K> K bounded(Set<K> known, K key, K other, int most) {
        if (known.contains(key)) {
            return key;
        }
        return known.size() < most && known.add(key) ? key : known.contains(key) ? key : other;
    }

    @Override
    public void load(int percent) {
        load.set(percent);
    }

    @Override
    public void warned(String status) {
        warnings.increment(status);
    }

    @Override
    public void limit(int reads) {
        limit.set(reads);
    }
}
