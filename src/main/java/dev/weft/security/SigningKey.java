package dev.weft.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One usable public key of an issuer and the algorithms it may be used with. Immutable and safe from any thread: the verifier keeps no
 * state between calls.
 */
final class SigningKey {
    private final String id;
    private final Map<String, JWSHeader> headers;
    private final JWSVerifier verifier;
    private final byte[] encoded;

    SigningKey(String id, Set<String> algorithms, JWSVerifier verifier, byte[] encoded) {
        this.id = id;
        this.verifier = verifier;
        this.encoded = encoded;
        this.headers = new HashMap<>();
        algorithms.forEach(name -> headers.put(name, new JWSHeader(JWSAlgorithm.parse(name))));
    }

    String id() {
        return id;
    }

    boolean serves(String algorithm) {
        return headers.containsKey(algorithm);
    }

    /** True where {@code token} was signed with this key; false for every way it may not have been. */
    boolean signed(CompactToken token) {
        JWSHeader header = headers.get(token.algorithm());
        if (header == null) {
            return false;
        }
        try {
            return verifier.verify(header, token.signingInput(), new Base64URL(token.signature()));
        } catch (JOSEException | RuntimeException e) {
            // A provider may choke on a signature made to choke it; either way it is not a good one.
            return false;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SigningKey key
                && id.equals(key.id)
                && headers.keySet().equals(key.headers.keySet())
                && Arrays.equals(encoded, key.encoded);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "SigningKey" + headers.keySet();
    }
}
