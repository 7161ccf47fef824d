package dev.weft.sandbox.scapi;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import dev.weft.sandbox.wire.JsonBytes;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Mints and checks SLAS access tokens. Thread-safe.
 *
 * <p>A checked token is remembered, so the signature costs once; expiry, the key still being known and tokens expired by
 * fault are looked at every time. The last digits of {@code jti} number the tokens, which is how all tokens given out so far
 * can be refused at once.
 */
final class ShopperTokens {

    /** What SLAS grants guests and registered shoppers alike; a guest's own things are those of the session. */
    static final String SCOPES = "sfcc.shopper-products sfcc.shopper-categories sfcc.shopper-product-search"
            + " sfcc.shopper-promotions sfcc.shopper-stores sfcc.shopper-seo sfcc.shopper-experience"
            + " sfcc.shopper-gift-certificates sfcc.shopper-productlists sfcc.shopper-configurations"
            + " sfcc.shopper-availability sfcc.shopper-context.rw"
            + " sfcc.shopper-baskets-orders.rw sfcc.shopper-customers.login sfcc.shopper-customers.register"
            + " sfcc.shopper-myaccount.rw sfcc.shopper-myaccount.addresses.rw sfcc.shopper-myaccount.baskets"
            + " sfcc.shopper-myaccount.orders sfcc.shopper-myaccount.paymentinstruments.rw"
            + " sfcc.shopper-myaccount.productlists.rw";

    private final SigningKeys keys;
    private final InstantSource clock;
    private final AtomicLong issued = new AtomicLong();
    private final AtomicLong refusedUpTo = new AtomicLong();
    private final AtomicLong agentsRefusedUpTo = new AtomicLong();
    private final Cache<String, Claims> checked =
            Caffeine.newBuilder().maximumSize(20_000).build();

    ShopperTokens(SigningKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** The ids of a session: shopper agent, guest and, if logged in, customer; empty where there is none. */
    record Who(String usid, String guest, String registered) {}

    /**
     * What a good token says.
     *
     * @param agent who acts on the shopper's behalf; empty for the shopper
     */
    record Claims(String kid, long number, long expires, Who who, String site, String agent, Set<String> scopes) {

        String customerId() {
            return who.registered().isEmpty() ? who.guest() : who.registered();
        }

        boolean registered() {
            return !who.registered().isEmpty();
        }

        /** Whether this scope, or the one that also writes, is granted; the bundle of standard scopes grants it, too. */
        boolean allows(String scope) {
            return scopes.contains(scope)
                    || scopes.contains(scope + ".rw")
                    || scopes.contains("sfcc.shopper-standard") && !scope.startsWith("sfcc.shopper-context");
        }
    }

    String mint(Session session, Optional<String> scopes, long ttlSeconds) {
        return mint(session, scopes, ttlSeconds, "");
    }

    /** A token for {@code agent}, who acts on the session's behalf. */
    String mint(Session session, Optional<String> scopes, long ttlSeconds, String agent) {
        long now = clock.instant().getEpochSecond();
        String kid = keys.signingKeyId();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(kid)
                .type(new JOSEObjectType("jwt"))
                .build();
        String encodedHeader = encoded(json -> {
            json.writeStartObject();
            json.writeStringField("ver", "1.0");
            json.writeStringField("jku", Clients.ISSUER);
            json.writeStringField("kid", kid);
            json.writeStringField("typ", "jwt");
            json.writeStringField("clv", "J2.3.4");
            json.writeStringField("alg", "ES256");
            json.writeEndObject();
        });
        String payload = encoded(json -> {
            json.writeStartObject();
            json.writeStringField("aut", "GUID");
            json.writeStringField("scp", scopes.orElse(SCOPES));
            json.writeStringField(
                    "sub", "cc-slas::" + Clients.TENANT + "::scid:" + session.client() + "::usid:" + session.usid());
            json.writeStringField("ctx", "slas");
            json.writeStringField("iss", Clients.ISSUER);
            json.writeNumberField("ist", 1);
            json.writeStringField("dnt", "0");
            json.writeStringField("aud", Clients.AUDIENCE);
            json.writeNumberField("nbf", now - 30);
            json.writeStringField("sty", "User");
            json.writeStringField(
                    "isb",
                    agent.isEmpty() ? session.isb() : session.isb() + "::taob:ta_ext_on_behalf_of::agent:" + agent);
            json.writeNumberField("exp", now + ttlSeconds);
            json.writeNumberField("iat", now);
            json.writeStringField("jti", "C2C1990404%d-%d".formatted(now, issued.incrementAndGet()));
            json.writeEndObject();
        });
        String input = encodedHeader + "." + payload;
        return input + "." + keys.sign(header, input.getBytes(StandardCharsets.US_ASCII));
    }

    /** The claims of a token that is signed by a known key, not expired and not refused by fault. */
    Optional<Claims> check(String token) {
        Claims claims = checked.getIfPresent(token);
        if (claims == null) {
            claims = verified(token).orElse(null);
            if (claims == null) {
                return Optional.empty();
            }
            checked.put(token, claims);
        }
        boolean good = claims.expires() > clock.instant().getEpochSecond()
                && claims.number() > (claims.agent().isEmpty() ? refusedUpTo : agentsRefusedUpTo).get()
                && keys.knows(claims.kid());
        return good ? Optional.of(claims) : Optional.empty();
    }

    /** How many tokens were minted so far; the next one has a higher number. */
    long issuedSoFar() {
        return issued.get();
    }

    /** Refuses every token minted so far. */
    void expireAll() {
        refusedUpTo.set(issued.get());
        expireAgents();
    }

    /** Refuses every token of an agent minted so far. */
    void expireAgents() {
        agentsRefusedUpTo.set(issued.get());
    }

    private Optional<Claims> verified(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JWSHeader header = JWSHeader.parse(new Base64URL(parts[0]));
            byte[] input = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
            if (!header.getAlgorithm().equals(JWSAlgorithm.ES256)
                    || header.getKeyID() == null
                    || !keys.verifies(header, input, new Base64URL(parts[2]))) {
                return Optional.empty();
            }
            return Optional.of(claims(header.getKeyID(), new JsonObject(new Base64URL(parts[1]).decodeToString())));
        } catch (ParseException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Claims claims(String kid, JsonObject payload) {
        String jti = payload.getString("jti");
        String guest = "";
        String registered = "";
        String site = "";
        String agent = "";
        for (String part : payload.getString("isb").split("::", -1)) {
            if (part.startsWith("gcid:")) {
                guest = part.substring(5);
            } else if (part.startsWith("rcid:")) {
                registered = part.substring(5);
            } else if (part.startsWith("chid:")) {
                site = part.substring(5);
            } else if (part.startsWith("agent:")) {
                agent = part.substring(6);
            }
        }
        String sub = payload.getString("sub");
        String usid = sub.substring(sub.lastIndexOf(':') + 1);
        return new Claims(
                kid,
                Long.parseLong(jti.substring(jti.lastIndexOf('-') + 1)),
                payload.getLong("exp"),
                new Who(usid, guest, registered),
                site,
                agent,
                Set.copyOf(Arrays.asList(payload.getString("scp").split(" ", -1))));
    }

    private static String encoded(JsonBytes.Body body) {
        return Base64URL.encode(JsonBytes.write(body)).toString();
    }
}
