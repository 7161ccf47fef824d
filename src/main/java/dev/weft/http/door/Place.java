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

    /**
     * Whether so many bytes more of the request's body may be kept: what all bodies on their way may take of the heap is bounded, however
     * many there are. What was kept must be {@link #dropped}. On its event loop.
     */
    public boolean keeps(int bytes) {
        return side.keeps(bytes);
    }

    /** From any thread. */
    public void dropped(long bytes) {
        side.dropped(bytes);
    }

    /** Gives the place back; from any thread. */
    public void leave() {
        side.leave(priority);
    }
}
