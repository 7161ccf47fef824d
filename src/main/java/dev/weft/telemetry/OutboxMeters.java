package dev.weft.telemetry;

import dev.weft.kernel.Failure;
import dev.weft.outbox.Entry;
import dev.weft.outbox.NewEntry;
import dev.weft.outbox.OutboxStore;
import dev.weft.outbox.RelayListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what the relay does, publishes how much waits in each lane, and logs what an operator should see. Safe from any thread. */
public final class OutboxMeters implements RelayListener {
    private static final Logger LOG = LoggerFactory.getLogger("weft.outbox");

    private final MeterRegistry registry;
    private final Clock clock;
    private final Meters.Counters<Called> attempts;
    private final Meters.Counters<Called> questions;
    private final Meters.Counters<Called> ended;
    private final Meters.Counters<String> duplicates;
    private final Meters.Counters<String> forgiven;
    private final Meters.Counters<String> mismatches;
    private final Map<String, State> lanes = new ConcurrentHashMap<>();

    private record Called(String lane, String result) {}

    /** What a lane's gauges read. */
    private static final class State {
        private volatile long waiting;
        private volatile long parked;
        private volatile Optional<Instant> oldest = Optional.empty();
        private volatile boolean dark;
    }

    public OutboxMeters(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        attempts = counters("weft.outbox.attempts", "Entries sent, by how that went");
        questions = counters("weft.outbox.questions", "Questions whether an entry happened, by the answer");
        ended = counters("weft.outbox.ended", "Entries that are over, or lost to another process");
        duplicates = new Meters.Counters<>(
                registry,
                "weft.orders.duplicates",
                "Orders and refunds found more than once in their ERP",
                backend -> Tags.of("backend", backend));
        forgiven = new Meters.Counters<>(
                registry,
                "weft.points.forgiven",
                "Earned points that were to be taken back, and were spent",
                lane -> Tags.of("lane", lane));
        mismatches = new Meters.Counters<>(
                registry,
                "weft.refund.ledger.mismatch",
                "Refunds that did not agree with their order's books, and were not sent",
                lane -> Tags.of("lane", lane));
    }

    private Meters.Counters<Called> counters(String name, String help) {
        return new Meters.Counters<>(registry, name, help, key -> Tags.of("lane", key.lane, "result", key.result));
    }

    /** Publishes a lane's state from the start. */
    public void watch(String lane) {
        state(lane);
    }

    /** Publishes from the start what must stay zero of a backend that books orders: what it has twice, and refunds beside the books. */
    public void booking(String backend) {
        duplicates.counter(backend);
        mismatches.counter(backend);
    }

    /** A refund did not agree with its order's books, and was not sent. */
    public void mismatched(String lane, String order, String what) {
        mismatches.increment(lane);
        LOG.error(
                "lane {}: a refund of order {} does not agree with its books, and is set aside: {} (weft orders show {})",
                lane,
                order,
                what,
                order);
    }

    /** So many points of a lane's programme were to be taken back, and are left with a member who has spent them. */
    public void forgiven(String lane, long points) {
        forgiven.counter(lane).increment(points);
    }

    private State state(String lane) {
        return lanes.computeIfAbsent(lane, name -> {
            State state = new State();
            gauge("weft.outbox.depth", Tags.of("lane", name, "state", "waiting"), state, it -> it.waiting);
            gauge("weft.outbox.depth", Tags.of("lane", name, "state", "parked"), state, it -> it.parked);
            gauge("weft.outbox.oldest.age.seconds", Tags.of("lane", name), state, this::age);
            gauge("weft.outbox.lane.dark", Tags.of("lane", name), state, it -> it.dark ? 1 : 0);
            return state;
        });
    }

    private void gauge(String name, Tags tags, State state, ToDoubleFunction<State> value) {
        Gauge.builder(name, state, value).tags(tags).register(registry);
    }

    private double age(State state) {
        return state.oldest
                .map(since ->
                        Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1e3))
                .orElse(0.0);
    }

    @Override
    public void sent(String lane, Result result) {
        attempts.increment(new Called(lane, result.code()));
    }

    @Override
    public void asked(String lane, Result result) {
        questions.increment(new Called(lane, result.code()));
    }

    @Override
    public void done(String lane) {
        ended.increment(new Called(lane, "done"));
    }

    @Override
    public void parked(String lane, Entry entry, String reason) {
        ended.increment(new Called(lane, "parked"));
        LOG.warn(
                "lane {}: {} of {} {} is set aside after attempt {}: {}",
                lane,
                entry.what().type(),
                entry.what().aggregateType(),
                entry.what().aggregateId(),
                entry.attempt(),
                reason);
    }

    @Override
    public void duplicated(String lane, NewEntry entry, String reason) {
        duplicates.increment(lane);
        LOG.error(
                "{} has {} {} more than once: {}. What follows it waits: cancel the surplus there, then release it (weft orders show {})",
                lane,
                entry.aggregateType(),
                entry.aggregateId(),
                reason,
                entry.aggregateId());
    }

    @Override
    public void notCounted(String lane, NewEntry entry, Failure failure) {
        LOG.warn(
                "lane {}: whether {} {} is there once could not be told: {}",
                lane,
                entry.aggregateType(),
                entry.aggregateId(),
                failure.code());
    }

    @Override
    public void lost(String lane) {
        ended.increment(new Called(lane, "lost"));
        LOG.warn("lane {}: a lease ended before its entry did; it is asked about next time", lane);
    }

    @Override
    public void dark(String lane, boolean dark) {
        state(lane).dark = dark;
        if (dark) {
            LOG.warn("lane {} is dark: its backend does not answer; one probe every two seconds", lane);
        } else {
            LOG.info("lane {} is light again", lane);
        }
    }

    @Override
    public void storeFailed(String lane, Throwable cause) {
        ended.increment(new Called(lane, "store_failed"));
        LOG.warn("lane {}: the store cannot be used: {}", lane, cause.getMessage());
    }

    @Override
    public void depths(List<OutboxStore.LaneDepth> depths) {
        for (OutboxStore.LaneDepth depth : depths) {
            State state = state(depth.lane());
            state.waiting = depth.waiting();
            state.parked = depth.parked();
            state.oldest = depth.oldest();
        }
        lanes.forEach((lane, state) -> {
            if (depths.stream().noneMatch(depth -> depth.lane().equals(lane))) {
                state.waiting = 0;
                state.parked = 0;
                state.oldest = Optional.empty();
            }
        });
    }
}
