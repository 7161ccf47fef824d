package dev.weft.backend.scapi;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendRequest;
import dev.weft.backend.client.JsonReader;
import dev.weft.backend.client.UrlText;
import dev.weft.customer.OrderSummary;
import dev.weft.customer.Orders;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Shopper;
import dev.weft.kernel.Ticker;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The shopper's orders as commerce took them, for shops whose ERP cannot list them. What happened to an order after its export commerce
 * often does not know. Orders that failed at checkout are none, and are left out.
 */
public final class ScapiOrders implements Orders {
    private static final int LATEST = 10;

    private final BackendClient client;
    private final ScapiSettings settings;
    private final Ticker ticker;
    private final String customers;

    public ScapiOrders(BackendClient client, ScapiSettings settings, Ticker ticker) {
        this.client = client;
        this.settings = settings;
        this.ticker = ticker;
        this.customers = settings.path("/customer/shopper-customers/v1") + "/customers/";
    }

    @Override
    public Future<Map<Shopper, Aged<List<OrderSummary>>>> fetch(
            Set<Shopper> keys, Market market, RequestContext context) {
        String site;
        try {
            site = settings.siteParameter(client, market);
        } catch (Failed notServed) {
            return Future.failedFuture(notServed);
        }
        return ScapiAnswers.perShopper(
                client,
                ticker,
                keys,
                shopper -> BackendRequest.get(
                        "orders",
                        customers + UrlText.segment(shopper.customerId()) + "/orders?" + site + "&limit=" + LATEST
                                + "&offset=0"),
                ScapiOrders::orders,
                context);
    }

    private static Optional<List<OrderSummary>> orders(JsonReader in) throws IOException {
        List<OrderSummary> orders = new ArrayList<>(LATEST);
        boolean total = false;
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "total" -> {
                    in.decimal();
                    total = true;
                }
                case "data" -> {
                    in.enterArray();
                    while (in.nextElement()) {
                        CommerceOrder.read(in).ifPresent(orders::add);
                    }
                }
                default -> in.skip();
            }
        }
        if (!total) {
            throw in.malformed("a list of orders with its total");
        }
        orders.sort(Comparator.comparing(OrderSummary::placedAt).reversed());
        return Optional.of(List.copyOf(orders));
    }
}
