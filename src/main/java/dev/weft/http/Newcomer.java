package dev.weft.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request counts for where its token is checked by somebody else: the holder of the token, or, without a bearer token (sign-in,
 * Basic credentials), the address. The token itself is not kept.
 */
final class Newcomer {
    private static final String SCHEME = "Bearer ";

    private Newcomer() {}

    static String of(HttpServerRequest request) {
        @Nullable String field = request.headers().get(HttpHeaders.AUTHORIZATION);
        if (field != null && field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            byte[] digest = sha256().digest(field.getBytes(StandardCharsets.ISO_8859_1));
            return "t:" + Base64.getEncoder().encodeToString(digest);
        }
        @Nullable SocketAddress address = request.remoteAddress();
        return "a:" + (address == null ? "" : address.hostAddress());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
