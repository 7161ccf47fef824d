package dev.weft.resilience;

import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;

/**
 * Sends a repeatable call again when it failed in a way that may pass: after a random wait (full jitter), never past the deadline, never
 * sooner than the backend asked for, and only while retries are a small share of the calls under way (Envoy's retry budget), so that
 * retries cannot keep a struggling backend down.
 */
public final class Retry<Q, A> implements Call<Q, A> {
    private static final int ALWAYS_ALLOWED = 3;

    private final String backend;
    private final ResilienceSettings.Retry settings;
    private final Predicate<Q> repeatable;
    private final Timers timers;
    private final DoubleSupplier random;
    private final ResilienceListener listener;
    private final Call<Q, A> next;
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger retrying = new AtomicInteger();

    public Retry(
            String backend,
            ResilienceSettings.Retry settings,
            Predicate<Q> repeatable,
            Timers timers,
            DoubleSupplier random,
            ResilienceListener listener,
            Call<Q, A> next) {
        this.backend = backend;
        this.settings = settings;
        this.repeatable = repeatable;
        this.timers = timers;
        this.random = random;
        this.listener = listener;
        this.next = next;
    }

    @Override
    public Future<A> invoke(Q question, RequestContext context) {
        active.incrementAndGet();
        return attempt(question, context, 0).onComplete(outcome -> active.decrementAndGet());
    }

    private Future<A> attempt(Q question, RequestContext context, int made) {
        return next.invoke(question, context).recover(cause -> {
            Failure failure = Failure.from(cause, backend);
            if (made >= settings.attempts() || !repeatable.test(question) || !mayPass(failure)) {
                return Future.failedFuture(cause);
            }
            Duration wait = pause(made, failure);
            if (wait.compareTo(context.deadline().remaining()) >= 0) {
                return Future.failedFuture(cause);
            }
            if (!withinBudget()) {
                listener.retryBudgetExhausted(backend);
                return Future.failedFuture(cause);
            }
            return again(question, context, made, wait).onComplete(outcome -> retrying.decrementAndGet());
        });
    }

    private Future<A> again(Q question, RequestContext context, int made, Duration wait) {
        listener.retried(backend);
        Promise<A> answer = Promise.promise();
        timers.after(wait, () -> attempt(question, context, made + 1).onComplete(answer));
        return answer.future();
    }

    /** A timeout is not retried: what is left of the deadline would not do, and the backend is slow already. */
    private static boolean mayPass(Failure failure) {
        return switch (failure.reason()) {
            case CONNECT, RESET, SERVER_ERROR, OVERLOADED -> true;
            case TIMEOUT, BREAKER_OPEN, SATURATED, THROTTLED, REFUSED, UNAUTHORIZED, NOT_FOUND -> false;
            case BAD_ANSWER, TOO_LARGE, INTERNAL -> false;
        };
    }

    private Duration pause(int made, Failure failure) {
        double bound = settings.backoff().toNanos() * (double) (1L << Math.min(made, 10));
        long jitter = (long) (bound * random.getAsDouble());
        return Duration.ofNanos(Math.max(jitter, failure.retryAfter().toNanos()));
    }

    private boolean withinBudget() {
        int allowed = Math.max(ALWAYS_ALLOWED, (int) (active.get() * settings.budget()));
        if (retrying.incrementAndGet() > allowed) {
            retrying.decrementAndGet();
            return false;
        }
        return true;
    }
}
