package dev.weft.journey;

import dev.weft.journey.BasketStore.Rule;
import dev.weft.kernel.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then for baskets that were left behind, site by site, in steps small enough that no order waits for one. Several processes
 * may look at the same time: the store marks each basket once. Runs on the executor it was made with, one thread.
 */
public final class AbandonedSweep {
    private static final int STEP = 200;

    /** Between two rounds at most: a letter that is written hours later need not be written to the second. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** After a step that came back full, so that others have their turn. */
    private static final Duration SOON = Duration.ofMillis(100);

    private final List<Rule> rules;
    private final BasketStore baskets;
    private final Runnable written;
    private final JourneyListener listener;
    private final Executor executor;
    private final Timers timers;
    private final Duration pause;
    private boolean stopped;
    private Timers.@Nullable Timer next;

    /**
     * A sweep that has not begun.
     *
     * @param rules one for each site
     * @param written told after entries were written
     */
    public AbandonedSweep(
            List<Rule> rules,
            BasketStore baskets,
            Runnable written,
            JourneyListener listener,
            Executor executor,
            Timers timers) {
        this.rules = List.copyOf(rules);
        this.baskets = baskets;
        this.written = written;
        this.listener = listener;
        this.executor = executor;
        this.timers = timers;
        this.pause = rules.stream()
                .map(rule -> rule.after().dividedBy(4))
                .filter(quarter -> quarter.compareTo(LONGEST_PAUSE) < 0)
                .reduce(LONGEST_PAUSE, (one, other) -> one.compareTo(other) < 0 ? one : other);
    }

    /** Looks for the first time after a pause. */
    public void start() {
        if (!rules.isEmpty()) {
            executor.execute(() -> later(pause));
        }
    }

    /** Looks no more. */
    public void stop() {
        executor.execute(() -> {
            stopped = true;
            if (next != null) {
                next.cancel();
            }
        });
    }

    private void later(Duration wait) {
        if (!stopped) {
            next = timers.after(wait.compareTo(SOON) < 0 ? SOON : wait, this::round);
        }
    }

    private void round() {
        Future<Boolean> more = Future.succeededFuture(false);
        for (Rule rule : rules) {
            more = more.compose(before -> step(rule).map(full -> before || full));
        }
        more.onComplete(looked -> executor.execute(() -> later(looked.result() ? SOON : pause)));
    }

    /** Whether there may be more; never fails, for a store that is dark is looked at again later. */
    private Future<Boolean> step(Rule rule) {
        return baskets.abandon(rule, STEP)
                .map(step -> {
                    if (step.marked() > 0) {
                        listener.abandoned(rule.site(), step.marked());
                        written.run();
                    }
                    return step.full();
                })
                .otherwise(false);
    }
}
