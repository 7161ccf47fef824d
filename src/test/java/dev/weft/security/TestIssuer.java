package dev.weft.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An issuer with real keys that signs whatever it is told to, sense or nonsense. */
public final class TestIssuer {
    /** A key pair with the public JWK that describes it. */
    public record Key(String id, String algorithm, PrivateKey secret, JWK jwk) {
        String json() {
            return jwk.toPublicJWK().toJSONString();
        }
    }

    private final List<String> published = new ArrayList<>();

    public static Key elliptic(String id, String algorithm) {
        try {
            Curve curve = Curve.forJWSAlgorithm(JWSAlgorithm.parse(algorithm))
                    .iterator()
                    .next();
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve.getStdName()));
            KeyPair pair = generator.generateKeyPair();
            JWK jwk = new ECKey.Builder(curve, (ECPublicKey) pair.getPublic())
                    .keyID(id)
                    .build();
            return new Key(id, algorithm, pair.getPrivate(), jwk);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static Key rsa(String id, String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            KeyPair pair = generator.generateKeyPair();
            JWK jwk = new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                    .keyID(id)
                    .build();
            return new Key(id, algorithm, pair.getPrivate(), jwk);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public TestIssuer publish(Key key) {
        return publish(key.json());
    }

    TestIssuer publish(String jwk) {
        published.add(jwk);
        return this;
    }

    TestIssuer withdraw(Key key) {
        published.remove(key.json());
        return this;
    }

    public byte[] keySet() {
        return ("{\"keys\":[" + String.join(",", published) + "]}").getBytes(StandardCharsets.UTF_8);
    }

    /** {@code header} and {@code payload} as they stand, signed. */
    public static String sign(Key key, String header, String payload) {
        return sign(key, bytes(header), bytes(payload));
    }

    static String sign(Key key, byte[] header, byte[] payload) {
        String input = encode(header) + "." + encode(payload);
        return input + "." + encode(signature(key, bytes(input)));
    }

    static byte[] signature(Key key, byte[] input) {
        try {
            Signature signature = Signature.getInstance(
                    switch (key.algorithm().substring(0, 2)) {
                        case "ES" -> "SHA" + key.algorithm().substring(2) + "withECDSAinP1363Format";
                        case "RS" -> "SHA" + key.algorithm().substring(2) + "withRSA";
                        default -> "RSASSA-PSS";
                    });
            if (key.algorithm().startsWith("PS")) {
                int bits = Integer.parseInt(key.algorithm().substring(2));
                signature.setParameter(
                        new PSSParameterSpec("SHA-" + bits, "MGF1", new MGF1ParameterSpec("SHA-" + bits), bits / 8, 1));
            }
            signature.initSign(key.secret());
            signature.update(input);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
