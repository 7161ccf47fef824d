package dev.weft.resilience;

import dev.weft.kernel.Failure;

/** Hears what the decorators decide. Called on event loops: it must be quick and never throw. */
public interface ResilienceListener {
    ResilienceListener NONE = new ResilienceListener() {};

    /** A call was turned away before it was sent. */
    default void turnedAway(String backend, Failure.Reason reason) {}

    /** A retry was sent. */
    default void retried(String backend) {}

    /** A retry was wanted, but the budget for retries was spent. */
    default void retryBudgetExhausted(String backend) {}

    /** The breaker changed its state: {@code open}, {@code half_open} or {@code closed}. */
    default void breakerChanged(String backend, String state) {}

    /** One more caller waits for an answer that is already under way. */
    default void coalesced(String lookup) {}

    /** Several questions left as one. */
    default void batched(String lookup, int questions, int keys) {}
}
