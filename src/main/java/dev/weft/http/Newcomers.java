package dev.weft.http;

import dev.weft.http.wire.Subscriber;
import dev.weft.security.Principal;
import dev.weft.security.TokenValidator;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/**
 * Whom a request counts for where its token is somebody else's to check. The holder of a token that we can tell to be good: a storefront's
 * server, which renders for all guests with one, is a client of its own. Everybody else counts by address, behind a believed proxy the one
 * it names: whoever shows no token, signs in, or shows a token nobody vouches for, since a made-up one each time would be a new client each
 * time.
 */
final class Newcomers {
    private static final String SCHEME = "Bearer ";
    private static final String SIGN_IN = "/shopper/auth/";

    private final TokenValidator tokens;
    private final Proxies proxies;

    Newcomers(TokenValidator tokens, Proxies proxies) {
        this.tokens = tokens;
        this.proxies = proxies;
    }

    /** Whose good token this request has; waits for nothing. */
    Optional<Principal> holder(HttpServerRequest request) {
        List<String> fields = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        if (fields.size() != 1 || request.path().startsWith(SIGN_IN)) {
            return Optional.empty();
        }
        String field = fields.get(0);
        return field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? tokens.atOnce(field.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    /** Where it comes from. */
    String from(HttpServerRequest request) {
        return Subscriber.of(proxies.client(request));
    }
}
