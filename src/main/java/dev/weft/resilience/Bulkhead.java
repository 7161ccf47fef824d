package dev.weft.resilience;

import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * At most so many calls to one backend at once, a bounded number waiting, the rest turned away with SATURATED.
 *
 * <p>The limit is fixed, or follows the backend's latency and its overload signals ({@link AdaptiveLimit}). Only good answers and overload
 * signals are samples; a caller's own short deadline says nothing about the backend. A waiting call leaves at its deadline with TIMEOUT,
 * and its place in the queue is free again. State is two counters and a queue: taking a waiter out of the queue is what decides between
 * its turn and its timer. Safe from any thread, and a queued call continues on the event loop it was made on.
 */
public final class Bulkhead<Q, A> implements Call<Q, A> {
    private final String backend;
    private final AdaptiveLimit limit;
    private final int maxWaiting;
    private final Ticker ticker;
    private final Timers timers;
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
            Timers timers,
            ResilienceListener listener,
            Call<Q, A> next) {
        this.backend = backend;
        this.limit = AdaptiveLimit.of(limit);
        this.maxWaiting = maxWaiting;
        this.ticker = ticker;
        this.timers = timers;
        this.listener = listener;
        this.next = next;
    }

    /** How many calls may be under way at once right now. */
    public int currentLimit() {
        return limit.current();
    }

    /** The backend's usual round trip, against which an adaptive limit judges the recent ones; empty where the limit is fixed. */
    public Optional<Duration> baseline() {
        return limit.baseline();
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
                    Failure.of(Failure.Reason.SATURATED, backend, limit.current() + " calls under way, queue full")
                            .asException());
        }
        Waiter<Q, A> waiter = new Waiter<>(question, context, Vertx.currentContext());
        armTimer(waiter);
        queue.add(waiter);
        admitWaiting(); // a place may have become free between the two looks
        return waiter.answer.future();
    }

    private boolean tryEnter() {
        while (true) {
            int current = inFlight.get();
            if (current >= limit.current()) {
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
        return invokeNext(question, context).onComplete(outcome -> {
            sample(start, concurrent, outcome.cause());
            inFlight.decrementAndGet();
            admitWaiting();
        });
    }

    /** A call that throws in spite of its contract must not keep its place. */
    private Future<A> invokeNext(Q question, RequestContext context) {
        try {
            return next.invoke(question, context);
        } catch (RuntimeException bug) {
            return Future.failedFuture(bug);
        }
    }

    private void sample(long start, int concurrent, @Nullable Throwable cause) {
        if (cause == null) {
            limit.answered(start, Math.max(1, ticker.nanos() - start), concurrent);
        } else if (cause instanceof Failed failed && failed.failure().reason() == Failure.Reason.OVERLOADED) {
            limit.overloaded(start, Math.max(1, ticker.nanos() - start), concurrent);
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
            waiter.disarm();
            if (waiter.context.deadline().expired()) {
                inFlight.decrementAndGet();
                late(waiter);
            } else {
                waiter.resume(() -> run(waiter.question, waiter.context).onComplete(waiter.answer));
            }
        }
    }

    private void armTimer(Waiter<Q, A> waiter) {
        long left = waiter.context.deadline().remainingNanos();
        waiter.timer = timers.after(Duration.ofNanos(Math.max(1_000_000, left)), () -> {
            if (!waiter.context.deadline().expired()) {
                armTimer(waiter); // somebody more patient joined
            } else if (queue.remove(waiter)) {
                waiting.decrementAndGet();
                late(waiter);
            }
        });
    }

    private void late(Waiter<Q, A> waiter) {
        waiter.answer.tryFail(Failure.of(Failure.Reason.TIMEOUT, backend, "waited for a place until too late")
                .asException());
    }

    /** One call in the queue. Compared by identity. */
    private static final class Waiter<Q, A> {
        final Q question;
        final RequestContext context;
        final Promise<A> answer = Promise.promise();
        final @Nullable Context loop;
        volatile Timers.@Nullable Timer timer;

        Waiter(Q question, RequestContext context, @Nullable Context loop) {
            this.question = question;
            this.context = context;
            this.loop = loop;
        }

        void disarm() {
            Timers.Timer armed = timer;
            if (armed != null) {
                armed.cancel();
            }
        }

        void resume(Runnable action) {
            if (loop == null) {
                action.run();
            } else {
                loop.runOnContext(v -> action.run());
            }
        }
    }
}
