package dev.weft.backend.client;

import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Loops;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Timers;
import dev.weft.resilience.Call;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Map;

/**
 * Adds Weft's own credentials to a request that carries none. A refused client token is dropped and the request sent once more with a new
 * one: that is not a retry of a failure, and it is safe for any method, because a 401 says that nothing was done. Fetching a token may
 * take longer than a caller can wait; the caller then leaves at its deadline and the token is there for the next.
 *
 * <p>Whoever sends what must not be sent twice has to know whether it was sent. So, for them, a token that could not be had is no
 * credentials (UNAUTHORIZED), whatever became of the token request: its time-out or 500 says nothing of a request that never left.
 */
final class Authorised implements Call<BackendRequest, BackendResponse> {
    private final String backend;
    private final ClientTokens tokens;
    private final Timers timers;
    private final Call<BackendRequest, BackendResponse> next;

    Authorised(String backend, ClientTokens tokens, Timers timers, Call<BackendRequest, BackendResponse> next) {
        this.backend = backend;
        this.tokens = tokens;
        this.timers = timers;
        this.next = next;
    }

    /** Credentials that never change are just one more header. */
    static Call<BackendRequest, BackendResponse> fixed(
            String header, String value, Call<BackendRequest, BackendResponse> next) {
        return (request, context) ->
                next.invoke(carriesAuthorization(request) ? request : request.withHeader(header, value), context);
    }

    @Override
    public Future<BackendResponse> invoke(BackendRequest request, RequestContext context) {
        if (carriesAuthorization(request)) {
            return next.invoke(request, context);
        }
        Future<String> held = tokens.token(context);
        return held.succeeded()
                ? sendOnceMore(request, held.result(), context)
                : had(held, request, context).compose(token -> sendOnceMore(request, token, context));
    }

    /** Sends with {@code token}, and once more with a new one where that is refused. */
    private Future<BackendResponse> sendOnceMore(BackendRequest request, String token, RequestContext context) {
        return send(request, token, context).recover(cause -> {
            if (!(cause instanceof Failed failed) || failed.failure().reason() != Failure.Reason.UNAUTHORIZED) {
                return Future.failedFuture(cause);
            }
            tokens.refused(token);
            return had(tokens.token(context), request, context)
                    .compose(fresh -> fresh.equals(token) ? Future.failedFuture(cause) : send(request, fresh, context));
        });
    }

    private Future<String> had(Future<String> token, BackendRequest request, RequestContext context) {
        return request.repeatable()
                ? inTime(token, context)
                : inTime(token, context).recover(cause -> Future.failedFuture(withoutToken(cause)));
    }

    private Failed withoutToken(Throwable cause) {
        Failure why = Failure.from(cause, backend);
        return why.reason() == Failure.Reason.UNAUTHORIZED
                ? why.asException()
                : new Failure(
                                Failure.Reason.UNAUTHORIZED,
                                backend,
                                "no client token: " + why.code() + ": " + why.detail(),
                                why.retryAfter())
                        .asException();
    }

    /** The token, here and in time. */
    private Future<String> inTime(Future<String> token, RequestContext context) {
        if (token.isComplete()) {
            return token;
        }
        Promise<String> answer = Promise.promise();
        Timers.Timer timer = timers.after(
                Duration.ofNanos(Math.max(1, context.deadline().remainingNanos())),
                () -> answer.tryFail(Failure.of(Failure.Reason.TIMEOUT, backend, "no client token in time")
                        .asException()));
        Loops.here(token).onComplete(outcome -> {
            timer.cancel();
            if (outcome.succeeded()) {
                answer.tryComplete(outcome.result());
            } else {
                answer.tryFail(outcome.cause());
            }
        });
        return answer.future();
    }

    private Future<BackendResponse> send(BackendRequest request, String token, RequestContext context) {
        return next.invoke(request.withHeader("authorization", "Bearer " + token), context);
    }

    private static boolean carriesAuthorization(BackendRequest request) {
        for (Map.Entry<String, String> header : request.headers()) {
            if (header.getKey().equals("authorization")) {
                return true;
            }
        }
        return false;
    }
}
