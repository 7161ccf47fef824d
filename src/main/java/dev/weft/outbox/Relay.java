package dev.weft.outbox;

import dev.weft.kernel.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Sends what waits in the outbox: every entry until it is done or set aside, each at most once where the other system can be asked whether
 * it has it. One lane per backend; a lane whose backend is dark holds up nobody else.
 *
 * <p>What it guarantees: an entry is sent only under a lease that outlasts the call; after any doubt (silence, a crash, a lease that
 * ended) the other system is asked, after its declared lag, before anything is sent again; downtime of the other system never counts
 * against an entry. What it needs: {@link #written} after each commit, for speed only; without it entries go out within a second.
 *
 * <p>Several processes may relay from one store. Each has its own view of whether a backend is dark, so each probes for itself.
 *
 * <p>Everything but {@link #written} and {@link #dark} runs on the executor it was made with, which must be one thread; these two may be
 * called from any.
 */
public final class Relay {
    private static final Duration DEPTHS_EVERY = Duration.ofSeconds(5);
    private static final Duration FOLLOW = Duration.ofMillis(20);

    private final Executor executor;
    private final Home home;
    private final RelayParts parts;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private Timers.@Nullable Timer watch;
    private boolean stopped;

    /** One lane: how it sends, and what its entries mean. */
    public record LanePlan(LaneSettings settings, Delivery delivery) {}

    /**
     * A relay that has not begun.
     *
     * @param executor one thread, on which timers of {@code parts} armed from it run too: an event loop's context
     */
    public Relay(Collection<LanePlan> plans, Executor executor, RelayParts parts) {
        this.executor = executor;
        this.home = new Home(executor);
        this.parts = parts;
        for (LanePlan plan : plans) {
            lanes.put(
                    plan.settings().name(), new Lane(plan.settings(), plan.delivery(), home, parts, this::entryEnded));
        }
    }

    public void start() {
        executor.execute(() -> {
            lanes.values().forEach(Lane::start);
            watchDepths();
        });
    }

    /** Entries were committed for these lanes. May be called from any thread. */
    public void written(Collection<String> names) {
        List<String> copy = List.copyOf(names);
        executor.execute(() -> copy.forEach(name -> {
            Lane lane = lanes.get(name);
            if (lane != null) {
                lane.nudge(Duration.ZERO);
            }
        }));
    }

    /**
     * Whether this process's lane knows its backend not to answer; false of a lane it has not. Nobody is asked for it: a backend that has
     * fallen silent with nothing to be sent is not known to be dark, and one found dark stays so until something is sent again. May be
     * called from any thread.
     */
    public boolean dark(String name) {
        Lane lane = lanes.get(name);
        return lane != null && lane.dark();
    }

    /** The next entry of the same aggregate may be another lane's. */
    private void entryEnded() {
        if (lanes.size() > 1) {
            lanes.values().forEach(lane -> lane.nudge(FOLLOW));
        }
    }

    /** Claims nothing more, gives back what was not sent, and completes when all that is under way has ended, or after {@code limit}. */
    public Future<Void> stop(Duration limit) {
        Promise<Void> over = Promise.promise();
        executor.execute(() -> {
            stopped = true;
            if (watch != null) {
                watch.cancel();
            }
            List<Future<Void>> ends = new ArrayList<>();
            lanes.values().forEach(lane -> ends.add(lane.stop(limit)));
            Future.join(ends).<Void>mapEmpty().onComplete(over);
        });
        return over.future();
    }

    private void watchDepths() {
        home.bring(parts.store().depths())
                .onSuccess(parts.listener()::depths)
                .onFailure(cause -> parts.listener().storeFailed("", cause))
                .onComplete(v -> {
                    if (!stopped) {
                        watch = parts.timers().after(DEPTHS_EVERY, this::watchDepths);
                    }
                });
    }
}
