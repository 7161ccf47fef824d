package dev.weft.sandbox.fault;

import java.util.Locale;

/**
 * How long answers wait.
 *
 * <p>{@code FIXED} is always {@code ms}. {@code NORMAL} is the bell curve around it with {@code sigmaMs}, never below 0.
 * {@code LONGTAIL} is log-normal with median {@code ms} and shape {@code ln(1 + sigmaMs/ms)}: half the answers are faster,
 * a few take many times as long. Waits end at two minutes.
 */
public record Latency(Kind kind, long ms, long sigmaMs) {

    private static final long LONGEST = 120_000;

    /** The distribution. */
    public enum Kind {
        FIXED,
        NORMAL,
        LONGTAIL;

        static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("latency.kind is '" + word + "', expected fixed, normal or longtail");
        }
    }

    public Latency {
        if (ms < 0 || ms > LONGEST || sigmaMs < 0 || sigmaMs > LONGEST) {
            throw new IllegalArgumentException(
                    "latency is " + ms + " ms, sigma " + sigmaMs + " ms, expected 0 to " + LONGEST);
        }
    }

    /** @param first, second two independent numbers from 0 (inclusive) to 1 (exclusive) */
    long draw(double first, double second) {
        if (kind == Kind.FIXED) {
            return ms;
        }
        double gaussian = Math.sqrt(-2 * Math.log(1 - first)) * Math.cos(2 * Math.PI * second);
        double drawn = kind == Kind.NORMAL
                ? ms + sigmaMs * gaussian
                : ms * Math.exp(Math.log1p((double) sigmaMs / Math.max(1, ms)) * gaussian);
        return Math.round(Math.min(LONGEST, Math.max(0, drawn)));
    }
}
