package dev.weft.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lets pages of the configured origins read answers (the Fetch standard's CORS protocol), and nobody else. An origin is compared whole; the
 * {@code null} origin of sandboxed frames is never one of them; an unknown origin is never repeated back.
 *
 * <p>An origin may be confined to sites: then it reads what is not a site's (errors before a token is known, the contract) and answers to
 * tokens of its sites; of a {@link Face}, which leaves tokens to others, answers to requests that name no other site. Where any origin is
 * configured, every answer varies by Origin, also one to a request without, so that no shared cache hands one origin's permission to
 * another. Immutable; safe from any thread.
 */
final class Cors {
    private static final CharSequence ORIGIN = HttpHeaders.createOptimized("origin");
    private static final CharSequence VARY = HttpHeaders.createOptimized("vary");
    private static final CharSequence TRUE = HttpHeaders.createOptimized("true");
    private static final CharSequence EXPOSED = HttpHeaders.createOptimized("age, cache-status, etag, location, "
            + "ratelimit, ratelimit-policy, retry-after, weft-complete, x-request-id, idempotent-replayed");
    private static final CharSequence EXPOSED_BY_FACE = HttpHeaders.createOptimized(
            "age, cache-status, correlationid, etag, "
                    + "retry-after, sfdc_load, sfdc_load_status, sfdc_maintenance, weft-complete, weft-missing, x-request-id");
    private static final List<String> READ_BY_ALL =
            List.of("traceparent", "tracestate", "x-request-id", "x-request-deadline-ms");
    private static final List<String> NAMING_A_SITE = List.of("siteId", "channel_id");
    private static final CharSequence ASKED = HttpHeaders.createOptimized("authorization, content-type, "
            + "idempotency-key, if-none-match, traceparent, tracestate, x-request-id, x-request-deadline-ms");
    private static final CharSequence PREFLIGHT_VARY =
            HttpHeaders.createOptimized("origin, access-control-request-method, access-control-request-headers");

    private final Map<String, Set<String>> origins;
    private final boolean credentials;
    private final String maxAge;
    private final Optional<Face> face;
    private final CharSequence askedOfFace;

    /** {@code face} says what may be asked of it. */
    Cors(Exposure exposure, Optional<Face> face) {
        this.face = face;
        Set<String> names = new TreeSet<>(READ_BY_ALL);
        face.ifPresent(served -> names.addAll(served.fields()));
        askedOfFace = HttpHeaders.createOptimized(String.join(", ", names));
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

    /**
     * Says what may be asked of a path with {@code methods}; false, and nothing said, to an origin nobody configured.
     *
     * @param ofFace whether the path is a face's
     */
    boolean permit(HttpServerRequest request, List<String> methods, boolean ofFace) {
        MultiMap headers = request.response().headers();
        headers.set(VARY, PREFLIGHT_VARY);
        String origin = request.headers().get(ORIGIN);
        if (origin == null || !origins.containsKey(origin)) {
            return false;
        }
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, String.join(", ", methods));
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ofFace ? askedOfFace : ASKED);
        headers.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, maxAge);
        return true;
    }

    /** Adds to an answer what lets its origin read it. */
    void add(Exchange exchange, MultiMap headers) {
        if (origins.isEmpty()) {
            return;
        }
        HttpServerRequest request = exchange.request();
        vary(headers);
        String origin = request.headers().get(ORIGIN);
        Set<String> sites = origin == null ? null : origins.get(origin);
        if (origin != null && sites != null && (sites.isEmpty() || isOf(sites, exchange))) {
            allow(origin, exchange.route().ofFace(), headers);
        }
    }

    /** The same before anybody was asked who they are. */
    void add(HttpServerRequest request, boolean ofFace, MultiMap headers) {
        if (origins.isEmpty()) {
            return;
        }
        vary(headers);
        String origin = request.headers().get(ORIGIN);
        if (origin != null && origins.containsKey(origin)) {
            allow(origin, ofFace, headers);
        }
    }

    private boolean isOf(Set<String> sites, Exchange exchange) {
        if (!exchange.route().ofFace()) {
            return exchange.anyPrincipal()
                    .map(who -> sites.contains(who.site()))
                    .orElse(true);
        }
        MultiMap query = exchange.request().params();
        for (String parameter : NAMING_A_SITE) {
            for (String named : query.getAll(parameter)) {
                if (!sites.contains(face.map(served -> served.site(named)).orElse(named))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What an answer varies by already stays; {@code *} says more than we could. */
    private static void vary(MultiMap headers) {
        if (headers.contains(VARY)) {
            for (String line : headers.getAll(VARY)) {
                for (String name : line.split(",", -1)) {
                    if (name.strip().equals("*") || name.strip().equalsIgnoreCase("origin")) {
                        return;
                    }
                }
            }
        }
        headers.add(VARY, ORIGIN);
    }

    private void allow(String origin, boolean ofFace, MultiMap headers) {
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, ofFace ? EXPOSED_BY_FACE : EXPOSED);
        if (credentials) {
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
        }
    }
}
