package dev.weft.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges each request before anything else looks at it: one known host, a method and a target of one meaning, no field that could be read
 * two ways, nothing larger than agreed. Holds for HTTP/1 and HTTP/2 alike; what only the bytes of HTTP/1 show is refused before, by
 * {@link dev.weft.http.wire.WireGuard}. Immutable; one pass over the fields, no allocation to speak of.
 *
 * <p>A refusal closes an HTTP/1 connection, since whoever sent one request we cannot trust may have sent a second one behind it. A
 * client's fields that claim an identity or an origin are deleted here; the mistake to avoid is to read anything of the request before
 * {@link #check}.
 */
public final class RequestGuard {
    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);
    static final String ALLOW = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    /**
     * How large a request may be. The line and header sizes are also set on the server's options, whose decoder stops reading there.
     *
     * @param target bytes of the request target
     * @param fieldBytes bytes of all fields, names and values
     * @param fields how many fields
     * @param body bytes of a body whose length is declared; others are counted while they are read
     */
    public record Limits(int target, int fieldBytes, int fields, long body) {
        public static final Limits DEFAULT = new Limits(8 * 1024, 24 * 1024, 100, 1024 * 1024);
    }

    private final Authorities authorities;
    private final Limits limits;
    private final Proxies proxies;

    public RequestGuard(Authorities authorities, Limits limits, Proxies proxies) {
        this.authorities = authorities;
        this.limits = limits;
        this.proxies = proxies;
    }

    /** The same with every host known, for what may be asked whatever it is called: all else is refused as before. */
    public RequestGuard forAnyHost() {
        return new RequestGuard(Authorities.any(), limits, proxies);
    }

    /** The most bytes of a body, for whoever reads one whose length nobody declared. */
    long maxBody() {
        return limits.body();
    }

    /** Whose word on the client's address is believed. */
    Proxies proxies() {
        return proxies;
    }

    /** What to make of {@code request}; also of one that Vert.x could not decode. */
    public Verdict check(HttpServerRequest request) {
        if (request.decoderResult().isFailure()) {
            return undecoded(request.decoderResult().cause());
        }
        if (!METHODS.contains(request.method())) {
            return Verdict.METHOD;
        }
        Fields fields = new Fields(limits, request.version() != HttpVersion.HTTP_2);
        request.headers().forEach(fields);
        Verdict verdict = fields.verdict();
        if (!verdict.accepted()) {
            return verdict;
        }
        if (!fields.claims().isEmpty()) {
            forget(request, fields.claims());
        }
        String host = fields.host();
        if (request.version() == HttpVersion.HTTP_2) {
            String authority = authority(request.authority());
            if (host != null && !host.equalsIgnoreCase(authority)) {
                return Verdict.HOST_MISMATCH;
            }
            host = authority;
        }
        if (host == null) {
            return Verdict.HOST_COUNT;
        }
        verdict = authorities.judge(host);
        return verdict.accepted() ? target(request.method(), request.uri(), host) : verdict;
    }

    private Verdict target(HttpMethod method, String target, String host) {
        if (target.length() > limits.target()) {
            return Verdict.TARGET_TOO_LONG;
        }
        if (target.startsWith("/")) {
            return Target.judge(target, 0);
        }
        if (target.equals("*")) {
            return method == HttpMethod.OPTIONS ? Verdict.ACCEPTED : Verdict.TARGET_FORM;
        }
        int from = target.startsWith("http://") ? 7 : target.startsWith("https://") ? 8 : -1;
        int path = from < 0 ? -1 : target.indexOf('/', from);
        if (path < 0) {
            return Verdict.TARGET_FORM;
        }
        boolean same = path - from == host.length() && target.regionMatches(true, from, host, 0, host.length());
        return same ? Target.judge(target, path) : Verdict.HOST_MISMATCH;
    }

    /** Fields with which systems tell each other who and where a client is: from the client itself they are deleted. */
    private void forget(HttpServerRequest request, List<String> claims) {
        boolean believed = proxies.trusts(request);
        for (String name : claims) {
            if (!believed || !FieldPolicy.isForwarding(name)) {
                request.headers().remove(name);
            }
        }
    }

    private static Verdict undecoded(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Verdict.TARGET_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException ? Verdict.FIELDS_TOO_LARGE : Verdict.MALFORMED;
    }

    private static @Nullable String authority(@Nullable HostAndPort authority) {
        return authority == null ? null : authority.toString();
    }
}
