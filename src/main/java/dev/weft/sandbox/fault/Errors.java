package dev.weft.sandbox.fault;

import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which share of requests ends how; the rest ends well.
 *
 * @param rates each kind's share, together at most 1
 * @param late how long after the caller has gone {@code applied-late} is done, in milliseconds
 */
public record Errors(Map<ErrorKind, Double> rates, int retryAfterSeconds, long late) {

    static final Errors NONE = new Errors(Map.of(), 0, 0);

    private static final long DEFAULT_LATE_MS = 10_000;
    private static final long LATEST_MS = 600_000;

    public Errors {
        double sum = 0;
        for (Map.Entry<ErrorKind, Double> rate : rates.entrySet()) {
            double share = rate.getValue();
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("errorRate is " + share + ", expected 0 to 1");
            }
            sum += share;
        }
        if (sum > 1.000001) {
            throw new IllegalArgumentException("errors add up to " + sum + ", expected at most 1");
        }
        if (retryAfterSeconds < 0) {
            throw new IllegalArgumentException("retryAfterSeconds is " + retryAfterSeconds + ", expected 0 or more");
        }
        if (late < 0 || late > LATEST_MS) {
            throw new IllegalArgumentException("lateMs is " + late + ", expected 0 to " + LATEST_MS);
        }
        rates = Collections.unmodifiableMap(new LinkedHashMap<>(rates));
    }

    /** {@code error} and {@code errorRate} for one kind, {@code errors} for several; a rate without a kind means 500. */
    static Errors parse(JsonObject json) {
        Map<ErrorKind, Double> rates = new LinkedHashMap<>();
        String error = json.getString("error", json.containsKey("errorRate") ? "500" : "");
        if (!error.isEmpty()) {
            rates.put(ErrorKind.of(error), json.getDouble("errorRate", 1.0));
        }
        JsonObject several = json.getJsonObject("errors", new JsonObject());
        for (String word : several.fieldNames()) {
            rates.put(ErrorKind.of(word), several.getDouble(word));
        }
        return new Errors(rates, json.getInteger("retryAfterSeconds", 0), json.getLong("lateMs", DEFAULT_LATE_MS));
    }

    /** @param draw a number from 0 (inclusive) to 1 (exclusive) */
    Optional<ErrorKind> pick(double draw) {
        double upTo = 0;
        for (Map.Entry<ErrorKind, Double> rate : rates.entrySet()) {
            upTo += rate.getValue();
            if (draw < upTo) {
                return Optional.of(rate.getKey());
            }
        }
        return Optional.empty();
    }

    void writeTo(JsonObject json) {
        if (rates.size() == 1) {
            rates.forEach((kind, rate) -> json.put("error", kind.word()).put("errorRate", rate));
        } else if (!rates.isEmpty()) {
            JsonObject several = new JsonObject();
            rates.forEach((kind, rate) -> several.put(kind.word(), rate));
            json.put("errors", several);
        }
        if (rates.containsKey(ErrorKind.APPLIED_LATE)) {
            json.put("lateMs", late);
        }
        if (retryAfterSeconds > 0) {
            json.put("retryAfterSeconds", retryAfterSeconds);
        }
    }
}
