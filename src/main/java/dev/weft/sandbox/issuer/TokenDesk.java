package dev.weft.sandbox.issuer;

import dev.weft.sandbox.wire.BackOffice;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.OpaqueTokens;
import dev.weft.sandbox.wire.Operation;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code /issuer}: an authorisation server whose access tokens are opaque, and which tells what stands behind them (RFC 7662) to whoever
 * has a client id and secret. What it says of a token is what {@code /_sandbox/issuer} was given, so that it can be made to say anything.
 */
public final class TokenDesk implements BackOffice {
    public static final String ISSUER = "https://issuer.sandbox.weft.dev";
    public static final String AUDIENCE = "weft";
    private static final Call.Credentials CLIENT = new Call.Credentials("weft-gateway", "sandbox-secret");
    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private final Operation introspect = new Operation("introspect", this::introspect);
    private final Operation unknown = new Operation("unknown", call -> error(404, "not_found"));
    private final Map<String, JsonObject> claims = new ConcurrentHashMap<>();
    private final OpaqueTokens tokens;
    private final InstantSource clock;

    public TokenDesk(InstantSource clock) {
        this.clock = clock;
        this.tokens = new OpaqueTokens(clock, LIFETIME);
    }

    @Override
    public String name() {
        return "issuer";
    }

    @Override
    public Operation operation(Call call) {
        return call.method().equals(HttpMethod.POST) && call.path().equals("/introspect") ? introspect : unknown;
    }

    @Override
    public Reply failure(int status) {
        return error(status, status == 503 ? "temporarily_unavailable" : "server_error");
    }

    @Override
    public void expireTokens() {
        tokens.expireAll();
        claims.clear();
    }

    /** A new token; {@code wish} replaces what would be said of it, and removes where it says null. */
    public String issue(JsonObject wish) {
        long now = clock.instant().getEpochSecond();
        JsonObject says = new JsonObject()
                .put("active", true)
                .put("iss", ISSUER)
                .put("aud", AUDIENCE)
                .put("sub", "opaque-shopper")
                .put("client_id", "storefront")
                .put("site", "WeftEU")
                .put("scope", "sfcc.shopper-products sfcc.shopper-baskets-orders.rw sfcc.shopper-myaccount")
                .put("iat", now)
                .put("exp", now + LIFETIME.toSeconds());
        wish.forEach(member -> {
            if (member.getValue() == null) {
                says.remove(member.getKey());
            } else {
                says.put(member.getKey(), member.getValue());
            }
        });
        String token = tokens.issue("opq_");
        claims.put(token, says);
        return token;
    }

    /** From now on the token is not active. */
    public void withdraw(String token) {
        claims.remove(token);
    }

    private Reply introspect(Call call) {
        if (call.basic().filter(CLIENT::equals).isEmpty()) {
            return error(401, "invalid_client");
        }
        String token = Optional.ofNullable(call.form().get("token"))
                .filter(values -> values.size() == 1)
                .map(values -> values.get(0))
                .orElse("");
        JsonObject says = tokens.isValid(token) ? claims.get(token) : null;
        return json(200, says == null ? new JsonObject().put("active", false) : says);
    }

    private static Reply error(int status, String code) {
        return json(status, new JsonObject().put("error", code));
    }

    private static Reply json(int status, JsonObject body) {
        return Reply.json(status, body.encode().getBytes(StandardCharsets.UTF_8));
    }
}
