package dev.weft.backend.scapi;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendRequest;
import dev.weft.backend.client.JsonReader;
import dev.weft.backend.client.UrlText;
import dev.weft.customer.BasketSummary;
import dev.weft.customer.Baskets;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Shopper;
import dev.weft.kernel.Ticker;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The shopper's open basket, asked with the shopper's own token, so that commerce itself decides whose basket may be seen. Temporary
 * baskets (one-click purchases under way) are not the open basket. A shopper without a basket is absent.
 */
public final class ScapiBaskets implements Baskets {
    private final BackendClient client;
    private final ScapiSettings settings;
    private final Ticker ticker;
    private final String customers;

    public ScapiBaskets(BackendClient client, ScapiSettings settings, Ticker ticker) {
        this.client = client;
        this.settings = settings;
        this.ticker = ticker;
        this.customers = settings.path("/customer/shopper-customers/v1") + "/customers/";
    }

    @Override
    public Future<Map<Shopper, Aged<BasketSummary>>> fetch(Set<Shopper> keys, Market market, RequestContext context) {
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
                        "baskets", customers + UrlText.segment(shopper.customerId()) + "/baskets?" + site),
                ScapiBaskets::open,
                context);
    }

    private static Optional<BasketSummary> open(JsonReader in) throws IOException {
        Optional<BasketSummary> first = Optional.empty();
        boolean total = false;
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "total" -> {
                    in.decimal();
                    total = true;
                }
                case "baskets" -> {
                    in.enterArray();
                    while (in.nextElement()) {
                        Optional<BasketSummary> basket = BasketDraft.read(in);
                        first = first.or(() -> basket);
                    }
                }
                default -> in.skip();
            }
        }
        if (!total) {
            throw in.malformed("a list of baskets with its total");
        }
        return first;
    }
}
