package dev.weft.http.scapi.json;

/** Reads plain decimal numbers where they stand. */
final class Decimals {
    private static final int MOST_DIGITS = 17;

    private Decimals() {}

    /** The number from {@code from} to {@code to}, times ten to the power of {@code decimals}; the least long where that is no whole one. */
    static long scaled(byte[] source, int from, int to, int decimals) {
        boolean negative = from < to && source[from] == '-';
        int at = negative ? from + 1 : from;
        long value = 0;
        int fraction = -1;
        int digits = 0;
        for (; at < to; at++) {
            int c = source[at];
            if (c == '.' && fraction < 0) {
                fraction = 0;
                continue;
            }
            boolean zero = c == '0';
            if (c < '0' || c > '9' || ++digits > MOST_DIGITS || fraction >= decimals && !zero) {
                return Long.MIN_VALUE;
            }
            if (fraction < decimals) {
                value = 10 * value + (c - '0');
                fraction += fraction < 0 ? 0 : 1;
            }
        }
        for (int missing = decimals - Math.max(0, fraction); missing > 0; missing--) {
            if (value > Long.MAX_VALUE / 10) {
                return Long.MIN_VALUE;
            }
            value *= 10;
        }
        return digits == 0 ? Long.MIN_VALUE : negative ? -value : value;
    }
}
