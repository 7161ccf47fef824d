package dev.weft.http.door;

import dev.weft.kernel.Ticker;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * Measures how late an event loop is: asks for a timer as short as there is, over and over, and compares. Timers run after whatever
 * the sockets had ready, so a late timer waited exactly as long as a request that came last. A short rest between two probes keeps an
 * idle process idle; a late loop is probed without rest. Confined to its loop.
 */
final class LagProbe {
    private static final long REST_MILLIS = 9;
    private static final long PROBE_MILLIS = 1;
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Vertx vertx;
    private final Ticker ticker;
    private final Places places;
    private long asked;
    private long timer;
    private boolean closed;

    LagProbe(Vertx vertx, Ticker ticker, Places places) {
        this.vertx = vertx;
        this.ticker = ticker;
        this.places = places;
    }

    void start() {
        probe();
    }

    void close() {
        closed = true;
        vertx.cancelTimer(timer);
    }

    private void probe() {
        if (closed) {
            return;
        }
        asked = ticker.nanos();
        timer = vertx.setTimer(PROBE_MILLIS, id -> judge());
    }

    private void judge() {
        long late = Math.max(0, ticker.nanos() - asked - TimeUnit.MILLISECONDS.toNanos(PROBE_MILLIS));
        places.late(late);
        if (late > LATE_NANOS) {
            probe();
        } else {
            timer = vertx.setTimer(REST_MILLIS, id -> probe());
        }
    }
}
