package dev.weft.http.door;

import dev.weft.kernel.Ticker;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether there is a place for one more request. One for the process; each event loop has a side of its own with its share of the places,
 * so that deciding touches nothing shared. Safe from any thread.
 *
 * <p>{@link #open} must run once on each event loop that serves: from then on the loop's lag is measured. On any other thread only the
 * ceiling counts.
 */
public final class Door {
    /** Of the heap, what bodies that are not whole yet may take. */
    private static final int OF_THE_HEAP = 8;

    private final DoorSettings settings;
    private final int loops;
    private final Ticker ticker;
    private final DoubleSupplier chance;
    private final ThreadLocal<LoopDoor> sides = ThreadLocal.withInitial(() -> side(null));
    private final List<LoopDoor> open = new CopyOnWriteArrayList<>();

    /** A door for {@code loops} event loops; {@code chance} answers 0 to below 1, from any thread. */
    public Door(DoorSettings settings, int loops, Ticker ticker, DoubleSupplier chance) {
        this.settings = settings;
        this.loops = loops;
        this.ticker = ticker;
        this.chance = chance;
    }

    /** Starts measuring the calling event loop; running the result stops it. */
    public Runnable open(Vertx vertx) {
        LoopDoor side = side(vertx.getOrCreateContext());
        sides.set(side);
        open.add(side);
        LagProbe probe = new LagProbe(vertx, ticker, side.places());
        probe.start();
        return probe::close;
    }

    private LoopDoor side(@Nullable Context context) {
        int share = (settings.places() + loops - 1) / loops;
        long bodies = Runtime.getRuntime().maxMemory() / OF_THE_HEAP / loops;
        return new LoopDoor(new Places(settings.lag(), share, ticker), bodies, chance, context);
    }

    /** The calling loop's side. */
    public LoopDoor here() {
        return sides.get();
    }

    /** How each open loop fares, in the order they were opened. */
    public List<Places.Fare> fares() {
        return open.stream().map(side -> side.places().fare()).toList();
    }
}
