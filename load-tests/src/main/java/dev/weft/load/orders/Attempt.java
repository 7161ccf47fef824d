package dev.weft.load.orders;

import org.jspecify.annotations.Nullable;

/**
 * One order as its shopper sees it: the key it is sent under until a final answer comes.
 *
 * @param number from 0, in the order they fell due
 * @param token whose it is
 * @param key the idempotency key
 * @param body the JSON sent, the same on every try
 */
public record Attempt(int number, String token, String key, String body) {

    /** How it ended. */
    enum End {
        ACCEPTED,
        SOLD_OUT,
        REFUSED,
        GIVEN_UP
    }

    /**
     * The final answer.
     *
     * @param id the order's id where it was accepted, else empty
     * @param status the last status seen; 0 for a broken connection
     * @param tries how often it was sent
     * @param nanos from when it was due until the final answer
     */
    record Ended(
            Attempt attempt,
            End end,
            String id,
            int status,
            int tries,
            long nanos,
            @Nullable String body) {}
}
