package dev.weft.sandbox.data;

/** Numbers padded with zeros. A formatter does the same and takes fifty times as long, which every request would pay. */
public final class Digits {

    private static final String ZEROS = "0".repeat(20);

    private Digits() {}

    /** The number with zeros before it, at least {@code width} digits; width up to 20. */
    public static String padded(long number, int width) {
        String digits = Long.toString(number);
        return digits.length() >= width
                ? digits
                : ZEROS.substring(0, width - digits.length()).concat(digits);
    }
}
