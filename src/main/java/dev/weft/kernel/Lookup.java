package dev.weft.kernel;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;

/**
 * One question asked of one source for many keys at once. Every read port has this shape, so that caching, sharing and batching are
 * written once.
 *
 * <p>A key that the source does not know is absent from the answer; that is not a failure. The future fails with {@link Failed} for an
 * expected failure, and then for all keys. The method never throws and never blocks; the future may complete on another event loop.
 */
@FunctionalInterface
public interface Lookup<K, V> {
    Future<Map<K, Aged<V>>> fetch(Set<K> keys, Market market, RequestContext context);

    /**
     * The same, for whoever keeps state until the answer comes: an adapter that throws in spite of the contract fails the future instead,
     * so that its bug costs one answer and not a place that is never given back.
     */
    default Future<Map<K, Aged<V>>> fetchOrFail(Set<K> keys, Market market, RequestContext context) {
        try {
            return fetch(keys, market, context);
        } catch (RuntimeException bug) {
            return Future.failedFuture(bug);
        }
    }
}
