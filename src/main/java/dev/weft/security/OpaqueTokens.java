package dev.weft.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.kernel.MalformedJson;
import dev.weft.kernel.StrictJson;
import dev.weft.security.TokenRejected.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Judges tokens that say nothing themselves, by asking their issuer (RFC 7662). What it says is held against the same rules as a signed
 * token's claims: ours as audience, an end, a subject, a site of this issuer.
 *
 * <p>One question per token at a time, however many requests carry it, and at most {@value #MAX_ASKED} at once. A good verdict is used
 * until the token ends, but no longer than {@code keep}, which is how long a token lives on after its issuer withdrew it; a bad one for
 * five seconds. Both are kept under the token's hash, in bounded caches. An issuer that cannot be asked, or that answers what cannot be
 * understood, is no verdict: {@code ISSUER_UNAVAILABLE}, never remembered. Safe from any thread; never waits.
 */
final class OpaqueTokens {
    private static final int MAX_GOOD = 50_000;
    private static final int MAX_ASKED = 1024;

    private record Good(Principal principal, long expiresMillis, long sinceNanos) {}

    private final IssuerSettings issuer;
    private final long keepNanos;
    private final Claims claims;
    private final IntrospectionSource source;
    private final KnownTokens known;
    private final Pace pace;
    private final Cache<KnownTokens.Hash, Good> good =
            Caffeine.newBuilder().maximumSize(MAX_GOOD).executor(Runnable::run).build();
    private final Map<KnownTokens.Hash, Promise<Principal>> asked = new ConcurrentHashMap<>();

    /** {@code known} remembers the bad ones, beside those that were signed badly. */
    OpaqueTokens(IssuerSettings issuer, IntrospectionSource source, KnownTokens known, Pace pace) {
        this.issuer = issuer;
        this.keepNanos = issuer.introspection().orElseThrow().keep().toNanos();
        this.claims = new Claims(issuer);
        this.source = source;
        this.known = known;
        this.pace = pace;
    }

    /** True for what can be a bearer token (RFC 6750, 2.1) and is no signed one, which has two dots. */
    static boolean opaque(String token) {
        int dots = 0;
        int end = token.length();
        while (end > 0 && token.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            char c = token.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && "-._~+/".indexOf(c) < 0) {
                return false;
            }
            dots += c == '.' ? 1 : 0;
        }
        return end > 0 && dots != 2;
    }

    Optional<Principal> good(KnownTokens.Hash hash) {
        Good verdict = good.getIfPresent(hash);
        if (verdict == null) {
            return Optional.empty();
        }
        if (pace.clock().millis() >= verdict.expiresMillis()
                || pace.ticker().nanos() - verdict.sinceNanos() >= keepNanos) {
            good.invalidate(hash);
            return Optional.empty();
        }
        return Optional.of(verdict.principal());
    }

    /** Asks, or waits with those who do. Fails with {@link TokenRejected} and nothing else. */
    Future<Principal> ask(KnownTokens.Hash hash, String token) {
        Promise<Principal> mine = Promise.promise();
        Promise<Principal> other = asked.putIfAbsent(hash, mine);
        if (other != null) {
            return other.future();
        }
        if (asked.size() > MAX_ASKED) {
            asked.remove(hash, mine);
            mine.fail(Reason.ISSUER_UNAVAILABLE.rejection()); // somebody may have joined meanwhile
            return mine.future();
        }
        source.introspect(token).map(answer -> judge(hash, answer)).onComplete(outcome -> {
            asked.remove(hash, mine);
            if (outcome.succeeded()) {
                mine.complete(outcome.result());
            } else {
                mine.fail(refusal(hash, outcome.cause()));
            }
        });
        return mine.future();
    }

    private TokenRejected refusal(KnownTokens.Hash hash, Throwable cause) {
        if (cause instanceof TokenRejected rejected) {
            known.addBad(hash, rejected.reason());
            return rejected;
        }
        return Reason.ISSUER_UNAVAILABLE.rejection();
    }

    private Principal judge(KnownTokens.Hash hash, byte[] answer) {
        JsonNode says;
        try {
            says = StrictJson.unambiguous(answer);
        } catch (MalformedJson e) {
            throw Reason.ISSUER_UNAVAILABLE.rejection();
        }
        if (!says.path("active").isBoolean()) {
            throw Reason.ISSUER_UNAVAILABLE.rejection();
        }
        if (!says.path("active").booleanValue()) {
            throw Reason.INACTIVE.rejection();
        }
        if (says.has("iss") && !says.get("iss").equals(TextNode.valueOf(issuer.issuer()))) {
            throw Reason.ISSUER.rejection();
        }
        Principal principal = claims.principal(says, pace.clock().millis());
        good.put(
                hash,
                new Good(
                        principal,
                        principal.expires().toEpochMilli(),
                        pace.ticker().nanos()));
        return principal;
    }
}
