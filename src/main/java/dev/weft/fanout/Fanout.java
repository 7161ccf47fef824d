package dev.weft.fanout;

import dev.weft.kernel.Deadline;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Loops;
import dev.weft.kernel.Part;
import dev.weft.kernel.PartlyFailed;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for all parts at once and joins whatever has come by the deadline.
 *
 * <p>The future never fails: a part that fails, throws or is late becomes Missing, with the reason. Each part has its own deadline, the
 * earlier of its budget and the request's deadline less a reserve for rendering; one timer serves them all, always armed for the next. A
 * late answer is dropped when it comes. Must be called on an event loop; the future completes on it.
 */
public final class Fanout {
    private final Ticker ticker;
    private final Timers timers;

    public Fanout(Ticker ticker, Timers timers) {
        this.ticker = ticker;
        this.timers = timers;
    }

    public Future<Composite> run(List<Ask<?>> asks, RequestContext context) {
        Join join = new Join(asks, context);
        join.askAll();
        return join.answer.future();
    }

    /** Room for joining, rendering and writing: 10 ms and a twentieth of what is left, at most 50 ms. */
    static Duration reserve(Deadline deadline) {
        long nanos = 10_000_000L + deadline.remainingNanos() / 20;
        return Duration.ofNanos(Math.max(0, Math.min(50_000_000L, nanos)));
    }

    /** The state of one fan-out. Confined to the event loop that started it. */
    private final class Join {
        private final List<Ask<?>> asks;
        private final RequestContext context;
        private final Promise<Composite> answer = Promise.promise();
        private final Deadline[] deadlines;
        private final Composite.@Nullable Entry[] entries;
        private final long start = ticker.nanos();
        private int pending;
        private Timers.@Nullable Timer timer;

        Join(List<Ask<?>> asks, RequestContext context) {
            this.asks = asks;
            this.context = context;
            this.deadlines = new Deadline[asks.size()];
            this.entries = new Composite.@Nullable Entry[asks.size()];
            this.pending = asks.size();
        }

        void askAll() {
            Deadline latest = context.deadline().minus(reserve(context.deadline()));
            for (int i = 0; i < asks.size(); i++) {
                deadlines[i] = latest.within(asks.get(i).rule().budget());
            }
            for (int i = 0; i < asks.size(); i++) {
                ask(i, asks.get(i));
            }
            if (pending > 0) {
                armTimer();
            } else if (asks.isEmpty()) {
                finish();
            }
        }

        private <T> void ask(int index, Ask<T> ask) {
            Future<T> asked;
            try {
                asked = ask.question().apply(context.withDeadline(deadlines[index]));
            } catch (RuntimeException bug) {
                asked = Future.failedFuture(bug);
            }
            Loops.here(asked).onComplete(outcome -> {
                if (entries[index] == null) {
                    settle(index, partOf(ask, outcome));
                }
            });
        }

        private <T> Part<T> partOf(Ask<T> ask, AsyncResult<T> outcome) {
            if (outcome.succeeded()) {
                return new Part.Present<>(outcome.result(), ask.source(), Optional.empty());
            }
            if (outcome.cause() instanceof PartlyFailed partly) {
                @SuppressWarnings("unchecked") // a Lookup's partial answer has the type of the whole one
                T some = (T) partly.found();
                return new Part.Present<>(some, ask.source(), Optional.of(partly.failure()));
            }
            return new Part.Missing<>(ask.source(), Failure.from(outcome.cause(), ask.source()));
        }

        private void settle(int index, Part<?> part) {
            Ask<?> ask = asks.get(index);
            long nanos = ticker.nanos() - start;
            entries[index] = new Composite.Entry(ask.name(), ask.rule().required(), part, nanos);
            if (--pending == 0) {
                finish();
            }
        }

        private void armTimer() {
            long next = Long.MAX_VALUE;
            for (int i = 0; i < deadlines.length; i++) {
                if (entries[i] == null) {
                    next = Math.min(next, deadlines[i].remainingNanos());
                }
            }
            timer = timers.after(Duration.ofNanos(Math.max(1_000_000, next)), this::dropLate);
        }

        private void dropLate() {
            for (int i = 0; i < deadlines.length; i++) {
                if (entries[i] == null && deadlines[i].expired()) {
                    String source = asks.get(i).source();
                    settle(
                            i,
                            new Part.Missing<>(
                                    source, Failure.of(Failure.Reason.TIMEOUT, source, "part not there in time")));
                }
            }
            if (pending > 0) {
                armTimer();
            }
        }

        private void finish() {
            Timers.Timer armed = timer;
            if (armed != null) {
                armed.cancel();
            }
            List<Composite.Entry> joined = new ArrayList<>(entries.length);
            for (Composite.@Nullable Entry entry : entries) {
                if (entry != null) {
                    joined.add(entry);
                }
            }
            answer.complete(new Composite(joined));
        }
    }
}
