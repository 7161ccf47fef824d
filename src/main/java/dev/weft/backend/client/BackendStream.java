package dev.weft.backend.client;

import dev.weft.kernel.RequestContext;
import dev.weft.resilience.Call;
import io.vertx.core.Future;

/**
 * Hands whole messages on to one backend, without gathering them. Thread-safe.
 *
 * <p>The future completes with the head of the answer, whatever its status, on the loop that called, by the context's deadline; it fails
 * with {@link dev.weft.kernel.Failed} where none came. Whoever gets an answer must set its body's handlers before returning to the loop,
 * and read it or give it up: until then it holds a connection. A body that takes longer than {@link StreamCall#WHOLE} breaks off.
 */
public final class BackendStream {
    private final String name;
    private final Call<StreamRequest, StreamResponse> pipeline;

    BackendStream(String name, Call<StreamRequest, StreamResponse> pipeline) {
        this.name = name;
        this.pipeline = pipeline;
    }

    /** The backend's configured name. */
    public String name() {
        return name;
    }

    public Future<StreamResponse> send(StreamRequest request, RequestContext context) {
        return pipeline.invoke(request, context);
    }
}
