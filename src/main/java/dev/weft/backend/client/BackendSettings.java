package dev.weft.backend.client;

import dev.weft.resilience.ResilienceSettings;
import java.net.URI;
import java.time.Duration;

/**
 * How to reach one backend and how to be protected from it.
 *
 * @param name the configured name, shown in answers, metrics and logs
 * @param url base address; its path is put before every request's target
 * @param connectTimeout the longest the making of one connection may take
 * @param connections size of the connection pool; no more calls than that are under way, whatever the limit says
 * @param maxResponseBytes an answer longer than this is cut off and counts as TOO_LARGE
 */
public record BackendSettings(
        String name,
        URI url,
        BackendAuth auth,
        Duration connectTimeout,
        int connections,
        int maxResponseBytes,
        ResilienceSettings resilience) {
    public static final int DEFAULT_MAX_RESPONSE = 2 * 1024 * 1024;

    public BackendSettings {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null) {
            throw new IllegalArgumentException("url: '" + url + "' (expected: http(s)://host[:port][/path])");
        }
        if (connections < 1) {
            throw new IllegalArgumentException("connections: " + connections + " (expected: at least 1)");
        }
    }

    /** The base path without a slash at its end. */
    String basePath() {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
