package dev.weft.sandbox.scapi;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Codes that wait to be redeemed and refresh tokens that may be presented. Thread-safe. Memory for so many, so that a long
 * load test with many logins does not fill the heap: what is forgotten is invalid.
 */
final class Grants {

    static final Duration REFRESH = Duration.ofDays(30);

    private static final Duration CODE = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Timed<Pending>> codes = forgetful(50_000);
    private final Map<String, Timed<Grant>> refreshTokens = forgetful(200_000);

    /** A login that waits for its code to be redeemed. The challenge may be empty for a private client. */
    record Pending(Session session, String challenge, String redirectUri) {}

    /** What a refresh token stands for, with the number of the access token given out beside it. */
    record Grant(Session session, long tokenNumber) {}

    private record Timed<T>(T what, long until) {}

    Grants(InstantSource clock) {
        this.clock = clock;
    }

    private static <T> Map<String, Timed<T>> forgetful(long most) {
        return Caffeine.newBuilder().maximumSize(most).<String, Timed<T>>build().asMap();
    }

    /** A code that is good once. */
    String code(Pending pending) {
        return keep(codes, pending, CODE);
    }

    Optional<Pending> redeem(String code) {
        return alive(codes.remove(code));
    }

    String refreshToken(Grant grant) {
        return keep(refreshTokens, grant, REFRESH);
    }

    Optional<Grant> presented(String refreshToken) {
        return alive(refreshTokens.get(refreshToken));
    }

    /** Whether this call was the one that used the token up, or revoked it. */
    boolean spend(String refreshToken) {
        return refreshTokens.remove(refreshToken) != null;
    }

    private <T> String keep(Map<String, Timed<T>> where, T what, Duration lifetime) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        where.put(token, new Timed<>(what, clock.millis() + lifetime.toMillis()));
        return token;
    }

    private <T> Optional<T> alive(@Nullable Timed<T> kept) {
        return kept != null && kept.until() > clock.millis() ? Optional.of(kept.what()) : Optional.empty();
    }
}
