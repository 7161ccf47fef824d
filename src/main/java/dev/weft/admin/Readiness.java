package dev.weft.admin;

/**
 * Whether this process wants traffic. It does from when it has started and its store has answered once; a backend that is dark, or a store
 * that becomes so, does not change it: Weft still does its job, less complete. Safe from any thread.
 */
public final class Readiness {
    private static final Now DRAINING = new Now(State.DRAINING, "");

    private volatile Now started = new Now(State.STARTING, "");
    private volatile boolean draining;

    /** Where the process is in its life. */
    public enum State {
        STARTING,
        READY,
        DRAINING
    }

    /**
     * The state, and why it is not another.
     *
     * @param reason what is waited for, for operators; empty where nothing in particular is
     */
    public record Now(State state, String reason) {}

    /** It starts, and cannot be ready before {@code reason} is gone. For whoever starts it. */
    public void waitingFor(String reason) {
        if (started.state() == State.STARTING) {
            started = new Now(State.STARTING, reason);
        }
    }

    /** The start is over. Without effect on a process that drains. */
    public void ready() {
        started = new Now(State.READY, "");
    }

    /** For good: a draining process never becomes ready again. */
    public void draining() {
        draining = true;
    }

    /** State and reason, of one moment. */
    public Now now() {
        return draining ? DRAINING : started;
    }
}
