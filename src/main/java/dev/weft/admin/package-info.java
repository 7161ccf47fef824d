/**
 * The operators' port: liveness, readiness, metrics, cache invalidation. It is bound apart from the storefront's port, to the loopback
 * interface unless configured otherwise.
 */
@NullMarked
package dev.weft.admin;

import org.jspecify.annotations.NullMarked;
