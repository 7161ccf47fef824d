package dev.weft.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
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

    static Signatures fastest() {
        return new Signatures(conscrypt());
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
