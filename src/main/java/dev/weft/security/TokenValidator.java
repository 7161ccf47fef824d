package dev.weft.security;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.security.TokenRejected.Reason;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells whether a bearer token is one of ours, and whose. One for the process, safe from any thread; neither method waits or throws.
 *
 * <p>A request asks {@link #known} first, which is a hash and a lookup, and {@link #validate} when that is empty. A token is taken apart
 * and its claims are checked before its signature, so that junk costs no cryptography; nothing in it is believed until the signature is
 * good. A token that names a key we do not hold may wait for one fetch of the issuer's keys (see {@link IssuerKeys}). A token that says
 * nothing itself is the issuer's to judge, where one is configured so (see {@link OpaqueTokens}); there can be one such issuer, since the
 * token does not tell whose it is.
 *
 * <p>The mistake to avoid: telling the caller why. The reason in {@link TokenRejected} is for the log.
 */
public final class TokenValidator {
    private final Map<String, Issuer> issuers = new HashMap<>();
    private final KnownTokens tokens;
    private final Optional<OpaqueTokens> opaque;
    private final Pace pace;
    private final SecurityListener listener;
    private final String cryptography;

    private record Issuer(String name, IssuerSettings.Keys settings, Claims claims, IssuerKeys keys) {}

    /** A token whose claims are fine and whose signature is still to be checked. */
    private record Candidate(KnownTokens.Hash hash, CompactToken token, Issuer issuer, Principal principal) {}

    private TokenValidator(
            List<IssuerSettings> settings,
            Sources sources,
            Signatures signatures,
            Pace pace,
            SecurityListener listener) {
        this.pace = pace;
        this.listener = listener;
        this.tokens = new KnownTokens(pace);
        this.cryptography = signatures.name();
        this.opaque = opaque(settings, sources, pace);
        for (IssuerSettings issuer : settings) {
            if (issuer.keys().isEmpty()) {
                continue;
            }
            IssuerKeys keys = new IssuerKeys(issuer, sources.keys().apply(issuer), signatures, pace, listener);
            Issuer entry = new Issuer(issuer.name(), issuer.keys().get(), new Claims(issuer), keys);
            if (issuers.putIfAbsent(issuer.issuer(), entry) != null) {
                throw new IllegalArgumentException(
                        "issuer: " + issuer.issuer() + " occurs twice (expected: each iss once)");
            }
        }
    }

    private Optional<OpaqueTokens> opaque(List<IssuerSettings> settings, Sources sources, Pace pace) {
        List<IssuerSettings> asked =
                settings.stream().filter(it -> it.introspection().isPresent()).toList();
        if (asked.size() > 1) {
            throw new IllegalArgumentException("introspection: " + asked.size() + " issuers (expected: one at most)");
        }
        return asked.stream()
                .findFirst()
                .map(it -> new OpaqueTokens(it, sources.introspection().apply(it), tokens, pace));
    }

    /** Where issuers' keys come from, and how those without keys are asked. */
    public record Sources(
            Function<IssuerSettings, KeySource> keys, Function<IssuerSettings, IntrospectionSource> introspection) {}

    /** A validator for {@code issuers}; it holds no keys before {@link #start}. */
    public static TokenValidator create(
            List<IssuerSettings> issuers, Sources sources, Pace pace, SecurityListener listener) {
        return new TokenValidator(issuers, sources, Signatures.fastest(), pace, listener);
    }

    /** The same for issuers that all have keys. */
    public static TokenValidator create(
            List<IssuerSettings> issuers,
            Function<IssuerSettings, KeySource> sources,
            Pace pace,
            SecurityListener listener) {
        return create(issuers, sources, Signatures.fastest(), pace, listener);
    }

    /** The same on a given cryptography. */
    static TokenValidator create(
            List<IssuerSettings> issuers,
            Function<IssuerSettings, KeySource> sources,
            Signatures signatures,
            Pace pace,
            SecurityListener listener) {
        Function<IssuerSettings, IntrospectionSource> nobody = issuer -> {
            throw new IllegalArgumentException("issuer: " + issuer.name() + " (expected: one with keys)");
        };
        return new TokenValidator(issuers, new Sources(sources, nobody), signatures, pace, listener);
    }

    /**
     * Fetches every issuer's keys, and keeps them fresh from then on. Completes when the first fetches have ended, even in failure: an
     * issuer that is down at our start must not keep us down.
     */
    public Future<Void> start() {
        return Future.join(issuers.values().stream()
                        .map(issuer -> issuer.keys().start())
                        .toList())
                .mapEmpty();
    }

    /** Stops fetching keys. */
    public void close() {
        issuers.values().forEach(issuer -> issuer.keys().close());
    }

    /** Which cryptography checks elliptic curve signatures, for the log at start-up. */
    public String cryptography() {
        return cryptography;
    }

    /** How old each issuer's keys are, by the issuer's configured name; an issuer whose keys were never fetched is absent. */
    public Map<String, Duration> keyAges() {
        Map<String, Duration> ages = new HashMap<>();
        issuers.values().forEach(issuer -> issuer.keys().age().ifPresent(age -> ages.put(issuer.name(), age)));
        return ages;
    }

    /** Whose token this is, if it was verified lately and still holds: no cryptography but one hash. */
    public Optional<Principal> known(String token) {
        if (token.length() > CompactToken.MAX_LENGTH) {
            return Optional.empty();
        }
        KnownTokens.Hash hash = KnownTokens.hash(token);
        Optional<Principal> signed = tokens.good(hash);
        Optional<Principal> principal =
                signed.isPresent() || opaque.isEmpty() ? signed : opaque.get().good(hash);
        principal.ifPresent(it -> listener.tokenKnown(it.issuer()));
        return principal;
    }

    /**
     * Whose token this is, as far as that can be told without waiting: {@link #known}, or signed with a key we hold. Empty for one that is
     * not good and for one that only its issuer can judge, which is not asked; a key we do not hold is asked for, for the next time.
     */
    public Optional<Principal> atOnce(String token) {
        Optional<Principal> known = known(token);
        if (known.isPresent() || OpaqueTokens.opaque(token)) {
            return known;
        }
        Future<Principal> judged = validate(token);
        return judged.succeeded() ? Optional.of(judged.result()) : Optional.empty();
    }

    /** Whose token this is. Fails with {@link TokenRejected}, and nothing else, where it is not good. */
    public Future<Principal> validate(String token) {
        if (token.length() > CompactToken.MAX_LENGTH) {
            return rejected(Reason.TOO_LARGE.rejection());
        }
        KnownTokens.Hash hash = KnownTokens.hash(token);
        Optional<Reason> bad = tokens.bad(hash);
        if (bad.isPresent()) {
            return rejected(bad.get().rejection());
        }
        if (opaque.isPresent() && OpaqueTokens.opaque(token)) {
            return opaque.get()
                    .ask(hash, token)
                    .onSuccess(principal -> listener.tokenVerified(principal.issuer()))
                    .recover(cause -> rejected((TokenRejected) cause));
        }
        try {
            return judge(candidate(hash, token));
        } catch (TokenRejected e) {
            tokens.addBad(hash, e.reason());
            return rejected(e);
        }
    }

    private Candidate candidate(KnownTokens.Hash hash, String token) {
        CompactToken parts = CompactToken.parse(token);
        JsonNode claims = parts.claims();
        Issuer issuer =
                claims.path("iss").isTextual() ? issuers.get(claims.path("iss").textValue()) : null;
        if (issuer == null) {
            throw Reason.ISSUER.rejection();
        }
        if (!issuer.settings().algorithms().contains(parts.algorithm())) {
            throw Reason.ALGORITHM.rejection();
        }
        return new Candidate(
                hash,
                parts,
                issuer,
                issuer.claims().principal(claims, pace.clock().millis()));
    }

    private Future<Principal> judge(Candidate candidate) {
        IssuerKeys keys = candidate.issuer().keys();
        String keyId = candidate.token().keyId();
        Optional<SigningKey> key = keys.find(keyId);
        if (key.isPresent()) {
            return verify(candidate, key.get());
        }
        Future<Void> sought = keys.seek(keyId);
        return sought.isComplete() ? verifyOrRefuse(candidate) : sought.compose(v -> verifyOrRefuse(candidate));
    }

    private Future<Principal> verifyOrRefuse(Candidate candidate) {
        IssuerKeys keys = candidate.issuer().keys();
        Reason without = keys.knowsAll() ? Reason.UNKNOWN_KEY : Reason.KEYS_UNAVAILABLE;
        return keys.find(candidate.token().keyId())
                .map(key -> verify(candidate, key))
                .orElseGet(() -> rejected(without.rejection()));
    }

    private Future<Principal> verify(Candidate candidate, SigningKey key) {
        if (!key.serves(candidate.token().algorithm()) || !key.signed(candidate.token())) {
            tokens.addBad(candidate.hash(), Reason.SIGNATURE);
            return rejected(Reason.SIGNATURE.rejection());
        }
        Principal principal = candidate.principal();
        tokens.addGood(candidate.hash(), principal, key, candidate.issuer().keys());
        listener.tokenVerified(principal.issuer());
        return Future.succeededFuture(principal);
    }

    private Future<Principal> rejected(TokenRejected rejection) {
        listener.tokenRejected(rejection.reason());
        return Future.failedFuture(rejection);
    }
}
