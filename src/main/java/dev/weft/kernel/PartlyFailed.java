package dev.weft.kernel;

import java.util.Map;

/**
 * Some keys of a {@link Lookup} could be answered (from a cache) and others could not. Whoever can live with a part of the answer takes
 * {@link #found()}; for everyone else it is a failure like any other.
 */
public final class PartlyFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Map<?, ? extends Aged<?>> found;
    private final transient Failure failure;

    public PartlyFailed(Map<?, ? extends Aged<?>> found, Failure failure) {
        super(failure.source() + ": " + failure.code() + " for some keys", null, false, false);
        this.found = found;
        this.failure = failure;
    }

    /** What could be answered; at least one key. */
    public Map<?, ? extends Aged<?>> found() {
        return found;
    }

    /** Why the rest could not. */
    public Failure failure() {
        return failure;
    }
}
