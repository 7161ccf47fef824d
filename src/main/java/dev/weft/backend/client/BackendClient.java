package dev.weft.backend.client;

import dev.weft.kernel.RequestContext;
import dev.weft.resilience.Call;
import io.vertx.core.Future;

/**
 * One back-office system, reachable by HTTP. Each request passes the backend's whole pipeline (throttle, limit, breaker, retry,
 * credentials, HTTP) and ends before the context's deadline.
 *
 * <p>The future succeeds with any answer that has a meaning: 2xx, 3xx and 4xx other than 401, 408 and 429. It fails with
 * {@link dev.weft.kernel.Failed} for everything else: timeout, no connection, reset, 5xx, overload, too large, refused credentials.
 */
public final class BackendClient {
    private final String name;
    private final Call<BackendRequest, BackendResponse> pipeline;

    public BackendClient(String name, Call<BackendRequest, BackendResponse> pipeline) {
        this.name = name;
        this.pipeline = pipeline;
    }

    /** The backend's configured name, which failures and metrics carry. */
    public String name() {
        return name;
    }

    public Future<BackendResponse> send(BackendRequest request, RequestContext context) {
        return pipeline.invoke(request, context);
    }
}
