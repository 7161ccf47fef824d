package dev.weft.backend.scapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendRequest;
import dev.weft.backend.client.BackendResponse;
import dev.weft.backend.client.UrlText;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Secret;
import dev.weft.kernel.Ticker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of SLAS with which Weft acts on a shopper's behalf as a trusted agent, which is what price adjustments ask for. The backend's own
 * credentials are the agent's at Account Manager; SLAS gives a token for one shopper in exchange, good for 15 minutes. Kept for a little
 * less, or until somebody hears that it is not taken, so that a shopper who fills a basket costs one. Who wants it while it is on its way
 * waits for the same one: SLAS refuses a session that asks too often. Safe from any thread.
 *
 * <p>For a guest SLAS wants the state that its authorization gave out. That one sends a person to sign in; Weft, which shows Account
 * Manager's token already, takes the state out of where it sends them. Source: Salesforce's specification of SLAS; not seen against a real
 * tenant.
 */
public final class ScapiAgents {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration KEPT = Duration.ofMinutes(13);
    private static final int MOST = 50_000;
    private static final int NESTED = 4;
    private static final String GUEST = "Guest";
    private static final Pattern STATE = Pattern.compile("[?&]state=([A-Za-z0-9._~-]{1,200})");

    private final BackendClient client;
    private final Agent agent;
    private final String behalf;
    private final Cache<String, String> kept;
    private final Map<String, Future<String>> underWay = new ConcurrentHashMap<>();

    /**
     * Tokens for one organisation.
     *
     * @param client whose credentials are the agent's own
     */
    public ScapiAgents(BackendClient client, ScapiSettings settings, Agent agent, Ticker ticker) {
        this.client = client;
        this.agent = agent;
        this.behalf = settings.path("/shopper/auth/v1") + "/oauth2/trusted-agent/";
        this.kept = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(KEPT)
                .ticker(ticker::nanos)
                .executor(Runnable::run)
                .build();
    }

    /**
     * Who acts.
     *
     * @param id the agent's name at Account Manager
     * @param clientId SLAS's private client that may act on behalf
     * @param redirectUri one that is registered for it
     */
    public record Agent(String id, String clientId, Secret clientSecret, String redirectUri) {}

    /**
     * A token on behalf of a shopper; fails with {@code UNAUTHORIZED} where SLAS gives none.
     *
     * @param site commerce's id
     * @param usid the session whose basket it is about
     * @param login of a registered shopper; empty for a guest
     */
    public Future<String> token(String site, String usid, Optional<String> login, RequestContext context) {
        String key = key(site, usid, login);
        @Nullable String known = kept.getIfPresent(key);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        Promise<String> mine = Promise.promise();
        @Nullable Future<String> other = underWay.putIfAbsent(key, mine.future());
        if (other != null) {
            return other;
        }
        Future.succeededFuture(Optional.ofNullable(kept.getIfPresent(key))) // it may have come in between
                .compose(here -> here.map(Future::succeededFuture).orElseGet(() -> asked(site, usid, login, context)))
                .onSuccess(token -> kept.put(key, token))
                .onComplete(over -> underWay.remove(key))
                .onComplete(mine);
        return mine.future();
    }

    /** SCAPI does not take {@code token} any more: the next one is asked for. */
    public void refused(String site, String usid, Optional<String> login, String token) {
        kept.asMap().remove(key(site, usid, login), token);
    }

    /**
     * Whether the agent is let in at all: fetches Account Manager's token and asks SLAS for the state that a guest's token begins with, which
     * gives out none. It does not prove the client's secret.
     */
    public Future<Void> letIn(String site, RequestContext context) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", agent.clientId());
        form.put("channel_id", site);
        form.put("login_id", GUEST);
        form.put("idp_origin", "slas");
        return state(form, context).mapEmpty();
    }

    private static String key(String site, String usid, Optional<String> login) {
        return site.length() + ":" + site + usid + ":" + login.orElse("");
    }

    private Future<String> asked(String site, String usid, Optional<String> login, RequestContext context) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("agent_id", agent.id());
        form.put("client_id", agent.clientId());
        form.put("channel_id", site);
        form.put("login_id", login.orElse(GUEST));
        form.put("idp_origin", login.isPresent() ? "ecom" : "slas");
        form.put("usid", usid);
        Future<Map<String, String>> whole = login.isPresent()
                ? Future.succeededFuture(form)
                : state(form, context).map(state -> {
                    form.put("state", state);
                    return form;
                });
        return whole.compose(it -> exchange(it, context));
    }

    private Future<String> state(Map<String, String> form, RequestContext context) {
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("response_type", "code");
        asked.put("redirect_uri", agent.redirectUri());
        for (String same : List.of("client_id", "channel_id", "login_id", "idp_origin")) {
            asked.put(same, form.getOrDefault(same, ""));
        }
        return client.send(BackendRequest.get("agentState", behalf + "authorize?" + encoded(asked)), context)
                .map(answer -> {
                    String location = answer.header("location").orElse("");
                    for (int i = 0; i < NESTED; i++) {
                        Matcher state = STATE.matcher(location);
                        if (state.find()) {
                            return state.group(1);
                        }
                        location = decoded(location);
                    }
                    throw refused("the authorization of an agent answered " + answer.status() + " without a state");
                });
    }

    private Future<String> exchange(Map<String, String> form, RequestContext context) {
        String proof = agent.clientId() + ":" + agent.clientSecret().reveal();
        BackendRequest request = new BackendRequest(
                "agentToken",
                HttpMethod.POST,
                behalf + "token",
                List.of(
                        Map.entry("accept", "application/json"),
                        Map.entry(
                                "_sfdc_client_auth",
                                Base64.getEncoder().encodeToString(proof.getBytes(StandardCharsets.UTF_8)))),
                Optional.of(new BackendRequest.Body(
                        "application/x-www-form-urlencoded", encoded(form).getBytes(StandardCharsets.UTF_8))),
                false);
        return client.send(request, context).map(this::read);
    }

    private String read(BackendResponse answer) {
        if (!answer.ok()) {
            throw refused("a trusted agent's token was answered " + answer.status());
        }
        try {
            JsonNode token = JSON.readTree(answer.body()).path("access_token");
            if (token.isTextual() && !token.asText().isEmpty()) {
                return token.asText();
            }
        } catch (IOException noJson) {
            throw refused("a trusted agent's token is no JSON");
        }
        throw refused("no access_token");
    }

    private RuntimeException refused(String why) {
        return Failure.of(Failure.Reason.UNAUTHORIZED, client.name(), why).asException();
    }

    private static String encoded(Map<String, String> form) {
        StringBuilder text = new StringBuilder();
        form.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(UrlText.query(value)));
        return text.toString();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return text;
        }
    }
}
