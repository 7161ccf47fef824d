package dev.weft.fanout;

import dev.weft.kernel.Failure;

/** Hears how each part went. Called on event loops: it must be quick and never throw. */
public interface FanoutListener {
    FanoutListener NONE = new FanoutListener() {};

    /** A part is there, so many nanoseconds after it was asked for. */
    default void present(String part, String source, long nanos) {}

    /** A part is missing or has gaps. */
    default void degraded(String part, Failure failure, long nanos) {}
}
