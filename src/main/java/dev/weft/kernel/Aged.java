package dev.weft.kernel;

/**
 * A value and since when it is known.
 *
 * @param value the value itself
 * @param atNanos when it was fetched, by the process's {@link Ticker}
 * @param stale true when it is past its lifetime and served only because nothing better can be had in time
 */
public record Aged<V>(V value, long atNanos, boolean stale) {
    public static <V> Aged<V> fresh(V value, long atNanos) {
        return new Aged<>(value, atNanos, false);
    }
}
