package dev.weft.sandbox.fault;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that goes wrong with a system, for all its operations or one.
 *
 * @param operation the operation it concerns; empty for all
 * @param errorRate the share of requests that end with {@code error}, from 0 to 1
 * @param offline the connection is closed without an answer
 * @param limitExceeded answers as if the quota were used up
 * @param expireTokens an act, not a state: tokens given out before it was set are refused
 * @param staleCsrf an act, not a state: CSRF tokens given out before it was set are refused
 */
public record Fault(
        Optional<String> operation,
        Optional<Latency> latency,
        Optional<ErrorKind> error,
        double errorRate,
        int retryAfterSeconds,
        boolean offline,
        boolean limitExceeded,
        boolean expireTokens,
        boolean staleCsrf) {

    private static final Set<String> KEYS = Set.of(
            "operation",
            "latency",
            "error",
            "errorRate",
            "retryAfterSeconds",
            "offline",
            "limitExceeded",
            "expireTokens",
            "staleCsrf");

    public Fault {
        if (!(errorRate >= 0 && errorRate <= 1)) {
            throw new IllegalArgumentException("errorRate is " + errorRate + ", expected 0 to 1");
        }
        if (retryAfterSeconds < 0) {
            throw new IllegalArgumentException("retryAfterSeconds is " + retryAfterSeconds + ", expected 0 or more");
        }
    }

    /** Reads the control plane's JSON; an unknown key is an error. An {@code errorRate} without {@code error} means 500. */
    public static Fault parse(JsonObject json) {
        for (String key : json.fieldNames()) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("'" + key + "' is not a fault, expected one of " + KEYS);
            }
        }
        Optional<JsonObject> latency = Optional.ofNullable(json.getJsonObject("latency"));
        String error = json.getString("error", json.containsKey("errorRate") ? "500" : "");
        return new Fault(
                Optional.ofNullable(json.getString("operation")),
                latency.map(it -> new Latency(
                        Latency.Kind.of(it.getString("kind", "fixed")),
                        it.getLong("ms", 0L),
                        it.getLong("sigmaMs", 0L))),
                error.isEmpty() ? Optional.empty() : Optional.of(ErrorKind.of(error)),
                json.getDouble("errorRate", 1.0),
                json.getInteger("retryAfterSeconds", 0),
                json.getBoolean("offline", false),
                json.getBoolean("limitExceeded", false),
                json.getBoolean("expireTokens", false),
                json.getBoolean("staleCsrf", false));
    }

    /** Reads the part of a flag behind the {@code =}: {@code latency:3000}, {@code offline} or {@code error:503:0.5}. */
    public static Fault parseFlag(String text) {
        String[] words = text.split(":", -1);
        JsonObject json = new JsonObject();
        try {
            switch (words[0]) {
                case "latency" ->
                    json.put("latency", new JsonObject().put("kind", "fixed").put("ms", Long.valueOf(words[1])));
                case "error" ->
                    json.put("error", words[1])
                            .put("errorRate", words.length > 2 ? Double.valueOf(words[2]) : Double.valueOf(1));
                case "offline", "limitExceeded" -> json.put(words[0], true);
                default -> throw new IllegalArgumentException();
            }
            return parse(json);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "fault is '" + text + "', expected latency:MS, offline, limitExceeded or error:KIND[:RATE]", e);
        }
    }

    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        operation.ifPresent(it -> json.put("operation", it));
        latency.ifPresent(it -> json.put(
                "latency",
                new JsonObject()
                        .put("kind", it.kind().name().toLowerCase(Locale.ROOT))
                        .put("ms", it.ms())
                        .put("sigmaMs", it.sigmaMs())));
        error.ifPresent(it -> json.put("error", it.word()).put("errorRate", errorRate));
        if (retryAfterSeconds > 0) {
            json.put("retryAfterSeconds", retryAfterSeconds);
        }
        if (offline) {
            json.put("offline", true);
        }
        if (limitExceeded) {
            json.put("limitExceeded", true);
        }
        return json;
    }
}
