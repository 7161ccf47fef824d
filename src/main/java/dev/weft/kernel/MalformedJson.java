package dev.weft.kernel;

/**
 * A text is not the JSON we read. Without stack trace: it is an answer to a client, not a bug, and must be cheap. Its
 * message never quotes the text, so it may be logged.
 */
public final class MalformedJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong; the code never changes its meaning. */
    public enum Fault {
        TOO_LARGE("too_large"),
        ENCODING("encoding"),
        SYNTAX("syntax"),
        TRAILING("trailing"),
        DEPTH("depth"),
        NUMBER("number"),
        SURROGATE("surrogate"),
        DUPLICATE("duplicate");

        private final String code;

        Fault(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    private final Fault fault;

    MalformedJson(Fault fault) {
        super("not the JSON we read: " + fault.code(), null, false, false);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
