package dev.weft.sandbox.fault;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How a disturbed request ends. */
public enum ErrorKind {
    INTERNAL("500"),
    UNAVAILABLE("503"),
    THROTTLED("429"),
    RESET("reset"),
    DRIP("drip"),
    GARBAGE("garbage"),
    OVERSIZED("oversized"),
    WRONG_LENGTH("wrong-length");

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
}
