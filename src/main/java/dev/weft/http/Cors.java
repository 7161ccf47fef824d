package dev.weft.http;

import dev.weft.security.Principal;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets pages of the configured origins read answers (the Fetch standard's CORS protocol), and nobody else. An origin is compared whole; the
 * {@code null} origin of sandboxed frames is never one of them; an unknown origin is never repeated back.
 *
 * <p>An origin may be confined to sites: then it reads what is not a site's (errors before a token is known, the contract) and answers to
 * tokens of its sites. Where any origin is configured, every answer varies by Origin, also one to a request without, so that no shared
 * cache hands one origin's permission to another. Immutable; safe from any thread.
 */
final class Cors {
    private static final CharSequence ORIGIN = HttpHeaders.createOptimized("origin");
    private static final CharSequence VARY = HttpHeaders.createOptimized("vary");
    private static final CharSequence TRUE = HttpHeaders.createOptimized("true");
    private static final CharSequence EXPOSED = HttpHeaders.createOptimized("age, cache-status, etag, location, "
            + "ratelimit, ratelimit-policy, retry-after, weft-complete, x-request-id, idempotent-replayed");
    private static final CharSequence ASKED = HttpHeaders.createOptimized("authorization, content-type, "
            + "idempotency-key, if-none-match, traceparent, tracestate, x-request-id, x-request-deadline-ms");
    private static final CharSequence PREFLIGHT_VARY =
            HttpHeaders.createOptimized("origin, access-control-request-method, access-control-request-headers");

    private final Map<String, Set<String>> origins;
    private final boolean credentials;
    private final String maxAge;

    Cors(Exposure exposure) {
        origins = exposure.origins();
        credentials = exposure.credentials();
        maxAge = Long.toString(exposure.maxAge().toSeconds());
    }

    /** True where a browser asks beforehand whether it may; never where no origin is configured. */
    boolean isPreflight(HttpServerRequest request) {
        return request.method() == HttpMethod.OPTIONS
                && !origins.isEmpty()
                && request.headers().contains(ORIGIN)
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }

    /** Says what may be asked of a path with {@code methods}; false, and nothing said, to an origin nobody configured. */
    boolean permit(HttpServerRequest request, List<String> methods) {
        MultiMap headers = request.response().headers();
        headers.set(VARY, PREFLIGHT_VARY);
        String origin = request.headers().get(ORIGIN);
        if (origin == null || !origins.containsKey(origin)) {
            return false;
        }
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, String.join(", ", methods));
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ASKED);
        headers.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, maxAge);
        return true;
    }

    /** Adds to an answer what lets its origin read it. */
    void add(HttpServerRequest request, Optional<Principal> who, MultiMap headers) {
        if (origins.isEmpty()) {
            return;
        }
        if (!headers.contains(VARY)) {
            headers.add(VARY, ORIGIN);
        }
        String origin = request.headers().get(ORIGIN);
        Set<String> sites = origin == null ? null : origins.get(origin);
        if (origin == null || sites == null) {
            return;
        }
        if (!sites.isEmpty() && who.isPresent() && !sites.contains(who.get().site())) {
            return;
        }
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        if (credentials) {
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
        }
    }
}
