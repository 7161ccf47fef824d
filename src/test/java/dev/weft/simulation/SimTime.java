package dev.weft.simulation;

import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;

/**
 * Virtual time and the one queue everything that happens waits in. Things due at the same moment happen in an order drawn from the seed.
 * What belongs to a {@link Life} never happens once that life is over. Everything that happens goes into the trace.
 */
final class SimTime implements Ticker {
    private static final Instant DAY_ONE = Instant.parse("2026-03-01T00:00:00Z");

    /** Something that is going to happen, unless it is called off or its life ends before. */
    private static final class Due {
        private final long tie;
        private final long order;
        private final String what;
        private final Life life;
        private final Runnable action;
        private long at;
        private boolean off;

        Due(long at, long tie, long order, String what, Life life, Runnable action) {
            this.at = at;
            this.tie = tie;
            this.order = order;
            this.what = what;
            this.life = life;
            this.action = action;
        }
    }

    private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparingLong((Due due) -> due.at)
            .thenComparingLong(due -> due.tie)
            .thenComparingLong(due -> due.order));
    private final SplittableRandom random;
    private final Trace trace;
    private final Life world = new Life("world");
    private long now;
    private long order;

    SimTime(long seed, Trace trace) {
        this.random = new SplittableRandom(seed);
        this.trace = trace;
    }

    /** One process's life: timers and tasks that die with it. */
    final class Life implements Timers, Executor {
        private final String name;
        private boolean alive = true;
        private long standsUntil;

        private Life(String name) {
            this.name = name;
        }

        boolean alive() {
            return alive;
        }

        String name() {
            return name;
        }

        void end() {
            alive = false;
        }

        /** Stands still for so long, as in a pause of the collector: what is due meanwhile happens when it goes on. */
        void stand(Duration pause) {
            standsUntil = Math.max(standsUntil, now + pause.toNanos());
        }

        @Override
        public Timer after(Duration delay, Runnable action) {
            return schedule("timer", delay, action);
        }

        /** Runs soon, after a delay drawn from the seed. */
        @Override
        public void execute(Runnable task) {
            schedule("task", Duration.ofNanos(random.nextInt(2_000_000)), task);
        }

        Timer schedule(String what, Duration delay, Runnable action) {
            Due due = new Due(now + Math.max(0, delay.toNanos()), random.nextLong(), order++, what, this, action);
            if (alive) {
                queue.add(due);
            }
            return () -> due.off = true;
        }
    }

    Life born(String name) {
        return new Life(name);
    }

    /** What happens whoever is alive. */
    Life world() {
        return world;
    }

    @Override
    public long nanos() {
        return now;
    }

    Instant instant() {
        return DAY_ONE.plusNanos(now);
    }

    Clock clock() {
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
                return SimTime.this.instant();
            }
        };
    }

    /** The next thing happens. False where nothing is due until {@code limit}. */
    boolean step(Duration limit) {
        while (true) {
            Due next = queue.peek();
            if (next == null || next.at > limit.toNanos()) {
                return false;
            }
            queue.remove();
            if (next.off || !next.life.alive) {
                continue;
            }
            if (next.life.standsUntil > next.at) {
                next.at = next.life.standsUntil;
                queue.add(next);
                continue;
            }
            now = Math.max(now, next.at);
            trace.note(now, next.life.name, next.what);
            next.action.run();
            return true;
        }
    }

    Duration elapsed() {
        return Duration.ofNanos(now);
    }
}
