package dev.weft.sandbox.fault;

import java.util.Optional;

/**
 * What one request is to suffer: first the wait, then the end it comes to, if not a good one.
 *
 * @param lateMs how long after the caller has gone {@code applied-late} is done
 */
public record Plight(
        long delayMs,
        boolean offline,
        boolean limitExceeded,
        Optional<ErrorKind> error,
        int retryAfterSeconds,
        long lateMs) {

    static final Plight NONE = new Plight(0, false, false, Optional.empty(), 0, 0);

    /** This and the other: waits add up, and the first bad end wins. */
    Plight and(Plight other) {
        return new Plight(
                delayMs + other.delayMs,
                offline || other.offline,
                limitExceeded || other.limitExceeded,
                error.or(other::error),
                Math.max(retryAfterSeconds, other.retryAfterSeconds),
                error.isPresent() ? lateMs : other.lateMs);
    }
}
