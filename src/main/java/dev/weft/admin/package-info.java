/**
 * The operators' port: liveness, readiness, metrics, cache invalidation, renewal of key material. The way in is {@link
 * dev.weft.admin.AdminRoutes}, every route on one page. It is bound apart from the storefront's port, to the loopback
 * interface unless configured otherwise, and then for named operators alone.
 */
@NullMarked
package dev.weft.admin;

import org.jspecify.annotations.NullMarked;
