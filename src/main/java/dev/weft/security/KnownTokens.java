package dev.weft.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.security.TokenRejected.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;

/**
 * Verdicts on tokens seen before, by the full SHA-256 of the token, so that no token is kept. Bounded; safe from any thread. A good
 * verdict is used for at most a minute and never past the token's end or the withdrawal of its key, which is looked at on every use; a
 * bad one for five seconds, and only if it could not change by itself.
 */
final class KnownTokens {
    private static final int MAX_GOOD = 50_000;
    private static final int MAX_BAD = 20_000;
    private static final long GOOD_NANOS = Duration.ofSeconds(60).toNanos();
    private static final long BAD_NANOS = Duration.ofSeconds(5).toNanos();

    /** A token's SHA-256. */
    record Hash(long a, long b, long c, long d) {
        @Override
        public int hashCode() {
            return (int) a;
        }
    }

    private record Good(Principal principal, SigningKey key, IssuerKeys keys, long expiresMillis, long sinceNanos) {}

    private record Bad(Reason reason, long sinceNanos) {}

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(KnownTokens::sha256);

    private final Cache<Hash, Good> good =
            Caffeine.newBuilder().maximumSize(MAX_GOOD).executor(Runnable::run).build();
    private final Cache<Hash, Bad> bad =
            Caffeine.newBuilder().maximumSize(MAX_BAD).executor(Runnable::run).build();
    private final Pace pace;

    KnownTokens(Pace pace) {
        this.pace = pace;
    }

    /** Characters beyond Latin-1 all become a question mark here, which no verified token contains. */
    static Hash hash(String token) {
        ByteBuffer digest = ByteBuffer.wrap(SHA_256.get().digest(token.getBytes(StandardCharsets.ISO_8859_1)));
        return new Hash(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    }

    Optional<Principal> good(Hash hash) {
        Good known = good.getIfPresent(hash);
        if (known == null) {
            return Optional.empty();
        }
        if (pace.clock().millis() >= known.expiresMillis()
                || pace.ticker().nanos() - known.sinceNanos() >= GOOD_NANOS
                || !known.keys().holds(known.key())) {
            good.invalidate(hash);
            return Optional.empty();
        }
        return Optional.of(known.principal());
    }

    Optional<Reason> bad(Hash hash) {
        Bad known = bad.getIfPresent(hash);
        if (known == null || pace.ticker().nanos() - known.sinceNanos() >= BAD_NANOS) {
            return Optional.empty();
        }
        return Optional.of(known.reason());
    }

    void addGood(Hash hash, Principal principal, SigningKey key, IssuerKeys keys) {
        long expires = principal.expires().toEpochMilli();
        good.put(hash, new Good(principal, key, keys, expires, pace.ticker().nanos()));
    }

    void addBad(Hash hash, Reason reason) {
        if (!reason.passing()) {
            bad.put(hash, new Bad(reason, pace.ticker().nanos()));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
