package dev.weft.tls;

/** Key material that must not be used. The message names the file and what is wrong with it, never a byte of it. */
public final class TlsRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final Result result;

    /** Which kind of mistake, for metrics. */
    public enum Result {
        UNREADABLE,
        MISMATCH,
        EXPIRED,
        NOT_YET_VALID
    }

    TlsRefused(Result result, String message) {
        super(message);
        this.result = result;
    }

    TlsRefused(Result result, String message, Throwable cause) {
        super(message, cause);
        this.result = result;
    }

    /** What is wrong, for people. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    public Result result() {
        return result;
    }
}
