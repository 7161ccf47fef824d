package dev.weft.kernel;

/** Carries a {@link Failure} through a failed future. Without stack trace: it is an outcome, not a bug, and must be cheap. */
public class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public Failed(Failure failure) {
        super(failure.source() + ": " + failure.code() + " (" + failure.detail() + ")", null, false, false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
