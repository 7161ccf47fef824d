package dev.weft.order;

/**
 * An idempotency key as the store keeps it.
 *
 * @param scope a hash over tenant, shopper, method, route and key: another shopper's same key is another claim
 * @param fingerprint a hash over the canonical request; the same key with another one is refused
 */
public record Claim(String scope, String fingerprint) {}
