package dev.weft.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.weft.kernel.MalformedJson;
import dev.weft.kernel.StrictJson;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON Web Key Set (RFC 7517) into the keys we are willing to use. One unusable key never spoils the set; it is left out:
 * symmetric keys, private keys (published, so no secret any more), keys for encryption, keys whose {@code alg} contradicts their type or
 * curve or is not allowed, short or weak RSA keys, keys without an id, and every key whose id occurs twice.
 */
final class KeySet {
    private static final int MAX_KEYS = 64;
    private static final int MAX_KEY_ID = 128;
    private static final Set<String> SECRET_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");
    private static final Map<String, Curve> CURVES =
            Map.of("ES256", Curve.P_256, "ES384", Curve.P_384, "ES512", Curve.P_521);

    private final Set<String> allowed;
    private final Signatures signatures;

    KeySet(Set<String> allowed, Signatures signatures) {
        this.allowed = allowed;
        this.signatures = signatures;
    }

    /** The usable keys in {@code json} by id; empty where it is not a key set at all, or one too large to be true. */
    Optional<Map<String, SigningKey>> read(byte[] json) {
        if (json.length > IssuerSettings.Keys.MAX_BYTES) {
            return Optional.empty();
        }
        JsonNode list;
        try {
            list = StrictJson.unambiguous(json).path("keys");
        } catch (MalformedJson e) {
            return Optional.empty();
        }
        return list.isArray() && list.size() <= MAX_KEYS ? Optional.of(usable(list)) : Optional.empty();
    }

    private Map<String, SigningKey> usable(JsonNode list) {
        Map<String, SigningKey> keys = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode jwk : list) {
            String id = jwk.path("kid").asText("");
            if (!seen.add(id)) {
                keys.remove(id);
            } else if (jwk.path("kid").isTextual() && !id.isEmpty() && id.length() <= MAX_KEY_ID) {
                key(id, jwk).ifPresent(key -> keys.put(id, key));
            }
        }
        return Map.copyOf(keys);
    }

    private Optional<SigningKey> key(String id, JsonNode jwk) {
        if (SECRET_MEMBERS.stream().anyMatch(jwk::has) || !isForSignatures(jwk)) {
            return Optional.empty();
        }
        try {
            return switch (jwk.path("kty").asText("")) {
                case "EC" -> elliptic(id, jwk);
                case "RSA" -> rsa(id, jwk);
                default -> Optional.empty();
            };
        } catch (JOSEException | GeneralSecurityException | RuntimeException e) {
            // Nimbus answers a point off its curve or a missing member with an unchecked exception.
            return Optional.empty();
        }
    }

    private static boolean isForSignatures(JsonNode jwk) {
        JsonNode use = jwk.get("use");
        if (use != null && !use.asText("").equals("sig")) {
            return false;
        }
        JsonNode operations = jwk.get("key_ops");
        if (operations == null) {
            return true;
        }
        for (JsonNode operation : operations) {
            if (operation.asText("").equals("verify")) {
                return true;
            }
        }
        return false;
    }

    private Optional<SigningKey> elliptic(String id, JsonNode jwk) throws JOSEException, GeneralSecurityException {
        Curve curve = Curve.parse(jwk.path("crv").asText());
        Set<String> algorithms = algorithms(jwk.get("alg"), name -> curve.equals(CURVES.get(name)));
        if (algorithms.isEmpty()) {
            return Optional.empty();
        }
        var key =
                new ECKey.Builder(curve, part(jwk, "x"), part(jwk, "y")).build().toECPublicKey();
        return Optional.of(create(id, algorithms, signatures.elliptic(key), key));
    }

    private Optional<SigningKey> rsa(String id, JsonNode jwk) throws JOSEException {
        Set<String> algorithms = algorithms(jwk.get("alg"), name -> !CURVES.containsKey(name));
        RSAPublicKey key =
                new RSAKey.Builder(part(jwk, "n"), part(jwk, "e")).build().toRSAPublicKey();
        if (algorithms.isEmpty() || !RsaStrength.enough(key)) {
            return Optional.empty();
        }
        return Optional.of(create(id, algorithms, signatures.rsa(key), key));
    }

    /** The allowed algorithms this key fits; only the one it names, where it names one. */
    private Set<String> algorithms(@Nullable JsonNode named, java.util.function.Predicate<String> fits) {
        Set<String> fitting = new TreeSet<>();
        for (String name : allowed) {
            if (fits.test(name) && (named == null || named.asText("").equals(name))) {
                fitting.add(name);
            }
        }
        return fitting;
    }

    private static SigningKey create(String id, Set<String> algorithms, JWSVerifier verifier, PublicKey key) {
        return new SigningKey(id, algorithms, verifier, key.getEncoded());
    }

    private static Base64URL part(JsonNode jwk, String name) {
        return new Base64URL(jwk.path(name).textValue());
    }
}
