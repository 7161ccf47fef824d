package dev.weft.admin;

import dev.weft.security.IssuerSettings;
import dev.weft.tls.TlsSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the operators' port is secured and who may use it. Nobody may unless named, or {@code open}. Prints as counts.
 *
 * @param open whether everyone who reaches the port is an operator: where the configuration says nothing of operators, and the port is this
 *     machine's alone
 * @param tls plain when absent
 * @param authorities Host values that requests may carry; empty for the address listened on and localhost
 * @param tokens by operator's name, the SHA-256 of a bearer token in hexadecimal
 * @param certificates by operator's name, the subject of a client certificate
 * @param issuer whose tokens are operators' as well
 */
public record AdminSettings(
        boolean open,
        Optional<TlsSettings> tls,
        List<String> authorities,
        Map<String, String> tokens,
        Map<String, String> certificates,
        Optional<Issuer> issuer) {
    public AdminSettings {
        if (open && !(tokens.isEmpty() && certificates.isEmpty() && issuer.isEmpty())) {
            throw new IllegalArgumentException("open: true (expected: false where operators are named)");
        }
        authorities = List.copyOf(authorities);
        tokens = Map.copyOf(tokens);
        certificates = Map.copyOf(certificates);
    }

    /** Tokens of {@code settings} that grant {@code scope}. */
    public record Issuer(IssuerSettings settings, String scope) {}

    /** The same for those who are named alone, which may be nobody. */
    public AdminSettings closed() {
        return new AdminSettings(false, tls, authorities, tokens, certificates, issuer);
    }

    @Override
    public String toString() {
        return "AdminSettings[" + tokens.size() + " tokens, " + certificates.size() + " certificates]";
    }
}
