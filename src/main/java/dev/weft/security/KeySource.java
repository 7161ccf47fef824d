package dev.weft.security;

import io.vertx.core.Future;

/**
 * Fetches an issuer's key set (JWKS) from its pinned address. An implementation follows no redirect, answers with the body of a 200 and
 * fails on everything else; it should stop reading beyond {@link IssuerSettings.Keys#MAX_BYTES}.
 */
@FunctionalInterface
public interface KeySource {
    Future<byte[]> fetch();
}
