package dev.weft.backend.client;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request to a backend, before credentials and trace are added.
 *
 * @param operation the configured operation's name, for metrics and messages, for example {@code stock}
 * @param method the HTTP method
 * @param target path and query relative to the backend's base URL, already percent-encoded, starting with {@code /}
 * @param headers fields to send; names in lower case
 * @param body the body and its content type, where there is one
 * @param repeatable true when sending it twice does no harm, so that it may be retried
 */
public record BackendRequest(
        String operation,
        HttpMethod method,
        String target,
        List<Map.Entry<String, String>> headers,
        Optional<Body> body,
        boolean repeatable) {

    /** Bytes to send. Not copied: whoever builds them lets go of them. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Body(String contentType, byte[] bytes) {}

    /** A repeatable GET that accepts JSON. */
    public static BackendRequest get(String operation, String target) {
        return new BackendRequest(operation, HttpMethod.GET, target, List.of(ACCEPT_JSON), Optional.empty(), true);
    }

    /** A POST that only reads (a query in a body), and so may be repeated. */
    public static BackendRequest readingPost(String operation, String target, String contentType, byte[] body) {
        return new BackendRequest(
                operation,
                HttpMethod.POST,
                target,
                List.of(ACCEPT_JSON),
                Optional.of(new Body(contentType, body)),
                true);
    }

    /** The same request with one more field. */
    public BackendRequest withHeader(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers.size() + 1);
        more.addAll(headers);
        more.add(Map.entry(name, value));
        return new BackendRequest(operation, method, target, Collections.unmodifiableList(more), body, repeatable);
    }

    private static final Map.Entry<String, String> ACCEPT_JSON = Map.entry("accept", "application/json");
}
