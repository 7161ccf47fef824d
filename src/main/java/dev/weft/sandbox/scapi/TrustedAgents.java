package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.OpaqueTokens;
import dev.weft.sandbox.wire.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * SLAS's tokens for agents who act on a shopper's behalf (TAOB). An agent shows what Account Manager gave to them, the client proves
 * itself beside that, and who is acted for is named: a guest as {@code Guest} of {@code slas}, with the session whose basket it is about and
 * a state that an authorization gave out, once; a registered shopper by login, of {@code ecom}. Such a token lives 15 minutes and is not
 * refreshed.
 */
final class TrustedAgents {
    /** The one agent, and what Account Manager knows them by. */
    static final String AGENT = "weft.agent@example.com";

    static final String PASSWORD = "agent-secret";

    private static final long LIFETIME_SECONDS = 900;
    private static final String GUEST = "Guest";

    private final People people;
    private final ShopperTokens tokens;
    private final OpaqueTokens agents;
    private final OpaqueTokens states;

    TrustedAgents(People people, ShopperTokens tokens, OpaqueTokens agents, InstantSource clock) {
        this.people = people;
        this.tokens = tokens;
        this.agents = agents;
        this.states = new OpaqueTokens(clock, Duration.ofMinutes(10));
    }

    /** Whether a form holds the agent's own name and password. */
    static boolean signsIn(Map<String, List<String>> form) {
        return Clients.first(form, "username").equals(AGENT)
                && Clients.first(form, "password").equals(PASSWORD);
    }

    /** Sends the agent to Account Manager. */
    Reply authorize(Call call) {
        String redirect = call.param("redirect_uri").orElse("");
        boolean good = call.param("client_id").filter(Clients.PRIVATE::equals).isPresent()
                && call.param("response_type").filter("code"::equals).isPresent()
                && call.param("channel_id").flatMap(Site::of).isPresent()
                && !redirect.isEmpty();
        if (!good
                || !isSomebody(
                        call.param("login_id").orElse(""),
                        call.param("idp_origin").orElse(""))) {
            return Slas.error(400, "client_id, channel_id, login_id, idp_origin or redirect_uri is missing or wrong");
        }
        String goTo = "/dwsso/oauth2/authorize?client_id=" + Clients.PRIVATE + "&redirect_uri=" + encoded(redirect)
                + "&state=" + states.issue("taobgst.");
        return Reply.empty(303)
                .with("Location", call.origin() + "/scapi-admin/dwsso/UI/Login?realm=/&goto=" + encoded(goTo));
    }

    Reply token(Call call) {
        Map<String, List<String>> form = call.form();
        boolean client = call.header("_sfdc_client_auth")
                .map(TrustedAgents::decoded)
                .filter((Clients.PRIVATE + ":" + Clients.SECRET)::equals)
                .isPresent();
        if (!client || call.bearer().filter(agents::isValid).isEmpty()) {
            return Slas.error(401, "Unauthorized Credentials.");
        }
        String login = Clients.first(form, "login_id");
        Optional<Site> site = Site.of(Clients.first(form, "channel_id"));
        if (!Clients.first(form, "agent_id").equals(AGENT)
                || !Clients.first(form, "grant_type").equals("client_credentials")
                || site.isEmpty()
                || !isSomebody(login, Clients.first(form, "idp_origin"))) {
            return Slas.error(400, "agent_id, grant_type, channel_id, login_id or idp_origin is missing or wrong");
        }
        Optional<String> usid = Optional.of(Clients.first(form, "usid")).filter(it -> it.matches("[0-9a-fA-F-]{36}"));
        if (!isGuest(login)) {
            return people.byLogin(login)
                    .map(it -> issued(Session.of(it.login(), site.get(), Clients.PRIVATE, usid)))
                    .orElseGet(() -> Slas.error(404, "the shopper is unknown"));
        }
        return states.spend(Clients.first(form, "state"))
                ? issued(Session.guest(site.get(), Clients.PRIVATE, usid))
                : Slas.error(400, "state is missing or invalid");
    }

    private static boolean isGuest(String login) {
        return login.equalsIgnoreCase(GUEST);
    }

    private static boolean isSomebody(String login, String origin) {
        return !login.isEmpty() && origin.equals(isGuest(login) ? "slas" : "ecom");
    }

    private Reply issued(Session session) {
        String access = tokens.mint(session, Optional.empty(), LIFETIME_SECONDS, AGENT);
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeStringField("access_token", access);
            json.writeStringField("id_token", "");
            json.writeStringField("refresh_token", "");
            json.writeNumberField("expires_in", LIFETIME_SECONDS);
            json.writeNumberField("refresh_token_expires_in", 0);
            json.writeStringField("token_type", "Bearer");
            json.writeStringField("usid", session.usid());
            json.writeStringField("customer_id", session.customerId());
            json.writeStringField("enc_user_id", "");
            json.writeStringField("idp_access_token", "");
            json.writeEndObject();
        });
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noBase64) {
            return "";
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
