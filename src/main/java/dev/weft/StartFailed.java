package dev.weft;

/** The process cannot start, for a reason the operator can act on: the message says which. */
public final class StartFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartFailed(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
