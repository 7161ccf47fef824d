package dev.weft.sandbox.data;

/**
 * Chance without state: a number for each (topic, index), always the same for one seed.
 *
 * <p>The mixing is the finaliser of SplitMix64 (Steele, Lea, Flood 2014). Being stateless it needs no lock and does not
 * depend on the order of calls, which a shared random generator would.
 */
public record Seeded(long seed) {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** A 64-bit number for this topic and index. */
    public long bits(String topic, long index) {
        return mix(mix(seed + GOLDEN * topic.hashCode()) + GOLDEN * index);
    }

    /** A number from 0 to {@code bound - 1}. */
    public int below(String topic, long index, int bound) {
        return (int) Long.remainderUnsigned(bits(topic, index), bound);
    }

    /** A number from 0 (inclusive) to 1 (exclusive). */
    public double fraction(String topic, long index) {
        return (bits(topic, index) >>> 11) * 0x1.0p-53;
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
