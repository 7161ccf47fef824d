package dev.weft;

import dev.weft.customer.CustomerPart;
import dev.weft.customer.CustomerView;
import dev.weft.kernel.Deadline;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Shopper;
import dev.weft.kernel.Sku;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.TraceContext;
import dev.weft.product.ProductPage;
import dev.weft.product.ProductPart;
import dev.weft.settings.GatewaySettings;
import dev.weft.settings.Site;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Asks every site's systems for products and a shopper that do not exist, before the process calls itself ready: so that classes are
 * loaded, access tokens fetched, connections open and the way of a screen walked when the first shopper comes. It never fails and never
 * takes longer than {@link #LIMIT}: a dark system must not keep a gateway from starting. The shopper's basket is left out, since it would
 * need a shopper's token.
 */
final class WarmUp {
    static final Duration LIMIT = Duration.ofMillis(500);
    private static final int MOST_ROUNDS = 20;

    private final Vertx vertx;
    private final GatewaySettings settings;
    private final ProductPage products;
    private final CustomerView customers;
    private final Ticker ticker;

    WarmUp(Vertx vertx, GatewaySettings settings, ProductPage products, CustomerView customers, Ticker ticker) {
        this.vertx = vertx;
        this.settings = settings;
        this.products = products;
        this.customers = customers;
        this.ticker = ticker;
    }

    /** Completes when all is warm, or the time is over. */
    Future<Void> run() {
        Deadline deadline = Deadline.after(LIMIT, ticker);
        return Future.<Void>future(done -> vertx.getOrCreateContext()
                        .runOnContext(v -> round(0, deadline).onComplete(ended -> done.tryComplete())))
                .timeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .otherwiseEmpty();
    }

    private Future<Void> round(int number, Deadline deadline) {
        if (number == MOST_ROUNDS || deadline.expired()) {
            return Future.succeededFuture();
        }
        List<Future<Void>> sites = settings.sites().entrySet().stream()
                .map(site -> ask(site, number, deadline))
                .toList();
        return Future.join(sites).transform(ended -> round(number + 1, deadline));
    }

    private Future<Void> ask(Map.Entry<String, Site> site, int number, Deadline deadline) {
        RequestContext context = new RequestContext("weft-warm-up", TraceContext.create(false), deadline);
        var edge = site.getValue().edge();
        var market = new dev.weft.kernel.Market(site.getKey(), edge.locale(), edge.currency());
        return Future.join(
                        products.screen(
                                Set.of(Sku.of("weft-warm-up-" + number)),
                                EnumSet.allOf(ProductPart.class),
                                market,
                                context),
                        customers.screen(
                                new Shopper("weft-warm-up", ""),
                                EnumSet.complementOf(EnumSet.of(CustomerPart.BASKET)),
                                market,
                                context))
                .mapEmpty();
    }
}
