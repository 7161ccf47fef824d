package dev.weft.load.orders;

import dev.weft.load.overhead.Probe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits until a gateway's outbox has nothing left to do. */
final class Settled {
    private Settled() {}

    /** How many seconds that took; -1 where it took longer than {@code limit}, or something is parked. */
    static double await(Fleet.Gateway gateway, Duration limit) throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < limit.toNanos()) {
            double waiting = Probe.metric(gateway.adminPort(), "weft_outbox_depth");
            if (waiting == 0) {
                return Math.round((System.nanoTime() - start) / 1e8) / 10.0;
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        return -1;
    }
}
