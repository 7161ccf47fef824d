package dev.weft.security;

import io.vertx.core.Future;

/** Port: asks an issuer about one of its tokens (RFC 7662). Within a deadline of its own; fails where there is no 200 in that time. */
@FunctionalInterface
public interface IntrospectionSource {
    Future<byte[]> introspect(String token);
}
