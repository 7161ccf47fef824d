package dev.weft.backend.client;

import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;

/** What every adapter makes of an answer it has no other meaning for. */
public final class Refusal {
    private static final int MAX_CODE = 80;

    private Refusal() {}

    /**
     * The failure for {@code status} with the vendor's own error code: a question we should not have asked (REFUSED), or, inside a batch
     * whose envelope went well, trouble over there.
     *
     * @param code the vendor's code, never its message, which may quote personal data; may be empty
     */
    public static Failed of(String source, int status, String code) {
        String detail = code.isEmpty() ? "status " + status : "status " + status + ", code " + safe(code);
        return Failure.of(reason(status), source, detail).asException();
    }

    private static Failure.Reason reason(int status) {
        if (status == 429 || status == 503) {
            return Failure.Reason.OVERLOADED;
        }
        return status >= 500 ? Failure.Reason.SERVER_ERROR : Failure.Reason.REFUSED;
    }

    /**
     * Codes are short and plain, in capitals ({@code INVALID_FIELD}, {@code SY/530}) or in words ({@code NotFound}). What mixes small
     * letters with digits looks like a token or an id in the code's place, and is not repeated.
     */
    private static String safe(String code) {
        boolean small = false;
        boolean digits = false;
        StringBuilder kept = new StringBuilder(Math.min(code.length(), MAX_CODE));
        for (int i = 0; i < code.length() && kept.length() < MAX_CODE; i++) {
            char c = code.charAt(i);
            boolean lower = c >= 'a' && c <= 'z';
            boolean digit = c >= '0' && c <= '9';
            if (lower || digit || (c >= 'A' && c <= 'Z') || "_-./:".indexOf(c) >= 0) {
                kept.append(c);
            }
            small |= lower;
            digits |= digit;
        }
        return small && digits ? "withheld" : kept.toString();
    }
}
