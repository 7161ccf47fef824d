package dev.weft.sandbox.salesforce;

import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.OpaqueTokens;
import dev.weft.sandbox.wire.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * What every org has: the token endpoint, session check, SOQL, error arrays, and {@code Sforce-Limit-Info} on each answer.
 * The client is {@code weft-gateway} with {@code sandbox-secret}, in the form or as Basic.
 */
public final class SalesforceOrg {

    public static final String CLIENT = "weft-gateway";
    public static final String SECRET = "sandbox-secret";

    private static final long DAILY_CALLS = 100_000;

    private final String name;
    private final OpaqueTokens tokens;
    private final QueryEngine engine;
    private final InstantSource clock;
    private final AtomicLong calls = new AtomicLong();

    SalesforceOrg(String name, List<SObject<?>> objects, InstantSource clock) {
        this.name = name;
        this.clock = clock;
        this.tokens = new OpaqueTokens(clock, Duration.ofHours(2));
        this.engine = new QueryEngine(objects);
    }

    QueryEngine engine() {
        return engine;
    }

    OpaqueTokens tokens() {
        return tokens;
    }

    static boolean isTokenPath(Call call) {
        return call.segments().equals(List.of("services", "oauth2", "token"));
    }

    /** Whether this is {@code /services/data/vNN.0/...}. */
    static boolean isDataPath(Call call) {
        return call.segment(0).equals("services")
                && call.segment(1).equals("data")
                && call.segment(2).matches("v[0-9]{2}\\.0");
    }

    Reply token(Call call) {
        var form = call.form();
        boolean inForm = form.getOrDefault("client_id", List.of()).contains(CLIENT)
                && form.getOrDefault("client_secret", List.of()).contains(SECRET);
        boolean known = inForm
                || call.basic()
                        .filter(it -> it.name().equals(CLIENT) && it.secret().equals(SECRET))
                        .isPresent();
        if (!form.getOrDefault("grant_type", List.of()).contains("client_credentials")) {
            return oauthError("unsupported_grant_type", "grant type not supported");
        }
        if (!known) {
            return oauthError("invalid_client", "invalid client credentials");
        }
        String instance = call.origin() + "/" + name;
        String issued = tokens.issue("00DWf0000000001!AQ");
        return counted(Reply.json(200, json -> {
            json.writeStartObject();
            json.writeStringField("access_token", issued);
            json.writeStringField("signature", "c2FuZGJveC1zaWduYXR1cmUtbm90LWNoZWNrZWQ9");
            json.writeStringField("instance_url", instance);
            json.writeStringField("id", instance + "/id/00DWf0000000001EAA/005Wf0000000001IAC");
            json.writeStringField("token_type", "Bearer");
            json.writeStringField("issued_at", Long.toString(clock.millis()));
            json.writeEndObject();
        }));
    }

    /** Answers if the session is valid; refusals become the org's error array. */
    Reply guarded(Call call, Function<Call, Reply> answer) {
        if (call.bearer().filter(tokens::isValid).isEmpty()) {
            return error(401, "INVALID_SESSION_ID", "Session expired or invalid");
        }
        try {
            return counted(answer.apply(call));
        } catch (OrgRefusal refusal) {
            return error(refusal.status(), refusal.code(), String.valueOf(refusal.getMessage()));
        }
    }

    /** {@code /query?q=} and {@code /query/<locator>}. */
    Reply query(Call call) {
        String locator = call.segment(4);
        if (!locator.isEmpty()) {
            return engine.more(locator, call.segment(2));
        }
        String text = call.param("q").orElseThrow(() -> OrgRefusal.malformed("A query string has to be specified"));
        return engine.first(text, call.segment(2));
    }

    Reply failure(int status) {
        return status == 429
                ? error(429, "REQUEST_LIMIT_EXCEEDED", "Too many requests")
                : error(
                        status,
                        status == 503 ? "SERVER_UNAVAILABLE" : "UNKNOWN_EXCEPTION",
                        "An unexpected error occurred");
    }

    Reply limitExceeded() {
        return error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
    }

    Reply error(int status, String code, String message) {
        return counted(Reply.json(status, json -> {
            json.writeStartArray();
            json.writeStartObject();
            json.writeStringField("message", message);
            json.writeStringField("errorCode", code);
            json.writeEndObject();
            json.writeEndArray();
        }));
    }

    private Reply oauthError(String error, String description) {
        return counted(Reply.json(400, json -> {
            json.writeStartObject();
            json.writeStringField("error", error);
            json.writeStringField("error_description", description);
            json.writeEndObject();
        }));
    }

    private Reply counted(Reply reply) {
        return reply.with("Sforce-Limit-Info", "api-usage=" + calls.incrementAndGet() + "/" + DAILY_CALLS);
    }
}
