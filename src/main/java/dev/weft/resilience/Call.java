package dev.weft.resilience;

import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;

/**
 * One question to one backend. A decorator is a Call that wraps a Call.
 *
 * <p>The future fails with {@link dev.weft.kernel.Failed} for an expected failure. The method never throws and never blocks; the answer
 * comes before the context's deadline or not at all, and may complete on another event loop.
 */
@FunctionalInterface
public interface Call<Q, A> {
    Future<A> invoke(Q question, RequestContext context);
}
