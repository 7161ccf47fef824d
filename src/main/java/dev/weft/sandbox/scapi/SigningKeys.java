package dev.weft.sandbox.scapi;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.conscrypt.Conscrypt;

/** SLAS's three signing keys, the newest of which signs. Thread-safe: an immutable list behind one reference. */
final class SigningKeys {

    private static final int KEPT = 3;

    private static final Optional<Provider> NATIVE =
            Conscrypt.isAvailable() ? Optional.of(Conscrypt.newProvider()) : Optional.empty();

    private final AtomicReference<List<Key>> keys;

    /** A key with what it needs to work. */
    private record Key(ECKey jwk, ECDSASigner signer, ECDSAVerifier verifier) {}

    SigningKeys() {
        List<Key> made = new ArrayList<>();
        for (int i = 0; i < KEPT; i++) {
            made.add(make());
        }
        keys = new AtomicReference<>(List.copyOf(made));
    }

    /** Adds a key, which signs from now on, and drops the oldest: its tokens are no longer good. */
    void rotate() {
        Key added = make();
        keys.updateAndGet(before -> {
            List<Key> after = new ArrayList<>(before.subList(1, before.size()));
            after.add(added);
            return List.copyOf(after);
        });
    }

    String signingKeyId() {
        return newest().jwk().getKeyID();
    }

    boolean knows(String kid) {
        return find(kid).isPresent();
    }

    /** Signs the two encoded parts; the header must name {@link #signingKeyId()}. */
    String sign(JWSHeader header, byte[] signingInput) {
        try {
            return find(header.getKeyID())
                    .orElseThrow()
                    .signer()
                    .sign(header, signingInput)
                    .toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("signing a shopper token failed", e);
        }
    }

    boolean verifies(JWSHeader header, byte[] signingInput, Base64URL signature) {
        Optional<Key> key = find(header.getKeyID());
        try {
            return key.isPresent() && key.get().verifier().verify(header, signingInput, signature);
        } catch (JOSEException e) {
            return false;
        }
    }

    String jwks() {
        return new JWKSet(current().stream().map(key -> (JWK) key.jwk()).toList())
                .toPublicJWKSet()
                .toString();
    }

    private Optional<Key> find(String kid) {
        return current().stream()
                .filter(key -> key.jwk().getKeyID().equals(kid))
                .findFirst();
    }

    private Key newest() {
        List<Key> all = current();
        return all.get(all.size() - 1);
    }

    private List<Key> current() {
        return Objects.requireNonNull(keys.get());
    }

    private static Key make() {
        try {
            ECKey jwk = new ECKeyGenerator(Curve.P_256)
                    .keyID(UUID.randomUUID().toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
            ECDSASigner signer = new ECDSASigner(jwk);
            ECDSAVerifier verifier = new ECDSAVerifier(jwk.toPublicJWK());
            NATIVE.ifPresent(provider -> {
                signer.getJCAContext().setProvider(provider);
                verifier.getJCAContext().setProvider(provider);
            });
            return new Key(jwk, signer, verifier);
        } catch (JOSEException e) {
            throw new IllegalStateException("making a signing key failed", e);
        }
    }
}
