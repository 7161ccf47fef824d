package dev.weft.load.orders;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How many units can really still be bought: by buying them, one after the other, until no more can be. A sale that the last level read
 * from the ERP may or may not contain counts against it until the next is read, and a gateway reads early only once somebody there found too
 * little. So sold out is believed when every gateway has said it twice.
 */
final class LeftOver {
    private static final int MOST = 500;
    /** The last level read from the ERP is by then of after the last order. */
    private static final long READ_SECONDS = 6;
    /** What ran out is read again when it is wanted, once a second at most. */
    private static final long READ_AGAIN_SECONDS = 2;

    private LeftOver() {}

    static int units(Vertx vertx, Fleet fleet, Drafts drafts) throws InterruptedException {
        TimeUnit.SECONDS.sleep(READ_SECONDS);
        int bought = 0;
        int refused = 0;
        for (int i = 0; i < MOST && refused < 2 * fleet.size(); i++) {
            Shop shop = new Shop(vertx, fleet::nextPort, Duration.ofSeconds(30), i);
            shop.send(drafts.hot(10_000_000 + i));
            shop.awaitAll();
            if (shop.ended().iterator().next().end() == Attempt.End.ACCEPTED) {
                bought++;
                refused = 0;
            } else {
                refused++;
                TimeUnit.SECONDS.sleep(READ_AGAIN_SECONDS);
            }
        }
        return bought;
    }
}
