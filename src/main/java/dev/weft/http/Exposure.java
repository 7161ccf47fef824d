package dev.weft.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who may read answers in a browser, and how strictly browsers are to keep to TLS.
 *
 * @param origins the web origins whose pages may call, each with the sites it may read; no sites means all. Exact: scheme, host and port
 * @param credentials whether pages may call with cookies and client certificates; bearer tokens need no such permission
 * @param maxAge how long a browser may remember what it asked beforehand
 * @param hsts how long browsers are to use TLS only (told over TLS alone); zero for not saying so
 */
public record Exposure(Map<String, Set<String>> origins, boolean credentials, Duration maxAge, Duration hsts) {
    /** No page of another origin may call. */
    public static final Exposure NONE = new Exposure(Map.of(), false, Duration.ofMinutes(10), Duration.ZERO);

    public Exposure {
        Map<String, Set<String>> copy = new HashMap<>();
        origins.forEach((origin, sites) -> {
            if (!origin.matches("https?://[a-z0-9.\\[\\]:-]+") || origin.endsWith(":80") || origin.endsWith(":443")) {
                throw new IllegalArgumentException("origin: " + origin
                        + " (expected: scheme and host in lower case, a port only where it is not the scheme's)");
            }
            copy.put(origin, Set.copyOf(sites));
        });
        origins = Map.copyOf(copy);
    }
}
