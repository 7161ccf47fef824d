package dev.weft.telemetry;

import java.util.Set;

/** The methods of HTTP that are written down by their names: a client may make up any other word, and put anything into it. */
final class Methods {
    private static final Set<String> KNOWN =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    private Methods() {}

    static boolean known(String method) {
        return KNOWN.contains(method);
    }

    /** The method, or {@code other}. */
    static String named(String method) {
        return known(method) ? method : "other";
    }
}
