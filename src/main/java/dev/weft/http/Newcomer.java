package dev.weft.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request counts for where its token is checked by somebody else: the holder of the token, or, without a bearer token (sign-in,
 * Basic credentials) and always where one signs in, the address, behind a believed proxy the one it names. The token itself is not kept.
 */
final class Newcomer {
    private static final String SCHEME = "Bearer ";

    /** A bearer token is not looked at here by anybody, so a new one each time would be a new client each time. */
    private static final String SIGN_IN = "/shopper/auth/";

    private Newcomer() {}

    static String of(HttpServerRequest request, Proxies proxies) {
        @Nullable String field = request.headers().get(HttpHeaders.AUTHORIZATION);
        boolean signsIn = request.path().startsWith(SIGN_IN);
        if (!signsIn && field != null && field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            byte[] digest = sha256().digest(field.getBytes(StandardCharsets.ISO_8859_1));
            return "t:" + Base64.getEncoder().encodeToString(digest);
        }
        return "a:" + proxies.client(request);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
