package dev.weft.sandbox.fault;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How a disturbed request ends.
 *
 * <p>The plain statuses are answered and nothing is done. {@code reset}, {@code drip}, {@code garbage}, {@code oversized} and
 * {@code wrong-length} do what was asked and spoil the answer; so do the {@code applied-} kinds. {@code lost} does nothing and
 * answers nothing: with rate 1 on everything it is a black hole.
 */
public enum ErrorKind {
    INTERNAL("500"),
    BAD_GATEWAY("502"),
    GATEWAY_TIMEOUT("504"),
    UNAVAILABLE("503"),
    THROTTLED("429"),
    RESET("reset"),
    DRIP("drip"),
    GARBAGE("garbage"),
    OVERSIZED("oversized"),
    WRONG_LENGTH("wrong-length"),
    /** Done, and the answer never leaves. */
    APPLIED_TIMEOUT("applied-timeout"),
    /** Done, and a proxy in between answers 502. */
    APPLIED_502("applied-502"),
    /** Done, and a proxy in between answers 503, as Envoy does where the connection breaks before the answer. */
    APPLIED_503("applied-503"),
    /** Not answered, and done only some time after the caller has gone. */
    APPLIED_LATE("applied-late"),
    /** Neither done nor answered. */
    LOST("lost"),
    /** Loyalty only: answered as if the member had too few points. */
    INSUFFICIENT_POINTS("insufficient-points");

    private final String word;

    ErrorKind(String word) {
        this.word = word;
    }

    static ErrorKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("error is '" + word + "', expected one of "
                        + Arrays.stream(values()).map(ErrorKind::word).collect(Collectors.joining(", "))));
    }

    public String word() {
        return word;
    }

    /** The status of a kind that answers with one; 0 for the others. */
    public int status() {
        return Character.isDigit(word.charAt(0)) ? Integer.parseInt(word) : 0;
    }

    /** Whether the caller cannot know what was done, though it was told something. A 503 is no proof: {@code applied-503} looks the same. */
    public boolean leavesDoubt() {
        return this != THROTTLED && this != INSUFFICIENT_POINTS;
    }
}
