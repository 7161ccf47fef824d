package dev.weft.admin;

/**
 * Whether this process wants traffic. A dark backend does not change it: Weft still does its job, less complete. Safe from any thread.
 */
public final class Readiness {
    private volatile State state = State.STARTING;

    /** Where the process is in its life. */
    public enum State {
        STARTING,
        READY,
        DRAINING
    }

    /** The start is over. Called once, by whoever started the process. */
    public void ready() {
        state = State.READY;
    }

    /** For good: a draining process never becomes ready again. */
    public void draining() {
        state = State.DRAINING;
    }

    public State state() {
        return state;
    }
}
