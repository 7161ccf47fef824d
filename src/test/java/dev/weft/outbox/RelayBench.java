package dev.weft.outbox;

import dev.weft.resilience.Rate;
import dev.weft.testing.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A relay with one lane, {@code erp}, or two, over an outbox in memory, on time moved by hand. */
final class RelayBench {
    static final Rate FAST = new Rate(1000, Duration.ofSeconds(1), 100);

    final ManualClock clock = new ManualClock();
    final MemoryOutbox outbox = new MemoryOutbox(clock);
    final OtherSystem erp = new OtherSystem(clock);
    final OtherSystem loyalty = new OtherSystem(clock);
    final List<String> heard = new ArrayList<>();
    private final long start = clock.nanos();
    private Duration slept = Duration.ZERO;
    double chance = 0.5;

    final RelayListener listener = new RelayListener() {
        @Override
        public void dark(String lane, boolean dark) {
            heard.add(lane + (dark ? " dark" : " light"));
        }

        @Override
        public void parked(String lane, Entry entry, String reason) {
            heard.add("parked " + entry.id());
        }

        @Override
        public void lost(String lane) {
            heard.add("lost");
        }
    };

    Relay relay(LaneSettings... lanes) {
        return relay(outbox, lanes);
    }

    Relay relay(OutboxStore store, LaneSettings... lanes) {
        List<Relay.LanePlan> plans = new ArrayList<>();
        for (LaneSettings lane : lanes) {
            plans.add(new Relay.LanePlan(lane, lane.name().equals("erp") ? erp : loyalty));
        }
        return new Relay(
                plans,
                Runnable::run,
                new RelayParts(store, List.of("site", "other"), clock, wall(), clock, () -> chance, listener));
    }

    Relay started(LaneSettings... lanes) {
        Relay relay = relay(lanes);
        relay.start();
        clock.passMillis(1);
        return relay;
    }

    static LaneSettings lane(String name, int concurrency) {
        return LaneSettings.of(name, concurrency, FAST);
    }

    /** The machine sleeps: the wall clock goes on, the monotonic one does not. */
    void sleep(Duration time) {
        slept = slept.plus(time);
    }

    private Clock wall() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.EPOCH.plusNanos(clock.nanos() - start).plus(slept);
            }
        };
    }
}
