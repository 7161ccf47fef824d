package dev.weft.sandbox.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An answer: status, headers in order, body, and how long it waits before it leaves (the slowest part of a batch).
 *
 * <p>The body is never changed after creation, so cached bodies are shared between answers.
 */
@SuppressWarnings(
        "ArrayRecordComponent") // compared by nobody; copying a body per answer would cost more than it protects
public record Reply(int status, List<Map.Entry<String, String>> headers, byte[] body, long delayMs) {

    public static final String JSON = "application/json;charset=UTF-8";
    public static final String PROBLEM = "application/problem+json";

    public static Reply json(int status, byte[] body) {
        return of(status, JSON, body);
    }

    public static Reply json(int status, JsonBytes.Body body) {
        return of(status, JSON, JsonBytes.write(body));
    }

    public static Reply text(int status, String type, String body) {
        return of(status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply of(int status, String type, byte[] body) {
        return new Reply(status, List.of(Map.entry("Content-Type", type)), body, 0);
    }

    public static Reply empty(int status) {
        return new Reply(status, List.of(), new byte[0], 0);
    }

    public Reply with(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new Reply(status, more, body, delayMs);
    }

    public Reply after(long ms) {
        return new Reply(status, headers, body, ms);
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
