package dev.weft.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Optional;
import org.conscrypt.Conscrypt;

/**
 * Makes signature verifiers on the fastest cryptography the platform has: Conscrypt's native code where it loads, the JDK's own
 * otherwise. Never fails for want of Conscrypt. Conscrypt is used for elliptic curves, where it is many times faster; RSA stays with the
 * JDK, whose PSS parameters Nimbus knows, and which is fast at verifying.
 */
final class Signatures {
    private final Optional<Provider> nativeProvider;

    private Signatures(Optional<Provider> nativeProvider) {
        this.nativeProvider = nativeProvider;
    }

    /**
     * The fastest that passes its known answer. The test also loads what verifying needs, on the thread that puts the process together
     * rather than on an event loop at the first token.
     */
    static Signatures fastest() {
        Signatures fast = new Signatures(conscrypt());
        return fast.passesKnownAnswer() ? fast : plain();
    }

    /** The JDK's own providers alone. */
    static Signatures plain() {
        return new Signatures(Optional.empty());
    }

    /** The provider that checks elliptic curve signatures, for the log at start-up. */
    String name() {
        return nativeProvider.map(Provider::getName).orElse("JDK");
    }

    JWSVerifier elliptic(ECPublicKey key) throws JOSEException, GeneralSecurityException {
        if (nativeProvider.isEmpty()) {
            return new ECDSAVerifier(key);
        }
        // A key made by the provider itself; another one's would be translated again for every signature.
        Provider provider = nativeProvider.get();
        KeyFactory keys = KeyFactory.getInstance("EC", provider);
        ECDSAVerifier verifier =
                new ECDSAVerifier((ECPublicKey) keys.generatePublic(new X509EncodedKeySpec(key.getEncoded())));
        verifier.getJCAContext().setProvider(provider);
        return verifier;
    }

    JWSVerifier rsa(RSAPublicKey key) {
        return new RSASSAVerifier(key);
    }

    private boolean passesKnownAnswer() {
        try {
            return elliptic(KnownAnswer.key())
                    .verify(
                            KnownAnswer.token().getHeader(),
                            KnownAnswer.token().getSigningInput(),
                            KnownAnswer.token().getSignature());
        } catch (JOSEException | GeneralSecurityException | ParseException | RuntimeException e) {
            return false;
        }
    }

    /** The ES256 example of RFC 7515, appendix A.3. */
    private static final class KnownAnswer {
        static ECPublicKey key() throws JOSEException {
            return new ECKey.Builder(
                            Curve.P_256,
                            new Base64URL("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
                            new Base64URL("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"))
                    .build()
                    .toECPublicKey();
        }

        static JWSObject token() throws ParseException {
            return JWSObject.parse("eyJhbGciOiJFUzI1NiJ9"
                    + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
                    + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
        }
    }

    private static Optional<Provider> conscrypt() {
        try {
            if (Conscrypt.isAvailable()) {
                Provider provider = Conscrypt.newProvider();
                Signature.getInstance("SHA256withECDSA", provider);
                return Optional.of(provider);
            }
        } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
            // No native library for this platform, or nowhere to unpack it to.
        }
        return Optional.empty();
    }
}
