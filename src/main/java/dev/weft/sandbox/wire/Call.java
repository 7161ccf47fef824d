package dev.weft.sandbox.wire;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request as a simulated system sees it: its own path without the prefix, decoded.
 *
 * @param segments the decoded parts of the path below the system's prefix
 * @param path the same, undecoded, with its leading slash
 * @param query decoded parameters; a blank stands for a plus sign and {@code ;} separates nothing
 */
public record Call(
        HttpMethod method,
        String path,
        List<String> segments,
        Map<String, List<String>> query,
        MultiMap headers,
        String body) {

    /** Most parameters looked at; more than that no client of ours sends. */
    private static final int MOST_PARAMETERS = 200;

    /** Reads a request whose {@code uri} is path and query, the system's prefix already removed. */
    public static Call of(HttpMethod method, String uri, MultiMap headers, String body) {
        QueryStringDecoder decoder = new QueryStringDecoder(uri, StandardCharsets.UTF_8, true, MOST_PARAMETERS, true);
        String path = decoder.rawPath();
        List<String> segments = Arrays.stream(path.split("/", -1))
                .skip(path.startsWith("/") ? 1 : 0)
                .map(Call::decoded)
                .toList();
        return new Call(method, path, segments, decoder.parameters(), headers, body);
    }

    public String segment(int position) {
        return position < segments.size() ? segments.get(position) : "";
    }

    public Optional<String> param(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /** The values of a comma-joined list parameter, blanks trimmed, empties dropped. */
    public List<String> listParam(String name) {
        return Arrays.stream(param(name).orElse("").split(","))
                .map(String::trim)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The body read as a form. */
    public Map<String, List<String>> form() {
        return new QueryStringDecoder("?" + body, StandardCharsets.UTF_8, true, MOST_PARAMETERS, true).parameters();
    }

    public Optional<String> bearer() {
        return header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).trim());
    }

    /** Name and secret of a Basic authorization. */
    public Optional<Credentials> basic() {
        return header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
                .flatMap(value -> Credentials.parse(value.substring(6).trim()));
    }

    /** Scheme and authority the caller used, for links in answers. */
    public String origin() {
        return "http://" + header("Host").orElse("localhost");
    }

    private static String decoded(String segment) {
        return segment.indexOf('%') < 0 ? segment : QueryStringDecoder.decodeComponent(segment.replace("+", "%2B"));
    }

    /** A name and its secret. */
    public record Credentials(String name, String secret) {
        static Optional<Credentials> parse(String encoded) {
            try {
                String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
                int colon = text.indexOf(':');
                return colon < 0
                        ? Optional.empty()
                        : Optional.of(new Credentials(text.substring(0, colon), text.substring(colon + 1)));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }
}
