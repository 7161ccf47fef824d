package dev.weft.http;

import dev.weft.cache.CacheKey;
import dev.weft.cache.CacheListener;
import dev.weft.cache.CachedResponse;
import dev.weft.cache.ResponseCache;
import dev.weft.cache.Served;
import dev.weft.kernel.Ticker;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Answers from the response cache: the bytes as they are, with Age, Cache-Control, Cache-Status (RFC 9211) and ETag, or 304 where the
 * client already has them.
 */
final class CachedAnswers {
    private static final CharSequence CACHE_STATUS = HttpHeaders.createOptimized("cache-status");
    private static final CharSequence COMPLETE = HttpHeaders.createOptimized("weft-complete");
    private static final CharSequence TRUE = HttpHeaders.createOptimized("?1");
    private static final CharSequence FALSE = HttpHeaders.createOptimized("?0");

    private final ResponseCache cache;
    private final Answers answers;
    private final Ticker ticker;

    CachedAnswers(ResponseCache cache, Answers answers, Ticker ticker) {
        this.cache = cache;
        this.answers = answers;
        this.ticker = ticker;
    }

    /**
     * Answers the exchange.
     *
     * @param shareable true when the address alone says what the answer is, so that shared caches may keep it
     */
    void serve(Exchange exchange, CacheKey key, boolean shareable, Supplier<Future<CachedResponse>> render) {
        Optional<CachedResponse> fresh = cache.fresh(key);
        if (fresh.isPresent()) {
            write(exchange, new Served(fresh.get(), CacheListener.Outcome.HIT), shareable);
            return;
        }
        cache.get(key, exchange.hurried(), render).onComplete(outcome -> {
            if (outcome.succeeded()) {
                write(exchange, outcome.result(), shareable);
            } else {
                answers.problem(
                        exchange,
                        Problems.of(outcome.cause(), exchange.context().requestId()));
            }
        });
    }

    private void write(Exchange exchange, Served served, boolean shareable) {
        CachedResponse response = served.response();
        long now = ticker.nanos();
        long ttl = response.ttlSeconds(now);
        MultiMap headers = exchange.request().response().headers();
        headers.add(HttpHeaders.CACHE_CONTROL, cacheControl(response, shareable));
        headers.add(HttpHeaders.ETAG, response.etag());
        headers.add(HttpHeaders.AGE, Long.toString(response.ageSeconds(now)));
        headers.add(CACHE_STATUS, status(served, ttl));
        headers.add(COMPLETE, response.complete() ? TRUE : FALSE);
        exchange.cache(served.outcome().code());
        String known = exchange.request().headers().get(HttpHeaders.IF_NONE_MATCH);
        if (known != null && EntityTag.matches(known, response.etag())) {
            answers.empty(exchange, 304);
        } else {
            answers.json(exchange, 200, response.body());
        }
    }

    private static String cacheControl(CachedResponse response, boolean shareable) {
        if (response.freshness().none()) {
            return "no-store";
        }
        long maxAge = response.freshness().ttl().toSeconds();
        String scope = shareable ? "public, max-age=" : "private, max-age=";
        long revalidate = response.freshness().staleWhileRevalidate().toSeconds();
        long error = response.freshness().staleIfError().toSeconds();
        if (revalidate == 0 && error == 0) {
            return scope + maxAge;
        }
        return scope + maxAge + ", stale-while-revalidate=" + revalidate + ", stale-if-error=" + error;
    }

    private static String status(Served served, long ttl) {
        return switch (served.outcome()) {
            case HIT -> "weft; hit; ttl=" + ttl;
            case STALE -> "weft; hit; ttl=" + ttl + "; detail=stale";
            case MISS -> served.response().freshness().none() ? "weft; fwd=miss" : "weft; fwd=miss; stored";
            case COLLAPSED -> "weft; fwd=miss; collapsed";
            case BYPASS -> "weft; fwd=request";
        };
    }
}
