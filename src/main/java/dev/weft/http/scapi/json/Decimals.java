package dev.weft.http.scapi.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Reads and writes plain decimal numbers where they stand. */
final class Decimals {
    private static final int MOST_DIGITS = 17;
    private static final int MOST_READ = 32;

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

    /** Whether a number stands there, and it is another than {@code unscaled} with {@code scale} decimals. */
    static boolean differs(byte[] source, int from, int to, long unscaled, int scale) {
        long there = scaled(source, from, to, scale);
        if (there != Long.MIN_VALUE) {
            return there != unscaled;
        }
        boolean number = to - from < MOST_READ && (source[from] == '-' || source[from] >= '0' && source[from] <= '9');
        return number
                && new BigDecimal(new String(source, from, to - from, StandardCharsets.US_ASCII))
                                .compareTo(BigDecimal.valueOf(unscaled, scale))
                        != 0;
    }

    /** Writes it from {@code at} on, without zeros that say nothing, and tells where it ends; 22 bytes and the decimals are enough. */
    static int write(long unscaled, int scale, byte[] into, int at) {
        long digits = Math.abs(unscaled);
        int decimals = unscaled == 0 ? 0 : scale;
        while (decimals > 0 && digits % 10 == 0) {
            digits /= 10;
            decimals--;
        }
        int end = at + (unscaled < 0 ? 1 : 0) + length(digits, decimals);
        int written = 0;
        for (int place = end - 1; written == 0 || digits != 0 || written <= decimals; place--) {
            if (written == decimals && decimals > 0) {
                into[place--] = '.';
            }
            into[place] = (byte) ('0' + digits % 10);
            digits /= 10;
            written++;
        }
        if (unscaled < 0) {
            into[at] = '-';
        }
        return end;
    }

    private static int length(long digits, int decimals) {
        int whole = 1;
        for (long rest = digits / 10; rest != 0; rest /= 10) {
            whole++;
        }
        return decimals == 0 ? whole : Math.max(whole, decimals + 1) + 1;
    }
}
