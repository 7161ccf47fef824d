package dev.weft.resilience;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * At most so many calls to one backend at once, a bounded number waiting, the rest turned away with SATURATED.
 *
 * <p>The limit is fixed, or follows the backend's latency (Netflix's Gradient2: compares the recent round trip with a long average and
 * shrinks the limit as the quotient grows). Only good answers and overload signals are samples; a caller's own short deadline says nothing
 * about the backend. Waiting calls whose deadline has passed are skipped when their turn comes. State is two counters and a queue; safe
 * from any thread, and a queued call continues on the event loop it was made on.
 */
public final class Bulkhead<Q, A> implements Call<Q, A> {
    private final String backend;
    private final Limit limit;
    private final int maxWaiting;
    private final Ticker ticker;
    private final ResilienceListener listener;
    private final Call<Q, A> next;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ConcurrentLinkedQueue<Waiter<Q, A>> queue = new ConcurrentLinkedQueue<>();

    public Bulkhead(
            String backend,
            ResilienceSettings.Limit limit,
            int maxWaiting,
            Ticker ticker,
            ResilienceListener listener,
            Call<Q, A> next) {
        this.backend = backend;
        this.limit = limitOf(limit);
        this.maxWaiting = maxWaiting;
        this.ticker = ticker;
        this.listener = listener;
        this.next = next;
    }

    private static Limit limitOf(ResilienceSettings.Limit limit) {
        if (!limit.adaptive()) {
            return FixedLimit.of(limit.max());
        }
        return Gradient2Limit.newBuilder()
                .initialLimit(limit.initial())
                .minLimit(limit.min())
                .maxConcurrency(limit.max())
                .build();
    }

    /** How many calls may be under way at once right now. */
    public int currentLimit() {
        return limit.getLimit();
    }

    /** How many calls are under way. */
    public int inFlight() {
        return inFlight.get();
    }

    /** How many calls wait for a place. */
    public int waiting() {
        return waiting.get();
    }

    @Override
    public Future<A> invoke(Q question, RequestContext context) {
        if (tryEnter()) {
            return run(question, context);
        }
        if (waiting.incrementAndGet() > maxWaiting) {
            waiting.decrementAndGet();
            listener.turnedAway(backend, Failure.Reason.SATURATED);
            return Future.failedFuture(
                    Failure.of(Failure.Reason.SATURATED, backend, limit.getLimit() + " calls under way, queue full")
                            .asException());
        }
        Waiter<Q, A> waiter = new Waiter<>(question, context, Promise.promise(), Vertx.currentContext());
        queue.add(waiter);
        admitWaiting(); // a place may have become free between the two looks
        return waiter.answer.future();
    }

    private boolean tryEnter() {
        while (true) {
            int current = inFlight.get();
            if (current >= limit.getLimit()) {
                return false;
            }
            if (inFlight.compareAndSet(current, current + 1)) {
                return true;
            }
        }
    }

    private Future<A> run(Q question, RequestContext context) {
        long start = ticker.nanos();
        int concurrent = inFlight.get();
        return next.invoke(question, context).onComplete(outcome -> {
            sample(start, concurrent, outcome.cause());
            inFlight.decrementAndGet();
            admitWaiting();
        });
    }

    private void sample(long start, int concurrent, @Nullable Throwable cause) {
        if (cause == null) {
            limit.onSample(start, Math.max(1, ticker.nanos() - start), concurrent, false);
        } else if (cause instanceof Failed failed && failed.failure().reason() == Failure.Reason.OVERLOADED) {
            limit.onSample(start, Math.max(1, ticker.nanos() - start), concurrent, true);
        }
    }

    private void admitWaiting() {
        while (!queue.isEmpty() && tryEnter()) {
            Waiter<Q, A> waiter = queue.poll();
            if (waiter == null) {
                inFlight.decrementAndGet();
                continue;
            }
            waiting.decrementAndGet();
            if (waiter.context.deadline().expired()) {
                inFlight.decrementAndGet();
                waiter.answer.tryFail(Failure.of(Failure.Reason.TIMEOUT, backend, "waited for a place until too late")
                        .asException());
            } else {
                waiter.resume(() -> run(waiter.question, waiter.context).onComplete(waiter.answer));
            }
        }
    }

    private record Waiter<Q, A>(
            Q question,
            RequestContext context,
            Promise<A> answer,
            @Nullable Context loop) {
        void resume(Runnable action) {
            if (loop == null) {
                action.run();
            } else {
                loop.runOnContext(v -> action.run());
            }
        }
    }
}
