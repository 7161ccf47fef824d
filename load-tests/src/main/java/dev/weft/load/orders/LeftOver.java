package dev.weft.load.orders;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How many units can really still be bought: by buying them, one after the other, until no more can be. A sale that the last level read
 * from the ERP may or may not contain counts against it until the next is read, so sold out is believed when it is said twice, a read
 * apart.
 */
final class LeftOver {
    private static final int MOST = 500;
    /** The last level read from the ERP is by then of after the last order. */
    private static final long READ_SECONDS = 6;

    private LeftOver() {}

    static int units(Vertx vertx, Fleet fleet, Drafts drafts) throws InterruptedException {
        TimeUnit.SECONDS.sleep(READ_SECONDS);
        int bought = 0;
        boolean doubted = false;
        for (int i = 0; i < MOST; i++) {
            Shop shop = new Shop(vertx, fleet::nextPort, Duration.ofSeconds(30), i);
            shop.send(drafts.hot(10_000_000 + i));
            shop.awaitAll();
            if (shop.ended().iterator().next().end() == Attempt.End.ACCEPTED) {
                bought++;
                doubted = false;
            } else if (doubted) {
                return bought;
            } else {
                doubted = true;
                TimeUnit.SECONDS.sleep(READ_SECONDS);
            }
        }
        return bought;
    }
}
