package dev.weft.customer;

import dev.weft.fanout.Ask;
import dev.weft.fanout.Fanout;
import dev.weft.fanout.PartRule;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Shopper;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Answers "who am I" for a registered shopper: CRM, loyalty, ERP and commerce asked at once.
 *
 * <p>The future fails only for a site that is not configured; whatever goes wrong with a part stands in the composite. Must be called on
 * an event loop.
 */
public final class CustomerView {
    private final Fanout fanout;
    private final Map<CustomerPart, PartRule> rules;
    private final Map<String, CustomerSources> sites;

    public CustomerView(Fanout fanout, Map<CustomerPart, PartRule> rules, Map<String, CustomerSources> sites) {
        this.fanout = fanout;
        this.rules = Map.copyOf(rules);
        this.sites = Map.copyOf(sites);
    }

    public Future<CustomerScreen> screen(
            Shopper shopper, Set<CustomerPart> include, Market market, RequestContext context) {
        CustomerSources site = sites.get(market.site());
        if (site == null) {
            return Future.failedFuture(new IllegalArgumentException(
                    "market.site: '" + market.site() + "' (expected: one of " + sites.keySet() + ")"));
        }
        List<Ask<?>> asks = new ArrayList<>(CustomerPart.values().length);
        for (CustomerPart part : CustomerPart.values()) {
            if (include.contains(part)) {
                asks.add(ask(part, site, shopper, market));
            }
        }
        return fanout.run(asks, context).map(composite -> new CustomerScreen(shopper, market, composite));
    }

    private Ask<?> ask(CustomerPart part, CustomerSources site, Shopper shopper, Market market) {
        return switch (part) {
            case PROFILE -> about(part, site.crmSource(), site.profiles(), shopper, market);
            case LOYALTY -> about(part, site.loyaltySource(), site.loyalty(), shopper, market);
            case ORDERS -> about(part, site.erpSource(), site.orders(), shopper, market);
            case BASKET -> about(part, site.commerceSource(), site.baskets(), shopper, market);
        };
    }

    private <V> Ask<?> about(
            CustomerPart part, String source, Lookup<Shopper, V> port, Shopper shopper, Market market) {
        PartRule rule = rules.get(part);
        if (rule == null) {
            throw new IllegalStateException("no rule for part " + part.code());
        }
        return new Ask<>(part.code(), source, rule, context -> port.fetch(Set.of(shopper), market, context));
    }
}
