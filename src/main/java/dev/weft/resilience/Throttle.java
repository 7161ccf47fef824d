package dev.weft.resilience;

import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/**
 * Keeps to the rate a backend grants us: a call beyond it waits its turn if its deadline allows, and fails with THROTTLED at once if not.
 * Nobody waits longer than half of what is left, so that an answer still has a chance.
 */
public final class Throttle<Q, A> implements Call<Q, A> {
    private final String backend;
    private final Rate rate;
    private final Gcra bucket;
    private final Ticker ticker;
    private final Timers timers;
    private final ResilienceListener listener;
    private final Call<Q, A> next;

    public Throttle(
            String backend, Rate rate, Ticker ticker, Timers timers, ResilienceListener listener, Call<Q, A> next) {
        this.backend = backend;
        this.rate = rate;
        this.bucket = new Gcra(ticker.nanos());
        this.ticker = ticker;
        this.timers = timers;
        this.listener = listener;
        this.next = next;
    }

    @Override
    public Future<A> invoke(Q question, RequestContext context) {
        long patience = Math.max(0, context.deadline().remainingNanos() / 2);
        long wait = bucket.reserve(rate, ticker.nanos(), patience);
        if (wait == 0) {
            return next.invoke(question, context);
        }
        if (wait < 0) {
            listener.turnedAway(backend, Failure.Reason.THROTTLED);
            return Future.failedFuture(
                    Failure.of(Failure.Reason.THROTTLED, backend, "no permit within " + patience / 1_000_000 + " ms")
                            .asException());
        }
        Promise<A> answer = Promise.promise();
        timers.after(
                Duration.ofNanos(wait), () -> next.invoke(question, context).onComplete(answer));
        return answer.future();
    }
}
