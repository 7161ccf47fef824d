package dev.weft.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Judges each request before anything else looks at it: one known host, a method and a target of one meaning, no field that could be read
 * two ways, nothing larger than agreed. Holds for HTTP/1 and HTTP/2 alike; what only the bytes of HTTP/1 show is refused before, by
 * {@link dev.weft.http.wire.WireGuard}. Immutable; one pass over the fields, no allocation to speak of.
 *
 * <p>A refusal closes an HTTP/1 connection, since whoever sent one request we cannot trust may have sent a second one behind it. The
 * mistake to avoid is to read anything of the request before {@link #check}.
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
    private static final String ALLOW = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

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

    public RequestGuard(Authorities authorities, Limits limits) {
        this.authorities = authorities;
        this.limits = limits;
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
        String host = request.version() == HttpVersion.HTTP_2 ? authority(request.authority()) : fields.host;
        if (request.version() == HttpVersion.HTTP_2 && fields.host != null && !fields.host.equalsIgnoreCase(host)) {
            return Verdict.HOST_MISMATCH;
        }
        if (host == null) {
            return Verdict.HOST_COUNT;
        }
        verdict = authorities.judge(host);
        return verdict.accepted() ? target(request.method(), request.uri(), host) : verdict;
    }

    /**
     * Answers {@code request} with {@code verdict}'s status and closes its connection. Also what to give the server as handler of invalid
     * requests: {@code server.invalidRequestHandler(request -> guard.refuse(request, guard.check(request)))}.
     */
    public void refuse(HttpServerRequest request, Verdict verdict) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(verdict.accepted() ? Verdict.MALFORMED.status() : verdict.status());
        if (verdict == Verdict.METHOD) {
            response.putHeader(HttpHeaders.ALLOW, ALLOW);
        }
        if (request.version() == HttpVersion.HTTP_2) {
            response.end();
        } else {
            response.putHeader(HttpHeaders.CONNECTION, "close");
            response.end().onComplete(ended -> request.connection().close());
        }
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

    private static Verdict undecoded(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Verdict.TARGET_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException ? Verdict.FIELDS_TOO_LARGE : Verdict.MALFORMED;
    }

    private static @Nullable String authority(@Nullable HostAndPort authority) {
        return authority == null ? null : authority.toString();
    }

    /** One pass over the fields. The first fault is the one reported. */
    private static final class Fields implements BiConsumer<String, String> {
        private static final Set<String> NOT_TO_BE_NAMED = Set.of(
                "authorization",
                "host",
                "cookie",
                "content-length",
                "content-type",
                "forwarded",
                "idempotency-key",
                "expect");

        private final Limits limits;
        private final boolean framed;
        private Verdict fault = Verdict.ACCEPTED;
        private int count;
        private int bytes;
        private @Nullable String host;
        private boolean authorization;
        private boolean contentType;
        private boolean contentLength;
        private boolean transferEncoding;

        Fields(Limits limits, boolean framed) {
            this.limits = limits;
            this.framed = framed;
        }

        @Override
        public void accept(String name, String value) {
            count++;
            bytes += name.length() + value.length();
            if (name.isEmpty() || name.indexOf('_') >= 0) {
                fault(Verdict.FIELD_NAME);
                return;
            }
            switch (name.length()) {
                case 4 -> host(name, value);
                case 6 -> expect(name, value);
                case 10 -> connection(name, value);
                case 12 -> contentType = once(name, "content-type", contentType);
                case 13 -> authorization = once(name, "authorization", authorization);
                case 14 -> length(name, value);
                case 17 -> encoding(name, value);
                default -> {
                    // No meaning for us that could be doubled.
                }
            }
        }

        Verdict verdict() {
            if (count > limits.fields() || bytes > limits.fieldBytes()) {
                fault(Verdict.FIELDS_TOO_LARGE);
            }
            if (contentLength && transferEncoding || transferEncoding && !framed) {
                fault(Verdict.FRAMING);
            }
            return fault;
        }

        private void fault(Verdict found) {
            if (fault.accepted()) {
                fault = found;
            }
        }

        private boolean once(String name, String wanted, boolean before) {
            boolean is = name.equalsIgnoreCase(wanted);
            if (is && before) {
                fault(Verdict.FIELD_REPEATED);
            }
            return is || before;
        }

        private void host(String name, String value) {
            if (name.equalsIgnoreCase("host")) {
                if (host != null) {
                    fault(Verdict.HOST_COUNT);
                }
                host = value;
            }
        }

        private void expect(String name, String value) {
            if (name.equalsIgnoreCase("expect") && !value.equalsIgnoreCase("100-continue")) {
                fault(Verdict.EXPECTATION);
            }
        }

        private void length(String name, String value) {
            if (!name.equalsIgnoreCase("content-length")) {
                return;
            }
            if (contentLength || value.isEmpty() || value.length() > 15 || !digits(value)) {
                fault(Verdict.FRAMING);
            } else if (Long.parseLong(value) > limits.body()) {
                fault(Verdict.BODY_TOO_LARGE);
            }
            contentLength = true;
        }

        private void encoding(String name, String value) {
            if (name.equalsIgnoreCase("transfer-encoding")) {
                if (transferEncoding || !value.equalsIgnoreCase("chunked")) {
                    fault(Verdict.FRAMING);
                }
                transferEncoding = true;
            }
        }

        /** Whoever lists a field in Connection asks a proxy to drop it; asked of these, the request would change its meaning. */
        private void connection(String name, String value) {
            boolean plain = value.equalsIgnoreCase("keep-alive") || value.equalsIgnoreCase("close");
            if (plain || !name.equalsIgnoreCase("connection")) {
                return;
            }
            for (String part : value.split(",", -1)) {
                String option = part.strip().toLowerCase(Locale.ROOT);
                if (NOT_TO_BE_NAMED.contains(option) || option.startsWith("x-")) {
                    fault(Verdict.CONNECTION_NAMES);
                }
            }
        }

        private static boolean digits(String value) {
            for (int i = 0; i < value.length(); i++) {
                if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                    return false;
                }
            }
            return true;
        }
    }
}
