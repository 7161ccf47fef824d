package dev.weft.product;

import dev.weft.fanout.Ask;
import dev.weft.fanout.Fanout;
import dev.weft.fanout.PartRule;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Answers a product screen: one call per backend, all at once, for one product or fifty.
 *
 * <p>The future fails only for a site that is not configured; whatever goes wrong with a part stands in the composite. Must be called on
 * an event loop.
 */
public final class ProductPage {
    private final Fanout fanout;
    private final Map<ProductPart, PartRule> rules;
    private final Map<String, SiteSources> sites;

    public ProductPage(Fanout fanout, Map<ProductPart, PartRule> rules, Map<String, SiteSources> sites) {
        this.fanout = fanout;
        this.rules = Map.copyOf(rules);
        this.sites = Map.copyOf(sites);
    }

    public Future<ProductScreen> screen(
            Set<Sku> skus, Set<ProductPart> include, Market market, RequestContext context) {
        SiteSources site = sites.get(market.site());
        if (site == null) {
            return Future.failedFuture(new IllegalArgumentException(
                    "market.site: '" + market.site() + "' (expected: one of " + sites.keySet() + ")"));
        }
        List<Ask<?>> asks = new ArrayList<>(ProductPart.values().length);
        for (ProductPart part : ProductPart.values()) {
            if (include.contains(part)) {
                asks.add(ask(part, site, skus, market));
            }
        }
        return fanout.run(asks, context).map(composite -> new ProductScreen(skus, market, composite));
    }

    private Ask<?> ask(ProductPart part, SiteSources site, Set<Sku> skus, Market market) {
        PartRule rule = rules.get(part);
        if (rule == null) {
            throw new IllegalStateException("no rule for part " + part.code());
        }
        return switch (part) {
            case CONTENT ->
                new Ask<>(
                        part.code(),
                        site.catalogSource(),
                        rule,
                        context -> site.catalog().fetch(skus, market, context));
            case PRICE ->
                new Ask<>(
                        part.code(),
                        site.erpSource(),
                        rule,
                        context -> site.prices().fetch(skus, market.anyLocale(), context));
            case STOCK ->
                new Ask<>(
                        part.code(),
                        site.erpSource(),
                        rule,
                        context -> site.stock().fetch(skus, market.anyLocale(), context));
            case POINTS ->
                new Ask<>(
                        part.code(),
                        site.loyaltySource(),
                        rule,
                        context -> site.earning().fetch(Set.of(site.programme()), market.anyLocale(), context));
        };
    }
}
