package dev.weft.load.strain;

import dev.weft.load.http.Requests;
import dev.weft.load.http.Shot;
import dev.weft.load.orders.Attempt;
import dev.weft.load.orders.Drafts;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.atomic.AtomicInteger;

/** Product pages, and every tenth an order; kinds 0 and 1. Safe from any thread. */
final class Visits {
    private final int port;
    private final Shoppers shoppers;
    private final Drafts drafts;
    private final AtomicInteger turn = new AtomicInteger();

    /** {@code port} stands in the Host field. */
    Visits(int port, Shoppers shoppers, Drafts drafts) {
        this.port = port;
        this.shoppers = shoppers;
        this.drafts = drafts;
    }

    /** The next as HTTP/1.1. */
    Shot next() {
        int number = turn.getAndIncrement();
        if (number % 10 != 0) {
            return new Shot(0, Requests.get(port, "/v1/products/" + shoppers.sku(number), shoppers.token(number)));
        }
        Attempt order = drafts.spread(number);
        return new Shot(1, Requests.order(port, order.token(), order.key(), order.body()));
    }

    /**
     * The next for a client that words it itself.
     *
     * @param body empty where there is none
     */
    record Wish(int kind, RequestOptions options, String body) {}

    Wish wish() {
        int number = turn.getAndIncrement();
        RequestOptions options = new RequestOptions().setHost("127.0.0.1");
        if (number % 10 != 0) {
            options.setURI("/v1/products/" + shoppers.sku(number))
                    .putHeader("authorization", "Bearer " + shoppers.token(number));
            return new Wish(0, options, "");
        }
        Attempt order = drafts.spread(number);
        options.setMethod(HttpMethod.POST)
                .setURI("/v1/orders")
                .putHeader("authorization", "Bearer " + order.token())
                .putHeader("content-type", "application/json")
                .putHeader("idempotency-key", "\"" + order.key() + "\"");
        return new Wish(1, options, order.body());
    }
}
