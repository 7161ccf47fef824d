package dev.weft.sandbox.fault;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that goes wrong with a system, for all its operations or one.
 *
 * @param operation the operation it concerns; empty for all
 * @param offline the connection is closed without an answer
 * @param limitExceeded answers as if the quota were used up
 * @param acts done once, when the fault is set
 * @param habits how the whole system behaves, whatever the operation
 */
public record Fault(
        Optional<String> operation,
        Optional<Latency> latency,
        Errors errors,
        boolean offline,
        boolean limitExceeded,
        Set<Act> acts,
        Habits habits) {

    private static final Set<String> KEYS = Set.of(
            "operation",
            "latency",
            "error",
            "errorRate",
            "errors",
            "lateMs",
            "retryAfterSeconds",
            "offline",
            "limitExceeded",
            "expireTokens",
            "staleCsrf",
            "searchLagMs",
            "duplicates");

    /** Something that happens once: what was given out before is refused from now on. */
    public enum Act {
        EXPIRE_TOKENS,
        STALE_CSRF
    }

    public Fault {
        acts = Set.copyOf(acts);
    }

    /** Every key that the control plane's JSON may have. */
    public static Set<String> keys() {
        return KEYS;
    }

    /** Reads the control plane's JSON; an unknown key is an error. */
    public static Fault parse(JsonObject json) {
        for (String key : json.fieldNames()) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("'" + key + "' is not a fault, expected one of " + KEYS);
            }
        }
        return new Fault(
                Optional.ofNullable(json.getString("operation")),
                Optional.ofNullable(json.getJsonObject("latency")).map(Fault::latency),
                Errors.parse(json),
                json.getBoolean("offline", false),
                json.getBoolean("limitExceeded", false),
                acts(json),
                habits(json));
    }

    private static Latency latency(JsonObject json) {
        return new Latency(
                Latency.Kind.of(json.getString("kind", "fixed")), json.getLong("ms", 0L), json.getLong("sigmaMs", 0L));
    }

    private static Set<Act> acts(JsonObject json) {
        boolean tokens = json.getBoolean("expireTokens", false);
        boolean csrf = json.getBoolean("staleCsrf", false);
        if (tokens) {
            return csrf ? Set.of(Act.EXPIRE_TOKENS, Act.STALE_CSRF) : Set.of(Act.EXPIRE_TOKENS);
        }
        return csrf ? Set.of(Act.STALE_CSRF) : Set.of();
    }

    private static Habits habits(JsonObject json) {
        long lag = json.getLong("searchLagMs", 0L);
        if (lag < 0 || lag > 600_000) {
            throw new IllegalArgumentException("searchLagMs is " + lag + ", expected 0 to 600000");
        }
        Optional<Habits.Duplicates> duplicates = Optional.ofNullable(json.getString("duplicates"))
                .map(word -> switch (word) {
                    case "allowed" -> Habits.Duplicates.ALLOWED;
                    case "refused" -> Habits.Duplicates.REFUSED;
                    default ->
                        throw new IllegalArgumentException("duplicates is '" + word + "', expected allowed or refused");
                });
        return new Habits(Duration.ofMillis(lag), duplicates);
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
        errors.writeTo(json);
        if (offline) {
            json.put("offline", true);
        }
        if (limitExceeded) {
            json.put("limitExceeded", true);
        }
        if (!habits.searchLag().isZero()) {
            json.put("searchLagMs", habits.searchLag().toMillis());
        }
        habits.duplicates().ifPresent(it -> json.put("duplicates", it.name().toLowerCase(Locale.ROOT)));
        return json;
    }
}
