/**
 * Looks at the bytes of HTTP/1 connections before Vert.x decodes them, because what makes one request out of two, or two out of one, is
 * gone after decoding: folded lines, chunk extensions, trailers, stray CR, LF and NUL. Also closes clients too slow to be real and
 * connections beyond a cap. The way in is {@link dev.weft.http.wire.GuardedTransport}; what a request means (host, method, path) is for
 * {@link dev.weft.http.RequestGuard} to judge, after decoding and for every HTTP version.
 */
@NullMarked
package dev.weft.http.wire;

import org.jspecify.annotations.NullMarked;
