package dev.weft.kernel;

import java.time.Duration;

/** Runs something later, on the caller's event loop. The one source of timers, so that tests can move time by hand. */
@FunctionalInterface
public interface Timers {
    /**
     * Runs {@code action} once after {@code delay} (at least one millisecond), unless cancelled before. The action runs on the event
     * loop that called this method.
     */
    Timer after(Duration delay, Runnable action);

    /** A scheduled action. Cancelling one that already ran does nothing. */
    @FunctionalInterface
    interface Timer {
        void cancel();
    }
}
