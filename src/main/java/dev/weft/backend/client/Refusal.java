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

    /** Codes are short and plain; anything else in their place is cut down to that. */
    private static String safe(String code) {
        StringBuilder kept = new StringBuilder(Math.min(code.length(), MAX_CODE));
        for (int i = 0; i < code.length() && kept.length() < MAX_CODE; i++) {
            char c = code.charAt(i);
            boolean plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (plain || "_-./:".indexOf(c) >= 0) {
                kept.append(c);
            }
        }
        return kept.toString();
    }
}
