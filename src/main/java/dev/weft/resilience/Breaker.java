package dev.weft.resilience;

import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.circuitbreaker.TimeoutException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stops calling a backend that is down, and lets one call at a time probe whether it is back. The states are those of Vert.x's circuit
 * breaker, one per backend for the whole process; when to open is decided here, by rate.
 *
 * <p>Opens when, within the window, so many calls failed as configured and at least half of all did: Vert.x's own count would begin anew
 * with every good answer, so a backend that fails every second call would never open it, and a bare count would open it for a busy one
 * that hardly ever fails. Opens, too, when so many failed one after the other and the last good answer is two seconds old: until the good
 * answers of a busy backend have left the window, every caller would wait for one that has fallen silent. While it is closed a call goes straight through; while it is open it is turned away; half-open, Vert.x lets one
 * probe pass.
 *
 * <p>What counts against the backend: timeouts, lost connections, 5xx, overload and unreadable answers. What does not: refusals that are
 * the caller's fault, and timeouts of a caller that gave the backend less than a quarter of its configured time, so that a client with
 * tiny deadlines cannot open the breaker for everyone. Such a caller never probes either.
 *
 * <p>Whoever comes when a probe is due is turned away like the others unless the backend answers at once: a backend that swallows its calls
 * would cost one caller in every reset time the whole of his deadline. The probe goes on without him.
 */
public final class Breaker<Q, A> implements Call<Q, A> {
    private static final Duration AT_ONCE = Duration.ofMillis(50);
    private static final long SILENT_NANOS = Duration.ofSeconds(2).toNanos();

    private final String backend;
    private final long fairNanos;
    private final int failures;
    private final OutcomeWindow window;
    private final CircuitBreaker breaker;
    private final Ticker ticker;
    private final Timers timers;
    private final ResilienceListener listener;
    private final Call<Q, A> next;
    private final AtomicInteger inARow = new AtomicInteger();
    private volatile long lastGood;
    private volatile boolean closed = true;

    public Breaker(
            String backend,
            ResilienceSettings.Breaker settings,
            Duration timeout,
            Vertx vertx,
            Ticker ticker,
            Timers timers,
            ResilienceListener listener,
            Call<Q, A> next) {
        this.backend = backend;
        this.fairNanos = timeout.toNanos() / 4;
        this.failures = settings.failures();
        this.window = new OutcomeWindow(settings.window(), ticker);
        this.ticker = ticker;
        this.timers = timers;
        this.listener = listener;
        this.next = next;
        this.lastGood = ticker.nanos();
        this.breaker = CircuitBreaker.create(
                        backend,
                        vertx,
                        new CircuitBreakerOptions()
                                .setMaxFailures(Integer.MAX_VALUE)
                                .setResetTimeout(settings.reset().toMillis())
                                .setTimeout(timeout.toMillis()
                                        + 500) // a probe that never ends must not hold the place of the next
                                .setNotificationAddress(null))
                .failurePolicy(outcome -> outcome.failed() && countsAgainst(outcome.cause()))
                .openHandler(v -> changed(CircuitBreakerState.OPEN))
                .halfOpenHandler(v -> changed(CircuitBreakerState.HALF_OPEN))
                .closeHandler(v -> changed(CircuitBreakerState.CLOSED));
    }

    private void changed(CircuitBreakerState state) {
        if (state == CircuitBreakerState.CLOSED) {
            window.clear();
            good();
        }
        closed = state == CircuitBreakerState.CLOSED;
        listener.breakerChanged(backend, state.name().toLowerCase(Locale.ROOT));
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
        if (closed) {
            boolean fair = context.deadline().remainingNanos() >= fairNanos;
            return next.invoke(question, context).onComplete(outcome -> judge(outcome.cause(), fair));
        }
        if (context.deadline().remainingNanos() < fairNanos) {
            return Future.failedFuture(turnedAway());
        }
        Future<A> probe = breaker.execute(() -> next.invoke(question, context))
                .recover(cause -> Future.failedFuture(translate(cause)));
        return probe.isComplete() ? probe : ifAtOnce(probe);
    }

    private Future<A> ifAtOnce(Future<A> probe) {
        Promise<A> answer = Promise.promise();
        Timers.Timer late = timers.after(AT_ONCE, () -> {
            if (!answer.future().isComplete()) {
                answer.tryFail(turnedAway());
            }
        });
        probe.onComplete(outcome -> {
            late.cancel();
            if (outcome.succeeded()) {
                answer.tryComplete(outcome.result());
            } else {
                answer.tryFail(outcome.cause());
            }
        });
        return answer.future();
    }

    private void judge(@Nullable Throwable cause, boolean fair) {
        if (cause == null || !countsAgainst(cause)) {
            window.good();
            good();
        } else if (fair || !isTimeout(cause)) {
            window.bad();
            boolean half = window.bads() >= failures && window.bads() * 2 >= window.all();
            if (half || inARow.incrementAndGet() >= failures && ticker.nanos() - lastGood >= SILENT_NANOS) {
                open(breaker);
            }
        }
    }

    private void good() {
        inARow.set(0);
        lastGood = ticker.nanos();
    }

    private void open(CircuitBreaker states) {
        if (closed) {
            closed = false; // whoever sees this first opens it
            states.open();
        }
    }

    private static boolean isTimeout(Throwable cause) {
        return cause instanceof Failed failed && failed.failure().reason() == Failure.Reason.TIMEOUT;
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
