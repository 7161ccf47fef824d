package dev.weft.admin;

import dev.weft.security.IssuerSettings;
import dev.weft.tls.TlsSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the operators' port is secured and who may use it. Where nobody is named, everyone who can reach it: the configuration allows that
 * on the loopback interface alone. Prints as counts.
 *
 * @param tls plain when absent
 * @param authorities Host values that requests may carry; empty for the address listened on and localhost
 * @param tokens by operator's name, the SHA-256 of a bearer token in hexadecimal
 * @param certificates by operator's name, the subject of a client certificate
 * @param issuer whose tokens are operators' as well
 */
public record AdminSettings(
        Optional<TlsSettings> tls,
        List<String> authorities,
        Map<String, String> tokens,
        Map<String, String> certificates,
        Optional<Issuer> issuer) {
    public AdminSettings {
        authorities = List.copyOf(authorities);
        tokens = Map.copyOf(tokens);
        certificates = Map.copyOf(certificates);
    }

    /** Tokens of {@code settings} that grant {@code scope}. */
    public record Issuer(IssuerSettings settings, String scope) {}

    /** True where nobody is named. */
    boolean open() {
        return tokens.isEmpty() && certificates.isEmpty() && issuer.isEmpty();
    }

    @Override
    public String toString() {
        return "AdminSettings[" + tokens.size() + " tokens, " + certificates.size() + " certificates]";
    }
}
