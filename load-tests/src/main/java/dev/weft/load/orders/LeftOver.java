package dev.weft.load.orders;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How many units can really still be bought: by buying them, one after the other, until no more can be. */
final class LeftOver {
    private static final int MOST = 500;

    private LeftOver() {}

    static int units(Vertx vertx, Fleet fleet, Drafts drafts) throws InterruptedException {
        TimeUnit.SECONDS.sleep(6); // the last level read from the ERP is by then of after the last order
        int bought = 0;
        for (int i = 0; i < MOST; i++) {
            Shop shop = new Shop(vertx, fleet::nextPort, Duration.ofSeconds(30), i);
            shop.send(drafts.hot(10_000_000 + i));
            shop.awaitAll();
            if (shop.ended().iterator().next().end() != Attempt.End.ACCEPTED) {
                return bought;
            }
            bought++;
        }
        return bought;
    }
}
