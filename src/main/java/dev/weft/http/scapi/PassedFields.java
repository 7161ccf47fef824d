package dev.weft.http.scapi;

import dev.weft.kernel.TraceContext;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which header fields pass: all but those that speak of one connection (RFC 9110, 7.6.1). SCAPI stands on the open internet and believes
 * nothing a client says of itself but its token, so there is nothing more to hold back on the way there.
 */
final class PassedFields {
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "http2-settings");
    /** What would have another answer come back than the one that can be woven into. */
    private static final List<String> CONDITIONS =
            List.of("if-none-match", "if-modified-since", "if-match", "if-unmodified-since", "if-range", "range");

    /** What a question keeps whose answer is shared: who asks by what right, and what is for logs and made anew in each answer. */
    private static final Set<String> HARMLESS = Set.of("authorization", "correlation-id", "traceparent", "tracestate");

    /**
     * Fields of a handshake that is none, since Upgrade goes no further. Servers on Netty take eight bytes behind two of them for a body
     * that no length announces, and these would be the first eight of the next shopper's request.
     */
    private static final String HANDSHAKE = "sec-websocket-";

    static final CharSequence CORRELATION = HttpHeaders.createOptimized("correlation-id");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence IDENTITY = HttpHeaders.createOptimized("identity");

    private PassedFields() {}

    /** A client's fields for SCAPI. */
    static MultiMap onward(MultiMap received, boolean body, TraceContext trace) {
        Set<String> named = named(received);
        MultiMap fields = HttpHeaders.headers();
        received.forEach((name, value) -> {
            if (!isOurs(name, body) && !stays(name, named)) {
                fields.add(name, value);
            }
        });
        if (!fields.contains(CORRELATION)) {
            fields.set(CORRELATION, uuid(trace.traceId()));
        }
        return fields;
    }

    /** Leaves only what cannot change an answer that others will get too. */
    static void unkeyed(MultiMap fields) {
        for (String name : List.copyOf(fields.names())) {
            if (!HARMLESS.contains(name.toLowerCase(Locale.ROOT))) {
                fields.remove(name);
            }
        }
        fields.set(HttpHeaders.ACCEPT, JSON);
    }

    /** Has the whole answer come back, readable. */
    static void whole(MultiMap fields) {
        CONDITIONS.forEach(fields::remove);
        fields.set(HttpHeaders.ACCEPT_ENCODING, IDENTITY);
    }

    /** SCAPI's fields for the client. */
    static void back(MultiMap answered, MultiMap into) {
        Set<String> named = named(answered);
        answered.forEach((name, value) -> {
            if (!stays(name, named)) {
                into.add(name, value);
            }
        });
    }

    /** What is said to this gateway, and not handed on by it. */
    private static boolean isOurs(String name, boolean body) {
        return switch (name.length()) {
            case 4 -> name.equalsIgnoreCase("host");
            case 6 -> name.equalsIgnoreCase("expect");
            case 14 -> !body && name.equalsIgnoreCase("content-length");
            default -> name.regionMatches(true, 0, HANDSHAKE, 0, HANDSHAKE.length());
        };
    }

    /** Whether a field speaks of one connection, by its name or because Connection names it. */
    private static boolean stays(String name, Set<String> named) {
        boolean may = // none of them begins otherwise: most names need no second look
                switch (name.isEmpty() ? 0 : name.charAt(0) | 0x20) {
                    case 'c', 'h', 'k', 'p', 't', 'u' -> true;
                    default -> false;
                };
        if (!may && named.isEmpty()) {
            return false;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return may && OF_THE_CONNECTION.contains(lower) || named.contains(lower);
    }

    /** What Connection names, in lower case. */
    private static Set<String> named(MultiMap fields) {
        List<String> connection = fields.getAll(HttpHeaders.CONNECTION);
        if (connection.isEmpty()) {
            return Set.of();
        }
        Set<String> named = new HashSet<>();
        for (String field : connection) {
            for (String option : field.split(",", -1)) {
                named.add(option.strip().toLowerCase(Locale.ROOT));
            }
        }
        return named;
    }

    /** The trace's own id as the UUID that SCAPI's correlation ids are, so that one leads to the other. */
    private static String uuid(String traceId) {
        return traceId.substring(0, 8)
                + '-'
                + traceId.substring(8, 12)
                + '-'
                + traceId.substring(12, 16)
                + '-'
                + traceId.substring(16, 20)
                + '-'
                + traceId.substring(20);
    }
}
