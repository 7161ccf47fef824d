package dev.weft.backend.client;

import dev.weft.kernel.Secret;
import java.util.Map;
import java.util.Optional;

/** How Weft proves itself to a backend. */
public sealed interface BackendAuth {

    /** Nothing is sent. */
    record None() implements BackendAuth {}

    /** HTTP Basic (RFC 7617). */
    record Basic(String user, Secret password) implements BackendAuth {}

    /** A fixed value in a header, for example {@code x-api-key}. */
    record ApiKey(String header, Secret value) implements BackendAuth {}

    /**
     * OAuth 2 client credentials (RFC 6749, 4.4).
     *
     * @param tokenUrl absolute address, or a path below the backend's URL
     * @param style where the client's id and secret stand in the token request
     * @param parameters further form fields the issuer wants, for example {@code channel_id}
     */
    record ClientCredentials(
            String tokenUrl,
            String clientId,
            Secret clientSecret,
            Style style,
            Optional<String> scope,
            Map<String, String> parameters)
            implements BackendAuth {
        public ClientCredentials {
            parameters = Map.copyOf(parameters);
        }

        /** Where the client's id and secret stand in the token request. */
        public enum Style {
            BASIC,
            FORM,
            JSON
        }
    }
}
