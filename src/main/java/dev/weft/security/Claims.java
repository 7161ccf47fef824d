package dev.weft.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.security.TokenRejected.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Holds a token's claims against what its issuer's settings allow (RFC 7519, RFC 8725). Everything a claim may get wrong is a refusal:
 * a missing or textual date, a foreign audience, a life too long, a site that is not the issuer's.
 */
final class Claims {
    private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);
    private static final int MAX_SUBJECT = 512;

    private final IssuerSettings issuer;

    /** Many tokens carry one of few scope lists; sharing the sets keeps the known tokens small. */
    private final Cache<String, Set<String>> scopeLists =
            Caffeine.newBuilder().maximumSize(1000).executor(Runnable::run).build();

    Claims(IssuerSettings issuer) {
        this.issuer = issuer;
    }

    /** Whom {@code claims} name at {@code nowMillis}; to be believed only once the signature is found good. */
    Principal principal(JsonNode claims, long nowMillis) {
        requireAudience(claims.get("aud"));
        long expires = requireTimes(claims, nowMillis / 1000);
        String subject = claims.path("sub").asText("");
        if (!claims.path("sub").isTextual() || subject.isBlank() || subject.length() > MAX_SUBJECT) {
            throw Reason.SUBJECT.rejection();
        }
        Instant end = Instant.ofEpochSecond(expires);
        return switch (issuer.profile()) {
            case SLAS -> slas(claims, subject, end);
            case GENERIC -> generic(claims, subject, end);
        };
    }

    private void requireAudience(@Nullable JsonNode audience) {
        boolean ours = false;
        if (audience != null && audience.isArray()) {
            for (JsonNode member : audience) {
                if (!member.isTextual()) {
                    throw Reason.AUDIENCE.rejection();
                }
                ours |= member.textValue().equals(issuer.audience());
            }
        } else if (audience != null && audience.isTextual()) {
            ours = audience.textValue().equals(issuer.audience());
        }
        if (!ours) {
            throw Reason.AUDIENCE.rejection();
        }
    }

    private long requireTimes(JsonNode claims, long now) {
        long leeway = issuer.times().leeway().toSeconds();
        long maxLifetime = issuer.times().maxLifetime().toSeconds();
        long expires = seconds(claims.get("exp"), -1);
        if (expires < 0) {
            throw Reason.CLAIMS.rejection();
        }
        long notBefore = seconds(claims.get("nbf"), 0);
        long issued = seconds(claims.get("iat"), now);
        if (expires + leeway <= now) {
            throw Reason.EXPIRED.rejection();
        }
        if (notBefore > now + leeway || issued > now + leeway) {
            throw Reason.NOT_YET_VALID.rejection();
        }
        if (expires - issued > maxLifetime || expires - now > maxLifetime + leeway || expires <= issued) {
            throw Reason.LIFETIME.rejection();
        }
        return expires;
    }

    /** A NumericDate in whole seconds, {@code absent} where there is none. */
    private static long seconds(@Nullable JsonNode date, long absent) {
        if (date == null) {
            return absent;
        }
        if (!date.isNumber()) {
            throw Reason.CLAIMS.rejection();
        }
        BigDecimal value = date.decimalValue();
        if (value.signum() < 0 || value.compareTo(LATEST) > 0) {
            throw Reason.CLAIMS.rejection();
        }
        return value.longValue();
    }

    private Principal slas(JsonNode claims, String subject, Instant expires) {
        SlasIdentity identity = SlasIdentity.parse(text(claims.get("isb"), Reason.CLAIMS));
        if (!issuer.sites().contains(identity.site())) {
            throw Reason.SITE.rejection();
        }
        boolean tracking = !claims.path("dnt").asText().equals("1")
                && !claims.path("dnt").asText().equals("true");
        Principal.Grant grant =
                new Principal.Grant(SlasIdentity.part(subject, "scid"), scopes(claims.get("scp")), tracking);
        return new Principal(
                issuer.name(), identity.site(), subject, identity.customerId(), identity.registered(), grant, expires);
    }

    private Principal generic(JsonNode claims, String subject, Instant expires) {
        JsonNode scope = claims.has("scope") ? claims.get("scope") : claims.get("scp");
        JsonNode client = claims.has("client_id") ? claims.get("client_id") : claims.get("azp");
        String clientId = client == null ? "" : text(client, Reason.CLAIMS);
        Principal.Grant grant = new Principal.Grant(clientId, scopes(scope));
        return new Principal(issuer.name(), site(claims.get("site")), subject, subject, true, grant, expires);
    }

    private String site(@Nullable JsonNode claim) {
        if (claim == null && issuer.sites().size() == 1) {
            return issuer.sites().iterator().next();
        }
        String site = text(claim, Reason.SITE);
        if (!issuer.sites().contains(site)) {
            throw Reason.SITE.rejection();
        }
        return site;
    }

    /** The scopes in a text separated by blanks, or in an array of texts as some issuers write them. */
    private Set<String> scopes(@Nullable JsonNode granted) {
        if (granted == null) {
            return Set.of();
        }
        if (!granted.isArray()) {
            return scopeLists.get(text(granted, Reason.CLAIMS), Claims::split);
        }
        StringJoiner list = new StringJoiner(" ");
        granted.forEach(scope -> list.add(text(scope, Reason.CLAIMS)));
        return scopeLists.get(list.toString(), Claims::split);
    }

    private static Set<String> split(String list) {
        Set<String> scopes = new HashSet<>(Arrays.asList(list.split(" ", -1)));
        scopes.remove("");
        return Set.copyOf(ShopperScopes.expand(scopes));
    }

    private static String text(@Nullable JsonNode node, Reason otherwise) {
        if (node == null || !node.isTextual()) {
            throw otherwise.rejection();
        }
        return node.textValue();
    }
}
