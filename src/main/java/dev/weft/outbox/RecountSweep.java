package dev.weft.outbox;

import dev.weft.kernel.Deadline;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Timers;
import dev.weft.kernel.TraceContext;
import dev.weft.outbox.Doubts.Place;
import dev.weft.outbox.Doubts.Search;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Finds what happened twice although it was sent once more only on proof that it had not happened: another system may apply a send later
 * than its declared lag, and one that does not keep our reference unique then has two. Nothing can prevent that from here; so every minute
 * each effect that took more than one attempt is counted there, and what is one too many is set aside for an operator, with all that
 * follows it.
 *
 * <p>Each is counted three times: once the lag has passed since it ended, five minutes later and an hour later. A look is a place among the
 * ended entries and moves on through them, so nothing is remembered of those that were counted; a process that starts begins two hours
 * back. One question at a time, with a pause after each. A system that does not answer is left alone for ten seconds, and the entry comes
 * again after the others of its page; after an hour of that it is left to the next look. Confined to {@code executor}, which must be one
 * thread.
 */
public final class RecountSweep {
    static final List<Duration> LOOKS = List.of(Duration.ZERO, Duration.ofMinutes(5), Duration.ofHours(1));
    static final Duration ROUND = Duration.ofSeconds(60);
    private static final Duration REACH = Duration.ofHours(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration AFTER_SILENCE = Duration.ofSeconds(10);
    private static final int MOST_SILENCES = 360;
    private static final int PAGE = 50;

    private final String lane;
    private final Recount recount;
    private final Doubts doubts;
    private final Duration pause;
    private final Executor executor;
    private final RelayParts parts;
    private final List<Look> looks;
    private final Deque<Waiting> page = new ArrayDeque<>();
    private int look;
    private boolean stopped;
    private Timers.@Nullable Timer next;

    private static final class Look {
        private final Duration after;
        private Optional<Place> place = Optional.empty();

        Look(Duration after) {
            this.after = after;
        }
    }

    private record Waiting(NewEntry entry, int silences) {}

    /**
     * A sweep that has not begun.
     *
     * @param pause between two questions
     */
    public RecountSweep(
            String lane, Recount recount, Doubts doubts, Duration pause, Executor executor, RelayParts parts) {
        this.lane = lane;
        this.recount = recount;
        this.doubts = doubts;
        this.pause = pause;
        this.executor = executor;
        this.parts = parts;
        this.looks = LOOKS.stream().map(Look::new).toList();
    }

    public void start() {
        executor.execute(this::step);
    }

    /** Asks nothing more; a question under way is let go. */
    public void stop() {
        executor.execute(() -> {
            stopped = true;
            if (next != null) {
                next.cancel();
            }
        });
    }

    private void step() {
        if (stopped) {
            return;
        }
        Waiting waiting = page.poll();
        if (waiting == null) {
            turn();
            return;
        }
        count(waiting.entry())
                .onComplete(counted -> executor.execute(() -> {
                    boolean silent = counted.failed() && silent(counted.cause());
                    if (silent && waiting.silences() < MOST_SILENCES) {
                        page.add(new Waiting(waiting.entry(), waiting.silences() + 1));
                    } else if (counted.failed()) {
                        parts.listener().notCounted(lane, waiting.entry(), Failure.from(counted.cause(), lane));
                    }
                    again(silent ? AFTER_SILENCE : pause);
                }));
    }

    /** The next page of this look, or the next look, or a rest. */
    private void turn() {
        Look now = looks.get(look);
        Search search = new Search(lane, recount.types(), recount.lag().plus(now.after), REACH, PAGE);
        doubts.ended(search, now.place)
                .onComplete(read -> executor.execute(() -> {
                    if (read.failed()) {
                        parts.listener().storeFailed(lane, read.cause());
                        again(AFTER_SILENCE);
                        return;
                    }
                    now.place = Optional.of(read.result().next());
                    read.result().entries().forEach(entry -> page.add(new Waiting(entry, 0)));
                    boolean more = !page.isEmpty();
                    look = more ? look : (look + 1) % looks.size();
                    again(more || look > 0 ? pause : ROUND);
                }));
    }

    private Future<Void> count(NewEntry entry) {
        RequestContext context = new RequestContext(
                entry.aggregateId(), TraceContext.create(false), Deadline.after(TIMEOUT, parts.ticker()));
        return recount.count(entry, context)
                .compose(found -> found.map(this::setAside).orElse(Future.succeededFuture()));
    }

    private Future<Void> setAside(Recount.Surplus surplus) {
        return doubts.setAside(surplus.entry(), surplus.reason(), surplus.news())
                .onSuccess(written -> executor.execute(() -> {
                    if (written) {
                        parts.listener().duplicated(lane, surplus.entry(), surplus.reason());
                    }
                }))
                .mapEmpty();
    }

    private boolean silent(Throwable cause) {
        Failure failure = Failure.from(cause, lane);
        return failure.retryable() || failure.reason() == Failure.Reason.UNAUTHORIZED;
    }

    private void again(Duration wait) {
        if (!stopped) {
            next = parts.timers().after(wait, this::step);
        }
    }
}
