package dev.weft.outbox;

import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import dev.weft.resilience.Rate;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends one backend's entries: claims as many as can go now, lets each run its way, and looks again when there is reason to.
 *
 * <p>Reasons are: something was written (a nudge, which waits a few milliseconds for others like it), a place became free while there is
 * more, a retry is due, a probe is due. Without any, it looks after a pause that doubles with each look that finds nothing; that is the
 * net for what other processes wrote or left behind. While there is more than fits, it claims only once half of its places are free, or a
 * short while after the last claim, so that a backlog costs a claim per handful of entries and not one each.
 *
 * <p>Everything in here runs on the lane's one thread.
 */
final class Lane {
    private static final Duration NUDGE = Duration.ofMillis(4);
    private static final Duration GATHER = Duration.ofMillis(50);
    private static final Duration SHORTEST_IDLE = Duration.ofMillis(50);
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(1);
    private static final Duration LONGEST_STORE_PAUSE = Duration.ofSeconds(5);

    /** Nobody is claimed who would wait longer than this for a permit. */
    private static final Duration AHEAD = Duration.ofMillis(500);

    private final LaneSettings settings;
    private final RelayParts parts;
    private final Ticker ticker;
    private final Timers timers;
    private final Home home;
    private final Health health;
    private final Calls calls;
    private final Endings endings;
    private final Backoff backoff;
    private final Runnable followed;

    private int underWay;
    private boolean claiming;
    private boolean more;
    private boolean running;
    private boolean again;
    private boolean stopped;
    private int claims;
    private int nudgedAt = -1;
    private int empty;
    private int storeFailures;
    private long claimedNanos;
    private long lookNanos;
    private Timers.@Nullable Timer look;
    private @Nullable Promise<Void> idle;

    /**
     * A lane.
     *
     * @param followed told when an entry ended, for the next one of its aggregate may be another lane's
     */
    Lane(LaneSettings settings, Delivery delivery, Home home, RelayParts parts, Runnable followed) {
        this.settings = settings;
        this.parts = parts;
        this.ticker = parts.ticker();
        this.timers = parts.timers();
        this.home = home;
        this.health = new Health(settings.darkAfter(), settings.concurrency());
        this.calls = new Calls(settings, delivery, health, home, parts);
        this.endings = new Endings(settings.name(), home, parts);
        this.backoff = new Backoff(parts.random());
        this.followed = followed;
    }

    /** Whether the other system does not answer; may be asked from any thread. */
    boolean dark() {
        return health.dark();
    }

    /** Something was written for this lane. */
    void nudge(Duration patience) {
        empty = 0;
        if (claiming) {
            nudgedAt = claims; // what was written may have come too late for the claim under way
        }
        lookIn(patience.compareTo(NUDGE) > 0 ? patience : NUDGE);
    }

    /** Begins to look. */
    void start() {
        lookIn(Duration.ZERO);
    }

    /** Claims nothing more, gives back what was not called, and completes when the rest has ended, or after {@code limit}. */
    Future<Void> stop(Duration limit) {
        stopped = true;
        calls.stop();
        if (look != null) {
            look.cancel();
        }
        Promise<Void> over = Promise.promise();
        idle = over;
        Timers.Timer given = timers.after(limit, over::tryComplete);
        over.future().onComplete(v -> given.cancel());
        tellIdle();
        return over.future();
    }

    private void tellIdle() {
        Promise<Void> waiting = idle;
        if (waiting != null && underWay == 0 && !claiming) {
            waiting.tryComplete();
        }
    }

    private void lookIn(Duration wait) {
        if (stopped) {
            return;
        }
        long at = ticker.nanos() + wait.toNanos();
        Timers.Timer armed = look;
        if (armed != null) {
            if (lookNanos - at <= 0) {
                return;
            }
            armed.cancel();
        }
        lookNanos = at;
        look = timers.after(wait, () -> {
            look = null;
            step();
        });
    }

    /** Claims if it may. Answers that come at once do not nest: they ask for another turn. */
    private void step() {
        if (running) {
            again = true;
            return;
        }
        running = true;
        try {
            do {
                again = false;
                claim();
            } while (again);
        } finally {
            running = false;
        }
    }

    private void claim() {
        if (stopped || claiming) {
            return;
        }
        long now = ticker.nanos();
        int room = Math.min(health.room(underWay, now), atRate());
        if (room == 0) {
            if (health.dark() && underWay == 0) {
                lookIn(Duration.ofNanos(health.untilProbe(now)));
            }
            more = true; // for all we know; whatever ends next looks again
            return;
        }
        if (more && room < (settings.concurrency() + 1) / 2 && !health.dark()) {
            long gathering = claimedNanos + GATHER.toNanos() - now;
            if (gathering > 0) {
                lookIn(Duration.ofNanos(gathering));
                return;
            }
        }
        claiming = true;
        claims++;
        claimedNanos = now;
        Lease lease = Lease.from(ticker, parts.clock(), settings.lease());
        home.bring(parts.store().claim(settings.name(), parts.sites(), room, settings.lease()))
                .onComplete(answer -> {
                    claiming = false;
                    if (answer.succeeded()) {
                        lease.granted();
                        claimed(answer.result(), room, lease);
                    } else {
                        storeFailed(answer.cause());
                    }
                    tellIdle();
                });
    }

    /** As many as the rate lets go within a moment. */
    private int atRate() {
        Rate rate = settings.rate();
        double perNano = rate.permits() / (double) rate.per().toNanos();
        long ahead = Math.max(1, (long) (perNano * AHEAD.toNanos())) + rate.burst() - 1;
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, ahead - underWay));
    }

    private void claimed(List<Entry> entries, int room, Lease lease) {
        storeFailures = 0;
        more = entries.size() >= room;
        underWay += entries.size();
        for (Entry entry : entries) {
            new Attempt(entry, lease, settings, calls, endings, backoff)
                    .run()
                    .onComplete(ending -> ended(ending.succeeded() ? ending.result() : Attempt.Ending.OVER));
        }
        if (entries.isEmpty()) {
            empty++;
        } else {
            empty = 0;
        }
        if (more) {
            step();
        } else if (nudgedAt == claims) {
            lookIn(NUDGE);
        } else {
            lookIn(longer(SHORTEST_IDLE, empty, LONGEST_IDLE));
        }
    }

    private void storeFailed(Throwable cause) {
        parts.listener().storeFailed(settings.name(), cause);
        Duration bound = longer(Duration.ofMillis(200), ++storeFailures, LONGEST_STORE_PAUSE);
        long jitter = (long) (bound.toNanos() / 2.0 * parts.random().getAsDouble());
        lookIn(bound.dividedBy(2).plusNanos(jitter));
    }

    private static Duration longer(Duration first, int doublings, Duration most) {
        Duration longer = first.multipliedBy(1L << Math.min(doublings, 16));
        return longer.compareTo(most) > 0 ? most : longer;
    }

    private void ended(Attempt.Ending ending) {
        underWay--;
        ending.again().ifPresentOrElse(this::lookIn, followed);
        if (more || health.dark()) {
            step();
        }
        tellIdle();
    }
}
