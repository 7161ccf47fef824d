package dev.weft.http.door;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's side of the door: who has a place, and when it is free again.
 *
 * <p>A place is held until the loop has come round after the answer. An answer from the cache begins and ends within one handler, so
 * without that there would never seem to be more than one under way, however many wait in their sockets; with it, the requests found
 * ready in one turn of the loop count together, which is what they are: a queue.
 *
 * <p>A class is measured by the places that it and dearer ones hold: a flood of cheap requests takes nothing from checkout. The ceiling
 * alone counts everybody. Confined to its loop.
 */
public final class LoopDoor {
    private final Places places;
    private final DoubleSupplier chance;
    private final @Nullable Context context;
    private final Thread owner = Thread.currentThread();
    private final int[] held = new int[Priority.values().length];
    private final int[] leaving = new int[held.length];
    private final Handler<Void> comeRound = v -> free();
    private final Place[] taken = places("");
    private final Place[] refusedByLag = places("lag");
    private final Place[] refusedByCeiling = places("ceiling");
    private final long mostArriving;
    private long arriving;
    private int all;
    private boolean turning;

    /** @param mostArriving how many bytes of bodies that are not whole yet may be kept */
    LoopDoor(Places places, long mostArriving, DoubleSupplier chance, @Nullable Context context) {
        this.mostArriving = mostArriving;
        this.places = places;
        this.chance = chance;
        this.context = context;
    }

    /** Takes a place, which must be given back exactly once; or says why there is none. */
    public Place enter(Priority priority) {
        Place refused = refusal(priority);
        if (refused != null) {
            return refused;
        }
        held[priority.ordinal()]++;
        places.taken(++all);
        return taken[priority.ordinal()];
    }

    /** What {@link #enter} would say instead of letting one in; null where it would. Each asks chance for itself. */
    public @Nullable Place refusal(Priority priority) {
        int dearer = 0;
        for (int i = priority.ordinal(); i < held.length; i++) {
            dearer += held[i];
        }
        double byLag = dearer / places.limit();
        double byCeiling = (double) all / places.ceiling();
        double pressure = Math.max(byLag, byCeiling);
        if (pressure > priority.from() && chance.getAsDouble() < priority.shed(pressure)) {
            boolean late = byLag >= byCeiling && places.limit() < places.ceiling();
            return (late ? refusedByLag : refusedByCeiling)[priority.ordinal()];
        }
        return null;
    }

    /** True where a prefetch could be turned away, so that it is worth finding out whether a request is one. */
    public boolean pressed() {
        return all > Priority.PREFETCH.from() * places.limit();
    }

    /** Whether so many bytes more of bodies may be kept; they must be {@link #dropped} then. */
    boolean keeps(int bytes) {
        if (arriving + bytes > mostArriving) {
            return false;
        }
        arriving += bytes;
        return true;
    }

    void dropped(long bytes) {
        if (context == null || Thread.currentThread() == owner) {
            arriving -= bytes;
        } else {
            context.runOnContext(v -> dropped(bytes));
        }
    }

    /** For a request that was let in before, and has stepped aside since. */
    void again(Priority priority) {
        held[priority.ordinal()]++;
        places.taken(++all);
    }

    void leave(Priority priority) {
        if (context == null) {
            held[priority.ordinal()]--;
            all--;
        } else if (Thread.currentThread() == owner) {
            leaving[priority.ordinal()]++;
            if (!turning) {
                turning = true;
                context.runOnContext(comeRound);
            }
        } else {
            context.runOnContext(v -> leave(priority));
        }
    }

    private void free() {
        turning = false;
        for (int i = 0; i < held.length; i++) {
            held[i] -= leaving[i];
            all -= leaving[i];
            leaving[i] = 0;
        }
    }

    private Place[] places(String reason) {
        return Arrays.stream(Priority.values())
                .map(priority -> new Place(this, priority, reason))
                .toArray(Place[]::new);
    }

    Places places() {
        return places;
    }
}
