package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.scapi.Grants.Grant;
import dev.weft.sandbox.scapi.Grants.Pending;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * SLAS's endpoints: authorize, login, token, logout, jwks and the discovery document. A code is good once and for ten
 * minutes; a refresh token of the public client once, of the private one again and again.
 */
final class Slas {

    static final long LIFETIME_SECONDS = 1_800;

    private final People people;
    private final SigningKeys keys;
    private final ShopperTokens tokens;
    private final Grants grants;

    Slas(People people, SigningKeys keys, ShopperTokens tokens, InstantSource clock) {
        this.people = people;
        this.keys = keys;
        this.tokens = tokens;
        this.grants = new Grants(clock);
    }

    Reply jwks(Call call) {
        return Reply.text(200, Reply.JSON, keys.jwks());
    }

    Reply discovery(Call call) {
        String base =
                call.origin() + "/scapi" + call.path().substring(0, call.path().indexOf("/oauth2/") + 7);
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeStringField("issuer", Clients.ISSUER);
            json.writeStringField("authorization_endpoint", base + "/authorize");
            json.writeStringField("token_endpoint", base + "/token");
            json.writeStringField("jwks_uri", base + "/jwks");
            json.writeStringField("userinfo_endpoint", base + "/userinfo");
            for (String list :
                    List.of("response_types_supported code", "id_token_signing_alg_values_supported ES256")) {
                json.writeArrayFieldStart(list.substring(0, list.indexOf(' ')));
                json.writeString(list.substring(list.indexOf(' ') + 1));
                json.writeEndArray();
            }
            json.writeEndObject();
        });
    }

    /** A guest's authorization; shoppers log in with {@link #login}. */
    Reply authorize(Call call) {
        if (!call.param("hint").orElse("").equals("guest")) {
            return error(400, "hint must be guest, other identity providers are not simulated");
        }
        return redirect(call.query(), (site, client, usid) -> Optional.of(Session.guest(site, client, usid)));
    }

    Reply login(Call call) {
        Optional<Person> person = call.basic()
                .flatMap(given -> people.byLogin(given.name())
                        .filter(known -> known.password().equals(given.secret())));
        return person.isEmpty()
                ? error(401, "Unauthorized Credentials.")
                : redirect(
                        call.form(),
                        (site, client, usid) -> person.map(it -> Session.of(it.login(), site, client, usid)));
    }

    Reply token(Call call) {
        Map<String, List<String>> form = call.form();
        return switch (Clients.first(form, "grant_type")) {
            case "client_credentials" -> clientCredentials(call, form);
            case "authorization_code_pkce", "authorization_code" -> redeem(call, form);
            case "refresh_token" -> refresh(call, form);
            default -> error(400, "grant_type is missing or not supported");
        };
    }

    Reply logout(Call call) {
        if (call.bearer().flatMap(tokens::check).isEmpty()) {
            return error(401, "Unauthorized");
        }
        call.param("refresh_token").ifPresent(grants::spend);
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeEndObject();
        });
    }

    /** Revokes a refresh token; SLAS answers the same whether it was known. */
    Reply revoke(Call call) {
        String token = Clients.first(call.form(), "token");
        boolean known =
                Clients.authenticated(call).isPresent() || Clients.isKnown(Clients.first(call.form(), "client_id"));
        if (!known) {
            return error(401, "Unauthorized Credentials.");
        }
        grants.spend(token);
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeStringField("token", token);
            json.writeStringField("token_type_hint", "refresh_token");
            json.writeEndObject();
        });
    }

    private Reply clientCredentials(Call call, Map<String, List<String>> form) {
        Optional<Site> site = site(form);
        Optional<String> client = Clients.authenticated(call);
        if (client.isEmpty()) {
            return error(401, "Unauthorized Credentials.");
        }
        return site.isEmpty()
                ? error(400, "channel_id is unknown")
                : issue(Session.guest(site.get(), client.get(), usid(form)));
    }

    private Reply redeem(Call call, Map<String, List<String>> form) {
        Optional<Pending> waiting = grants.redeem(Clients.first(form, "code"));
        boolean proven = waiting.isPresent() && isProven(waiting.get(), call, form);
        return proven ? issue(waiting.get().session()) : error(401, "invalid authorization_code or code_verifier");
    }

    /** The verifier proves a public client, its secret a private one, which may leave the challenge out. */
    private static boolean isProven(Pending waiting, Call call, Map<String, List<String>> form) {
        boolean challenged = !waiting.challenge().isEmpty();
        String client = waiting.session().client();
        return waiting.redirectUri().equals(Clients.first(form, "redirect_uri"))
                && (!challenged || waiting.challenge().equals(challenge(Clients.first(form, "code_verifier"))))
                && (client.equals(Clients.PRIVATE)
                        ? Clients.authenticated(call).isPresent()
                        : client.equals(Clients.first(form, "client_id")));
    }

    private Reply refresh(Call call, Map<String, List<String>> form) {
        String presented = Clients.first(form, "refresh_token");
        Optional<Grant> grant = grants.presented(presented);
        if (grant.isEmpty()
                || people.hasChangedCredentialsAfter(
                        grant.get().session().customerId(), grant.get().tokenNumber())) {
            return error(400, "invalid refresh_token");
        }
        Session session = grant.get().session();
        boolean privateClient = session.client().equals(Clients.PRIVATE);
        boolean itsOwn = privateClient
                ? Clients.authenticated(call).isPresent()
                : session.client().equals(Clients.first(form, "client_id"));
        if (!itsOwn) {
            return error(401, "Unauthorized Credentials.");
        }
        if (!privateClient && !grants.spend(presented)) {
            return error(400, "invalid refresh_token");
        }
        return issue(session);
    }

    private Reply issue(Session session) {
        String access = tokens.mint(session, Optional.empty(), LIFETIME_SECONDS);
        String refresh = grants.refreshToken(new Grant(session, tokens.issuedSoFar()));
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeStringField("access_token", access);
            json.writeStringField("id_token", "");
            json.writeStringField("refresh_token", refresh);
            json.writeNumberField("expires_in", LIFETIME_SECONDS);
            json.writeNumberField("refresh_token_expires_in", Grants.REFRESH.toSeconds());
            json.writeStringField("token_type", "Bearer");
            json.writeStringField("usid", session.usid());
            json.writeStringField("customer_id", session.customerId());
            json.writeStringField("enc_user_id", session.login().isPresent() ? sha256Hex(session.customerId()) : "");
            json.writeStringField("idp_access_token", "");
            json.writeEndObject();
        });
    }

    /** Makes a session for a site, a client and, if known, a shopper agent id. */
    @FunctionalInterface
    private interface Opening {
        Optional<Session> open(Site site, String client, Optional<String> usid);
    }

    private Reply redirect(Map<String, List<String>> parameters, Opening opening) {
        String client = Clients.first(parameters, "client_id");
        String redirectUri = Clients.first(parameters, "redirect_uri");
        String challenge = Clients.first(parameters, "code_challenge");
        Optional<Site> site = site(parameters);
        if (!Clients.isKnown(client) || site.isEmpty()) {
            return error(400, "client_id or channel_id is unknown");
        }
        if (redirectUri.isEmpty() || challenge.isEmpty() && !client.equals(Clients.PRIVATE)) {
            return error(400, "redirect_uri and code_challenge are required");
        }
        Session session = opening.open(site.get(), client, usid(parameters)).orElseThrow();
        String code = grants.code(new Pending(session, challenge, redirectUri));
        String separator = redirectUri.indexOf('?') < 0 ? "?" : "&";
        return Reply.empty(303)
                .with("Location", redirectUri + separator + "usid=" + session.usid() + "&code=" + encoded(code));
    }

    private static Optional<Site> site(Map<String, List<String>> parameters) {
        String channel = Clients.first(parameters, "channel_id");
        return channel.isEmpty() ? Optional.of(Site.WEFT_EU) : Site.of(channel);
    }

    private static Optional<String> usid(Map<String, List<String>> parameters) {
        return Optional.of(Clients.first(parameters, "usid")).filter(usid -> usid.matches("[0-9a-fA-F-]{36}"));
    }

    private static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(verifier));
    }

    private static String sha256Hex(String text) {
        return HexFormat.of().withUpperCase().formatHex(sha256(text), 0, 16);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static Reply error(int status, String message) {
        return Reply.json(status, json -> {
            json.writeStartObject();
            json.writeStringField("status_code", Integer.toString(status));
            json.writeStringField("message", message);
            json.writeEndObject();
        });
    }
}
