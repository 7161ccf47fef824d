package dev.weft.backend.client;

import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.resilience.Call;
import io.vertx.core.Future;

/**
 * Adds Weft's own credentials to a request that carries none. A refused client token is dropped and the request sent once more with a new
 * one: that is not a retry of a failure, and it is safe for any method, because a 401 says that nothing was done.
 */
final class Authorised implements Call<BackendRequest, BackendResponse> {
    private final ClientTokens tokens;
    private final Call<BackendRequest, BackendResponse> next;

    Authorised(ClientTokens tokens, Call<BackendRequest, BackendResponse> next) {
        this.tokens = tokens;
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
        return tokens.token(context)
                .compose(token -> send(request, token, context).recover(cause -> {
                    if (!(cause instanceof Failed failed) || failed.failure().reason() != Failure.Reason.UNAUTHORIZED) {
                        return Future.failedFuture(cause);
                    }
                    tokens.refused(token);
                    return tokens.token(context).compose(fresh -> send(request, fresh, context));
                }));
    }

    private Future<BackendResponse> send(BackendRequest request, String token, RequestContext context) {
        return next.invoke(request.withHeader("authorization", "Bearer " + token), context);
    }

    private static boolean carriesAuthorization(BackendRequest request) {
        return request.headers().stream().anyMatch(header -> header.getKey().equals("authorization"));
    }
}
