/**
 * The only way out: every request to a backend leaves through {@link dev.weft.backend.client.BackendClient}, with its deadline, its size
 * cap, its credentials and its place in the resilience pipeline. Redirects are not followed, addresses come from configuration alone. It
 * knows HTTP and OAuth client tokens, and no vendor.
 */
@NullMarked
package dev.weft.backend.client;

import org.jspecify.annotations.NullMarked;
