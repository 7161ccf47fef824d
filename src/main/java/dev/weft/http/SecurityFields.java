package dev.weft.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * The fields with which every answer tells browsers to be careful: no guessing of types, no referrer, no embedding by other origins, TLS
 * only where TLS is spoken; and which pages may read it. All text is prepared, so an answer pays for a few entries in its header and for
 * nothing else. What may run in the answer itself is for its type to say: see {@link #NOTHING_RUNS}.
 */
final class SecurityFields {
    static final CharSequence POLICY = HttpHeaders.createOptimized("content-security-policy");
    /** Of answers that are data. */
    static final CharSequence NOTHING_RUNS =
            HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'; sandbox");

    private static final CharSequence TYPE_OPTIONS = HttpHeaders.createOptimized("x-content-type-options");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence REFERRER = HttpHeaders.createOptimized("referrer-policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
    private static final CharSequence RESOURCE = HttpHeaders.createOptimized("cross-origin-resource-policy");
    private static final CharSequence SAME_ORIGIN = HttpHeaders.createOptimized("same-origin");
    private static final CharSequence TRANSPORT = HttpHeaders.createOptimized("strict-transport-security");

    /** Those of every answer as they stand on the wire, for an answer that is made of bytes. */
    static final String PREPARED = TYPE_OPTIONS + ": " + NO_SNIFF + "\r\n" + REFERRER + ": " + NO_REFERRER + "\r\n"
            + RESOURCE + ": " + SAME_ORIGIN + "\r\n";

    private final Cors cors;
    private final Proxies proxies;
    private final CharSequence hsts;

    SecurityFields(Exposure exposure, Proxies proxies, Optional<Face> face) {
        this.cors = new Cors(exposure, face);
        this.proxies = proxies;
        long seconds = exposure.hsts().toSeconds();
        this.hsts = seconds == 0 ? "" : HttpHeaders.createOptimized("max-age=" + seconds);
    }

    Cors cors() {
        return cors;
    }

    /** Of an answer to whom it is known; takes the place of what an answer made elsewhere says of the same. */
    void add(Exchange exchange, MultiMap headers) {
        guard(exchange.request(), headers);
        cors.add(exchange, headers);
    }

    /** Of an answer before anybody was asked who they are. */
    void add(HttpServerRequest request, boolean ofFace, MultiMap headers) {
        guard(request, headers);
        cors.add(request, ofFace, headers);
    }

    private void guard(HttpServerRequest request, MultiMap headers) {
        headers.set(TYPE_OPTIONS, NO_SNIFF);
        headers.set(REFERRER, NO_REFERRER);
        headers.set(RESOURCE, SAME_ORIGIN);
        if (!hsts.isEmpty() && proxies.secure(request)) {
            headers.set(TRANSPORT, hsts);
        }
    }
}
