package dev.weft.backend.scapi;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendRequest;
import dev.weft.backend.client.JsonReader;
import dev.weft.backend.client.UrlText;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import dev.weft.kernel.Ticker;
import dev.weft.product.Catalog;
import dev.weft.product.Content;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Product content from the Shopper Products API. At most 24 products fit into one call; larger sets are spread evenly over several calls
 * at once. Availability, prices and promotions are not asked for: they cost commerce most, shorten its own caching to seconds, and the
 * ERP knows better. A product without a name in the market's language is named by its id.
 */
public final class ScapiCatalog implements Catalog {
    private static final int MOST_IDS = 24;

    private final BackendClient client;
    private final ScapiSettings settings;
    private final Ticker ticker;
    private final String path;

    public ScapiCatalog(BackendClient client, ScapiSettings settings, Ticker ticker) {
        this.client = client;
        this.settings = settings;
        this.ticker = ticker;
        this.path = settings.path("/product/shopper-products/v1") + "/products";
    }

    @Override
    public Future<Map<Sku, Aged<Content>>> fetch(Set<Sku> keys, Market market, RequestContext context) {
        if (keys.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        String query;
        try {
            query = query(market);
        } catch (Failed notServed) {
            return Future.failedFuture(notServed);
        }
        if (keys.size() <= MOST_IDS) {
            return some(List.copyOf(keys), query, context);
        }
        List<Future<Map<Sku, Aged<Content>>>> calls = new ArrayList<>();
        for (List<Sku> share : shares(List.copyOf(keys))) {
            calls.add(some(share, query, context));
        }
        return Future.all(calls).map(done -> {
            Map<Sku, Aged<Content>> all = new HashMap<>(keys.size() * 2);
            done.<Map<Sku, Aged<Content>>>list().forEach(all::putAll);
            return all;
        });
    }

    private String query(Market market) {
        return "&" + settings.siteParameter(client, market)
                + "&locale=" + UrlText.segment(market.locale())
                + "&currency=" + market.currency().getCurrencyCode()
                + "&expand=images,variations&allImages=false";
    }

    private static List<List<Sku>> shares(List<Sku> skus) {
        int calls = (skus.size() + MOST_IDS - 1) / MOST_IDS;
        List<List<Sku>> shares = new ArrayList<>(calls);
        for (int i = 0; i < calls; i++) {
            shares.add(skus.subList(skus.size() * i / calls, skus.size() * (i + 1) / calls));
        }
        return shares;
    }

    private Future<Map<Sku, Aged<Content>>> some(List<Sku> skus, String query, RequestContext context) {
        StringBuilder target = new StringBuilder(path).append("?ids=");
        Map<String, Sku> asked = new HashMap<>(skus.size() * 2);
        for (Sku sku : skus) {
            target.append(asked.isEmpty() ? "" : ",").append(UrlText.segment(sku.value()));
            asked.put(sku.value(), sku);
        }
        BackendRequest request =
                BackendRequest.get("products", target.append(query).toString());
        return client.send(request, context)
                .map(answer -> ScapiAnswers.read(client, answer, in -> products(in, asked)));
    }

    private Map<Sku, Aged<Content>> products(JsonReader in, Map<String, Sku> asked) throws IOException {
        long now = ticker.nanos();
        Map<Sku, Aged<Content>> found = new HashMap<>(asked.size() * 2);
        boolean complete = false;
        in.enterObject();
        while (in.nextMember()) {
            if (!in.member().equals("data")) {
                in.skip();
                continue;
            }
            complete = true;
            in.enterArray();
            while (in.nextElement()) {
                ProductDraft product = ProductDraft.read(in);
                Sku sku = asked.get(product.id());
                if (sku != null) {
                    found.put(sku, Aged.fresh(product.content(), now));
                }
            }
        }
        if (!complete) {
            throw in.malformed("a member 'data'");
        }
        return found;
    }
}
