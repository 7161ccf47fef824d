package dev.weft.sandbox.fault;

import dev.weft.sandbox.data.Seeded;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * The faults in force. Thread-safe: one immutable map behind an atomic reference, so a request without faults pays one read.
 *
 * <p>Of one system there is at most one fault for all operations and one per operation; a newer one replaces its like. The
 * draws of chance come from the seed and the order of requests.
 */
public final class Faults {

    private final AtomicReference<Map<String, List<Fault>>> inForce = new AtomicReference<>(Map.of());
    private final AtomicLong draws = new AtomicLong();
    private final Seeded chance;

    public Faults(Seeded chance) {
        this.chance = chance;
    }

    public void set(String system, Fault fault) {
        inForce.updateAndGet(before -> {
            Map<String, List<Fault>> after = new TreeMap<>(before);
            Stream<Fault> others = before.getOrDefault(system, List.of()).stream()
                    .filter(other -> !other.operation().equals(fault.operation()));
            after.put(system, Stream.concat(others, Stream.of(fault)).toList());
            return after;
        });
    }

    public void clear(String system) {
        inForce.updateAndGet(before -> {
            Map<String, List<Fault>> after = new TreeMap<>(before);
            after.remove(system);
            return after;
        });
    }

    public void clear() {
        inForce.set(Map.of());
    }

    /** Draws what the next request for this operation suffers. */
    public Plight next(String system, String operation) {
        return next(system, operation, true);
    }

    /** As {@link #next}, but only from faults set for this very operation: for the parts of a batch. */
    public Plight nextOfPart(String system, String operation) {
        return next(system, operation, false);
    }

    private Plight next(String system, String operation, boolean general) {
        List<Fault> faults = current().get(system);
        if (faults == null) {
            return Plight.NONE;
        }
        Plight plight = Plight.NONE;
        for (Fault fault : faults) {
            if (fault.operation().map(operation::equals).orElse(general)) {
                plight = plight.and(draw(fault));
            }
        }
        return plight;
    }

    private Plight draw(Fault fault) {
        long draw = draws.incrementAndGet();
        return new Plight(
                fault.latency()
                        .map(latency ->
                                latency.draw(chance.fraction("latency-a", draw), chance.fraction("latency-b", draw)))
                        .orElse(0L),
                fault.offline(),
                fault.limitExceeded(),
                fault.errors().pick(chance.fraction("fault", draw)),
                fault.errors().retryAfterSeconds(),
                fault.errors().late());
    }

    /** How this system behaves now, as all its faults together say. */
    public Habits habits(String system) {
        List<Fault> faults = current().get(system);
        if (faults == null) {
            return Habits.USUAL;
        }
        Habits habits = Habits.USUAL;
        for (Fault fault : faults) {
            habits = habits.and(fault.habits());
        }
        return habits;
    }

    private Map<String, List<Fault>> current() {
        return Objects.requireNonNull(inForce.get());
    }

    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        current().forEach((system, faults) -> {
            JsonArray list = new JsonArray();
            faults.forEach(fault -> list.add(fault.toJson()));
            json.put(system, list);
        });
        return json;
    }
}
