package dev.weft.load.strain;

import dev.weft.load.orders.Fleet;
import dev.weft.load.overhead.Probe;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * The part of a load balancer that matters when a process is stopped: new connections go to the first gateway while it says that it is
 * ready, to the second from then on. Readiness is asked by {@link #look}, on a thread that may wait; the port is safe to ask from any.
 */
final class Balance implements IntSupplier {
    private final Fleet fleet;
    private final AtomicBoolean gone = new AtomicBoolean();
    private final AtomicLong told = new AtomicLong();
    private final AtomicLong noticed = new AtomicLong();

    Balance(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public int getAsInt() {
        return fleet.gateway(gone.get() ? 1 : 0).port();
    }

    /** Notes that the first is told to stop now. */
    void stopping() {
        told.set(System.nanoTime());
    }

    /** Asks once; the value means nothing. */
    Boolean look() {
        if (!gone.get() && !Probe.up(fleet.gateway(0).adminPort(), "/health/ready")) {
            noticed.set(System.nanoTime());
            gone.set(true);
        }
        return true;
    }

    long noticedAfterMillis() {
        return gone.get() ? (noticed.get() - told.get()) / 1_000_000 : -1;
    }
}
