/**
 * Transport security of every connection, in and out: key material read from files and checked before it is used, one list of
 * protocols and cipher suites for all, and a watch that puts renewed files to use without dropping a connection. The way in is
 * {@link dev.weft.tls.TlsSettings} for what is wanted, {@link dev.weft.tls.TlsOptions} for what Vert.x needs, and
 * {@link dev.weft.tls.TlsWatch} for renewal. Knows nothing of HTTP or of who listens. Nothing here can switch a check off.
 */
@NullMarked
package dev.weft.tls;

import org.jspecify.annotations.NullMarked;
