package dev.weft.http;

/**
 * What the edge makes of a request before it looks for a route: accepted, or the status to refuse it with. The name is for the log; the
 * answer's body is the same for all.
 */
public enum Verdict {
    ACCEPTED(0),
    MALFORMED(400),
    TARGET_FORM(400),
    PATH(400),
    QUERY(400),
    HOST_COUNT(400),
    HOST_FORM(400),
    HOST_MISMATCH(400),
    FIELD_NAME(400),
    FIELD_REPEATED(400),
    FRAMING(400),
    CONNECTION_NAMES(400),
    METHOD(405),
    BODY_TOO_LARGE(413),
    TARGET_TOO_LONG(414),
    EXPECTATION(417),
    HOST_UNKNOWN(421),
    FIELDS_TOO_LARGE(431);

    private final int status;

    Verdict(int status) {
        this.status = status;
    }

    /** The status to answer with; 0 for an accepted request. */
    public int status() {
        return status;
    }

    public boolean accepted() {
        return status == 0;
    }
}
