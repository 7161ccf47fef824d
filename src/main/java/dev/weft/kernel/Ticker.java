package dev.weft.kernel;

/** A monotonic clock in nanoseconds; its zero has no meaning, only differences do. Safe from any thread. */
@FunctionalInterface
public interface Ticker {
    long nanos();

    /** The running machine's own monotonic clock. */
    static Ticker system() {
        return System::nanoTime;
    }
}
