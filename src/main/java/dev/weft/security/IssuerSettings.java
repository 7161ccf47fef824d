package dev.weft.security;

import dev.weft.kernel.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One issuer whose tokens we accept, and exactly which of them.
 *
 * @param name our name for it, in logs and metrics
 * @param profile how its claims name the shopper
 * @param issuer the exact {@code iss}
 * @param audience what {@code aud} must contain
 * @param sites the sites its tokens may be for, by site id
 * @param times how far clocks may differ and how long a token may live
 * @param proof how its tokens are known to be good: by its keys, or by asking it
 */
public record IssuerSettings(
        String name, Profile profile, String issuer, String audience, Set<String> sites, Times times, Proof proof) {

    /** How a token is known to be good. */
    public sealed interface Proof permits Keys, Introspection {}

    /** Its keys, where its tokens are signed ones. */
    public Optional<Keys> keys() {
        return proof instanceof Keys keys ? Optional.of(keys) : Optional.empty();
    }

    /** How it is asked, where its tokens say nothing themselves. */
    public Optional<Introspection> introspection() {
        return proof instanceof Introspection asking ? Optional.of(asking) : Optional.empty();
    }

    /** How claims name the shopper. */
    public enum Profile {
        /** Salesforce Shopper Login: identity inside {@code isb}, scopes in {@code scp}. */
        SLAS,
        /** Plain OAuth 2 access tokens (RFC 9068): {@code sub}, {@code scope}, optional {@code site}. */
        GENERIC
    }

    public IssuerSettings {
        sites = Set.copyOf(sites);
        require(!name.isBlank(), "name", name, "a name");
        require(!issuer.isBlank(), "issuer", issuer, "the exact iss claim");
        require(!audience.isBlank(), "audience", audience, "a member of the aud claim");
        require(!sites.isEmpty(), "sites", "none", "at least one site");
    }

    /** A Shopper Login tenant with the usual times: ES256 alone, tokens of at most an hour. */
    public static IssuerSettings slas(String name, String issuer, String audience, Set<String> sites, URI jwks) {
        return new IssuerSettings(
                name,
                Profile.SLAS,
                issuer,
                audience,
                sites,
                Times.of(Duration.ofHours(1)),
                Keys.of(jwks, Set.of("ES256")));
    }

    /**
     * Times that bound a token.
     *
     * @param leeway how far the issuer's clock may be from ours, at most a minute
     * @param maxLifetime the longest time between now (or {@code iat}) and {@code exp}
     */
    public record Times(Duration leeway, Duration maxLifetime) {
        public Times {
            require(!leeway.isNegative() && leeway.toSeconds() <= 60, "leeway", leeway, "between 0 and 60 seconds");
            require(!maxLifetime.isNegative() && !maxLifetime.isZero(), "maxLifetime", maxLifetime, "more than 0");
        }

        public static Times of(Duration maxLifetime) {
            return new Times(Duration.ofSeconds(30), maxLifetime);
        }
    }

    /**
     * The issuer's key set.
     *
     * @param jwks its pinned address, https except on the loopback interface
     * @param algorithms the algorithms its tokens may be signed with; a key serves only those of its own type and curve
     * @param refresh the age no key set gets beyond while the issuer answers, so also how long a withdrawn key may still work
     * @param unknownKidRefresh the least time between two fetches that unknown key ids cause
     * @param maxStale how long known keys serve while the issuer does not answer
     * @param timeout how long one fetch may take, and so how long a token waits for it
     */
    public record Keys(
            URI jwks,
            Set<String> algorithms,
            Duration refresh,
            Duration unknownKidRefresh,
            Duration maxStale,
            Duration timeout)
            implements Proof {
        /** The largest key set read. */
        public static final int MAX_BYTES = 256 * 1024;

        private static final Set<String> SUPPORTED =
                Set.of("ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512");

        public Keys {
            algorithms = Set.copyOf(algorithms);
            require(isSafe(jwks), "jwks", jwks, "an https address, or http on the loopback interface");
            require(
                    !algorithms.isEmpty() && SUPPORTED.containsAll(algorithms),
                    "algorithms",
                    algorithms,
                    "some of " + SUPPORTED);
            require(refresh.toMillis() >= 1000, "refresh", refresh, "at least a second");
            require(unknownKidRefresh.toMillis() >= 1000, "unknownKidRefresh", unknownKidRefresh, "at least a second");
            require(maxStale.compareTo(refresh) >= 0, "maxStale", maxStale, "at least refresh");
            require(timeout.toMillis() >= 1, "timeout", timeout, "at least a millisecond");
        }

        public static Keys of(URI jwks, Set<String> algorithms) {
            return new Keys(
                    jwks,
                    algorithms,
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(30),
                    Duration.ofHours(24),
                    Duration.ofSeconds(3));
        }
    }

    /**
     * Where the issuer tells what stands behind its tokens (RFC 7662).
     *
     * @param url its pinned address, https except on the loopback interface
     * @param clientId what we are to the issuer, in HTTP Basic
     * @param keep how long a good verdict is used at most, and so how long a withdrawn token may still work
     * @param timeout how long one question may take, and so how long a request waits for it
     * @param ratePerSecond how often we may ask
     */
    public record Introspection(
            URI url, String clientId, Secret clientSecret, Duration keep, Duration timeout, int ratePerSecond)
            implements Proof {
        /** The largest answer read. */
        public static final int MAX_BYTES = 64 * 1024;

        public Introspection {
            require(isSafe(url), "url", url, "an https address, or http on the loopback interface");
            require(!clientId.isBlank(), "clientId", clientId, "a client id");
            require(!keep.isNegative() && keep.toMinutes() <= 5, "keep", keep, "at most five minutes");
            require(timeout.toMillis() >= 1, "timeout", timeout, "at least a millisecond");
            require(ratePerSecond >= 1, "ratePerSecond", ratePerSecond, "at least 1");
        }
    }

    private static boolean isSafe(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost() == null ? "" : uri.getHost();
        boolean loopback = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
        return uri.getUserInfo() == null
                && !host.isEmpty()
                && (scheme.equals("https") || (scheme.equals("http") && loopback));
    }

    private static void require(boolean holds, String parameter, Object value, String expectation) {
        if (!holds) {
            throw new IllegalArgumentException(parameter + ": " + value + " (expected: " + expectation + ")");
        }
    }
}
