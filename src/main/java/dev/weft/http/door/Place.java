package dev.weft.http.door;

/** What {@link LoopDoor#enter} answers: a place, to be given back exactly once, or why there is none. */
public final class Place {
    private final LoopDoor side;
    private final Priority priority;
    private final String reason;

    Place(LoopDoor side, Priority priority, String reason) {
        this.side = side;
        this.priority = priority;
        this.reason = reason;
    }

    public boolean taken() {
        return reason.isEmpty();
    }

    /**
     * Why there is no place, as metrics call it: {@code lag} where the event loop has more to do than it can, {@code ceiling} where as many
     * requests are under way as memory allows, usually because backends are slow.
     */
    public String reason() {
        return reason;
    }

    public Priority priority() {
        return priority;
    }

    /** Takes the place once more, after {@link #leave}; on its event loop. Whoever was let in is not asked again. */
    public void again() {
        side.again(priority);
    }

    /** Gives the place back; from any thread. */
    public void leave() {
        side.leave(priority);
    }
}
