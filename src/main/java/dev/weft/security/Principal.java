package dev.weft.security;

import java.time.Instant;
import java.util.Set;

/**
 * Who stands behind a verified token.
 *
 * @param issuer the issuer's configured name; issuers are tenants, so it also names the tenant
 * @param site the one site the token is for
 * @param subject the token's {@code sub}
 * @param customerId the commerce system's customer id, of a guest the guest's own
 * @param registered whether the shopper signed in; a guest has rights of its own and no profile
 * @param client the OAuth client and the rights granted
 * @param expires when the token ends
 */
public record Principal(
        String issuer,
        String site,
        String subject,
        String customerId,
        boolean registered,
        Grant client,
        Instant expires) {

    /**
     * What was granted to whom.
     *
     * @param clientId the OAuth client; empty where the token does not say
     * @param scopes the rights granted, bundles expanded
     * @param tracking false where the shopper asked not to be tracked (SLAS claim {@code dnt}); whoever was not asked did not
     */
    public record Grant(String clientId, Set<String> scopes, boolean tracking) {
        public Grant {
            scopes = Set.copyOf(scopes);
        }

        public Grant(String clientId, Set<String> scopes) {
            this(clientId, scopes, true);
        }
    }

    /** Whether what the shopper does may be taken down for others to write to them. */
    public boolean tracking() {
        return client.tracking();
    }

    public String clientId() {
        return client.clientId();
    }

    public Set<String> scopes() {
        return client.scopes();
    }

    /** True where {@code scope} was granted, or the right to write what it reads ({@code scope} followed by {@code .rw}). */
    public boolean allows(String scope) {
        Set<String> scopes = client.scopes();
        return scopes.contains(scope) || scopes.contains(scope + ".rw");
    }

    /** Without anything personal, so that it may be logged. */
    @Override
    public String toString() {
        return "Principal[" + issuer + ", " + site + ", " + (registered ? "registered" : "guest") + "]";
    }
}
