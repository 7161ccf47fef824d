package dev.weft.security;

/**
 * The three fields that seal a pushed message, as they came (Standard Webhooks).
 *
 * @param id names the message once and for all
 * @param timestamp when it was sent, in seconds since 1970
 * @param signatures one or more of {@code v1,base64}, separated by blanks
 */
public record MessageSeal(String id, String timestamp, String signatures) {
    private static final int MAX_ID = 128;
    private static final int MAX_TIMESTAMP = 12;
    private static final int MAX_SIGNATURES = 1024;

    /** A dot would let one message be read as another: it separates the signed parts. */
    boolean wellFormed() {
        return !id.isEmpty()
                && id.length() <= MAX_ID
                && id.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '.')
                && !timestamp.isEmpty()
                && timestamp.length() <= MAX_TIMESTAMP
                && timestamp.chars().allMatch(c -> c >= '0' && c <= '9')
                && !signatures.isEmpty()
                && signatures.length() <= MAX_SIGNATURES;
    }

    long seconds() {
        return Long.parseLong(timestamp);
    }
}
