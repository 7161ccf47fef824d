package dev.weft.backend.rest;

import io.vertx.core.http.HttpMethod;
import java.util.Optional;

/**
 * How one question is put. Path and body may hold {@code {keys}}, {@code {customer}}, {@code {site}}, {@code {locale}},
 * {@code {currency}} and {@code {market.NAME}}. In the path each value is percent-encoded; in the body it becomes a JSON string, and
 * {@code {keys}} an array of them.
 *
 * @param method GET, or POST for a question in a body
 * @param path path and query from the backend's base URL on
 * @param keys how several codes become one text in the path
 * @param maxKeys the most codes of one call; larger sets are spread over several calls at once
 * @param body a JSON document, for POST
 * @param rows JSON Pointer to the array of rows in the answer; empty where the answer is the array
 */
public record RestCall(HttpMethod method, String path, KeyJoin keys, int maxKeys, Optional<String> body, String rows) {
    public RestCall {
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.POST)) {
            throw new IllegalArgumentException("method: " + method + " (expected: GET or POST)");
        }
        if (body.isPresent() != method.equals(HttpMethod.POST)) {
            throw new IllegalArgumentException("body: (expected: with POST, and only with it)");
        }
        if (!path.startsWith("/") || path.indexOf(' ') >= 0 || path.indexOf('#') >= 0) {
            throw new IllegalArgumentException("path: '" + path + "' (expected: a path and query starting with /)");
        }
        if (maxKeys < 1) {
            throw new IllegalArgumentException("maxKeys: " + maxKeys + " (expected: at least 1)");
        }
        if (!rows.isEmpty() && !rows.startsWith("/")) {
            throw new IllegalArgumentException("rows: '" + rows + "' (expected: a JSON Pointer like /rows)");
        }
        Template.compileStrict("path", path);
    }

    /** A GET for codes joined by commas. */
    public static RestCall get(String path, int maxKeys, String rows) {
        return new RestCall(HttpMethod.GET, path, KeyJoin.by(","), maxKeys, Optional.empty(), rows);
    }

    /**
     * How several codes stand in one path: {@code a|b|c}, or {@code code=a&code=b&code=c}.
     *
     * @param separator between codes; it is percent-encoded like them
     * @param parameter repeated with each code instead
     */
    public record KeyJoin(String separator, Optional<String> parameter) {
        public KeyJoin {
            if (separator.isEmpty() && parameter.isEmpty()) {
                throw new IllegalArgumentException("keys: (expected: a separator or a parameter to repeat)");
            }
        }

        public static KeyJoin by(String separator) {
            return new KeyJoin(separator, Optional.empty());
        }

        public static KeyJoin repeated(String parameter) {
            return new KeyJoin("", Optional.of(parameter));
        }
    }

    /** Whether the question is another one for another site, and so perhaps about other goods. */
    public boolean differsBySite() {
        return pathTemplate().differsBySite()
                || bodyTemplate().map(Template::differsBySite).orElse(false);
    }

    boolean names(String placeholder) {
        return pathTemplate().names(placeholder)
                || bodyTemplate().map(body -> body.names(placeholder)).orElse(false);
    }

    Template pathTemplate() {
        return Template.compileStrict("path", path);
    }

    Optional<Template> bodyTemplate() {
        return body.map(text -> Template.compile(text));
    }
}
