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
 * <p>What counts against the backend: timeouts, lost connections, 5xx, overload and unreadable answers, so many in a row within the window;
 * any other answer, a refusal too, proves it alive and starts the count anew. Timeouts of a caller that leaves the backend less than a
 * quarter of its configured time say nothing either way: such a client can neither open the breaker for everyone nor keep it closed, and
 * it is never the probe. The breaker's own timeout lies a little above the call's and only guards against a
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
        if (context.deadline().remainingNanos() < fairNanos) {
            return hurried(question, context);
        }
        return breaker.execute(() -> next.invoke(question, context))
                .recover(cause -> Future.failedFuture(translate(cause)));
    }

    /** Past Vert.x's breaker, which would take a timeout that does not count for a good answer, and start its count anew. */
    private Future<A> hurried(Q question, RequestContext context) {
        if (breaker.state() != CircuitBreakerState.CLOSED) {
            return Future.failedFuture(turnedAway());
        }
        return next.invoke(question, context).onComplete(outcome -> {
            boolean timeout =
                    outcome.cause() instanceof Failed failed && failed.failure().reason() == Failure.Reason.TIMEOUT;
            if (!timeout && breaker.state() == CircuitBreakerState.CLOSED) {
                breaker.<A>execute(
                        () -> outcome.succeeded() ? Future.succeededFuture() : Future.failedFuture(outcome.cause()));
            }
        });
    }

    private Throwable translate(Throwable cause) {
        if (cause instanceof OpenCircuitException) {
            return turnedAway();
        }
        if (cause instanceof TimeoutException) {
            return Failure.of(Failure.Reason.TIMEOUT, backend, "the call never ended")
                    .asException();
        }
        return cause;
    }

    private Failed turnedAway() {
        listener.turnedAway(backend, Failure.Reason.BREAKER_OPEN);
        return Failure.of(Failure.Reason.BREAKER_OPEN, backend, "not called: it failed too often lately")
                .asException();
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
}
