package dev.weft.resilience;

import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.circuitbreaker.TimeoutException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Stops calling a backend that is down, and lets one call at a time probe whether it is back. Vert.x's circuit breaker, one per backend
 * for the whole process.
 *
 * <p>What counts against the backend: timeouts, lost connections, 5xx, overload and unreadable answers. What does not: refusals that are
 * the caller's fault, and timeouts of a caller that gave the backend less than a quarter of its configured time, so that a client with
 * tiny deadlines cannot open the breaker for everyone. The breaker's own timeout lies a little above the call's and only guards against a
 * call that never ends.
 */
public final class Breaker<Q, A> implements Call<Q, A> {
    private final String backend;
    private final long fairNanos;
    private final CircuitBreaker breaker;
    private final Ticker ticker;
    private final ResilienceListener listener;
    private final Call<Q, A> next;

    public Breaker(
            String backend,
            ResilienceSettings.Breaker settings,
            Duration timeout,
            Vertx vertx,
            Ticker ticker,
            ResilienceListener listener,
            Call<Q, A> next) {
        this.backend = backend;
        this.fairNanos = timeout.toNanos() / 4;
        this.ticker = ticker;
        this.listener = listener;
        this.next = next;
        this.breaker = CircuitBreaker.create(
                        backend,
                        vertx,
                        new CircuitBreakerOptions()
                                .setMaxFailures(settings.failures())
                                .setFailuresRollingWindow(settings.window().toMillis())
                                .setResetTimeout(settings.reset().toMillis())
                                .setTimeout(timeout.toMillis() + 500)
                                .setNotificationAddress(null))
                .failurePolicy(outcome -> outcome.failed() && countsAgainst(outcome.cause()))
                .openHandler(v -> listener.breakerChanged(backend, "open"))
                .halfOpenHandler(v -> listener.breakerChanged(backend, "half_open"))
                .closeHandler(v -> listener.breakerChanged(backend, "closed"));
    }

    /** True while calls are turned away. */
    public boolean open() {
        return breaker.state() == CircuitBreakerState.OPEN;
    }

    public Future<Void> close() {
        breaker.close();
        return Future.succeededFuture();
    }

    @Override
    public Future<A> invoke(Q question, RequestContext context) {
        long start = ticker.nanos();
        return breaker.<A>execute(() ->
                        next.invoke(question, context).recover(cause -> Future.failedFuture(markUnfair(cause, start))))
                .recover(cause -> Future.failedFuture(translate(cause)));
    }

    private Throwable markUnfair(Throwable cause, long start) {
        boolean timeout = cause instanceof Failed failed && failed.failure().reason() == Failure.Reason.TIMEOUT;
        return timeout && ticker.nanos() - start < fairNanos ? new Unfair(cause) : cause;
    }

    private Throwable translate(Throwable cause) {
        if (cause instanceof OpenCircuitException) {
            listener.turnedAway(backend, Failure.Reason.BREAKER_OPEN);
            return Failure.of(Failure.Reason.BREAKER_OPEN, backend, "not called: it failed too often lately")
                    .asException();
        }
        if (cause instanceof TimeoutException) {
            return Failure.of(Failure.Reason.TIMEOUT, backend, "the call never ended")
                    .asException();
        }
        return cause instanceof Unfair unfair ? unfair.original : cause;
    }

    private static boolean countsAgainst(@Nullable Throwable cause) {
        if (cause instanceof Failed failed) {
            return switch (failed.failure().reason()) {
                case TIMEOUT, CONNECT, RESET, SERVER_ERROR, OVERLOADED, BAD_ANSWER, TOO_LARGE -> true;
                case BREAKER_OPEN, SATURATED, THROTTLED, REFUSED, UNAUTHORIZED, NOT_FOUND, INTERNAL -> false;
            };
        }
        return cause instanceof TimeoutException;
    }

    /** A timeout that says more about the caller than about the backend. */
    private static final class Unfair extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Throwable original;

        Unfair(Throwable original) {
            super(null, null, false, false);
            this.original = original;
        }
    }
}
