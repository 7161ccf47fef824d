package dev.weft.load.orders;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Waits until a fleet knows the stock of every SKU of a run: a gateway that could not read it yet, on a machine that is busy with starting
 * everything, takes an order for sold out.
 */
public final class Stocked {
    private static final int TRIES = 40;

    private Stocked() {}

    /** The orders that were placed to find out. */
    public static Set<String> await(Vertx vertx, Fleet fleet, Drafts drafts) throws InterruptedException {
        Set<String> orders = new HashSet<>();
        for (int sku = 0; sku < drafts.skus(); sku++) {
            String order = "";
            for (int tries = 0; order.isEmpty() && tries < TRIES; tries++) {
                Shop shop = new Shop(vertx, fleet::nextPort, Duration.ofSeconds(60), tries);
                shop.send(drafts.spread(sku));
                shop.awaitAll();
                order = shop.ended().iterator().next().id();
            }
            if (order.isEmpty()) {
                throw new IllegalStateException("no order of SKU " + sku + " of the run was accepted");
            }
            orders.add(order);
        }
        return orders;
    }
}
