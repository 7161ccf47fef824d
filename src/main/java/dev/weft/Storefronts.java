package dev.weft;

import dev.weft.backend.client.BackendAuth;
import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendClients;
import dev.weft.backend.client.BackendSettings;
import dev.weft.backend.client.BackendStream;
import dev.weft.backend.client.ClientTls;
import dev.weft.backend.client.StreamRequest;
import dev.weft.backend.scapi.ScapiAgents;
import dev.weft.backend.scapi.ScapiOrderDocument;
import dev.weft.backend.scapi.ScapiSettings;
import dev.weft.cache.CacheListener;
import dev.weft.cache.Invalidation;
import dev.weft.cache.ResponseCache;
import dev.weft.customer.CustomerSources;
import dev.weft.fanout.Fanout;
import dev.weft.http.Face;
import dev.weft.http.scapi.AgentTokens;
import dev.weft.http.scapi.BasketPricing;
import dev.weft.http.scapi.FaceListener;
import dev.weft.http.scapi.FaceSettings;
import dev.weft.http.scapi.KeepSettings;
import dev.weft.http.scapi.ScapiFace;
import dev.weft.http.scapi.Shelf;
import dev.weft.http.scapi.Upstream;
import dev.weft.http.scapi.weave.Members;
import dev.weft.http.scapi.weave.OrderWeave;
import dev.weft.http.scapi.weave.PriceWeave;
import dev.weft.http.scapi.weave.SoldStock;
import dev.weft.http.scapi.weave.StockWeave;
import dev.weft.http.scapi.weave.Weave;
import dev.weft.journey.BasketChange;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import dev.weft.order.InventoryLists;
import dev.weft.product.SiteSources;
import dev.weft.product.Stock;
import dev.weft.product.StockLevel;
import dev.weft.resilience.ResilienceSettings;
import dev.weft.security.TokenValidator;
import dev.weft.settings.Backend;
import dev.weft.settings.FaceRules;
import dev.weft.settings.GatewaySettings;
import dev.weft.settings.Site;
import dev.weft.tls.TlsRefused;
import dev.weft.tls.TlsWatch;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Puts the SCAPI face together: a way to SCAPI of its own, and each site's weaves over the sources its screens have. */
final class Storefronts {
    private Storefronts() {}

    /** The face that {@code settings} ask for; call it only where they do. */
    static Face face(
            GatewaySettings settings,
            Screens screens,
            Optional<Ordering.Uses> orders,
            BackendClients clients,
            TlsWatch watch,
            Shared shared)
            throws TlsRefused {
        FaceRules rules = settings.face().orElseThrow();
        Backend backend = settings.backends().get(rules.backend());
        if (backend == null || !(backend.vendor() instanceof Backend.Scapi commerce)) {
            throw new IllegalArgumentException("face: " + rules.backend() + " (expected: a backend of vendor scapi)");
        }
        ClientTls tls = backend.tls().isPresent()
                ? ClientTls.watched(watch, "face", backend.tls().get())
                : ClientTls.platform();
        BackendStream stream = clients.stream(way(backend, rules), tls);
        Upstream upstream = (onward, context) -> stream.send(
                        new StreamRequest(
                                onward.operation(), onward.method(), onward.target(), onward.fields(), onward.body()),
                        context)
                .map(answer -> new Upstream.Answer(
                        answer.status(), answer.reason(), answer.fields(), answer.body(), answer.giveUp()));
        Optional<AgentTokens> agents = rules.agent().map(agent -> agents(agent, commerce.settings(), screens, shared));
        FaceSettings face = face(settings, rules, commerce.settings(), screens, orders, agents, shared);
        return new ScapiFace(
                face, upstream, shared.around(), shared.keys(), rules.keep().map(shared::memory));
    }

    /**
     * What of the process the face works with.
     *
     * @param baskets hears what shoppers of sites with journeys do with their baskets; empty where nobody does
     */
    record Shared(
            Fanout fanout,
            TokenValidator tokens,
            Invalidation caches,
            CacheListener cacheListener,
            Ticker ticker,
            Timers timers,
            FaceListener listener,
            Optional<Consumer<BasketChange>> baskets) {
        private ScapiFace.Memory memory(KeepSettings keep) {
            return new ScapiFace.Memory(keep, cache("face", keep.maxBytes()));
        }

        /** Apart from all else, so that nothing pushes them out. */
        private ResponseCache keys() {
            return cache("face_keys", ScapiFace.KEYS_BYTES);
        }

        private ResponseCache cache(String name, long maxBytes) {
            return caches.register(new ResponseCache(name, maxBytes, ticker, cacheListener));
        }

        private ScapiFace.Around around() {
            return new ScapiFace.Around(
                    fanout,
                    token -> tokens.known(token).map(Future::succeededFuture).orElseGet(() -> tokens.validate(token)),
                    ticker,
                    timers,
                    listener);
        }
    }

    private static AgentTokens agents(FaceRules.Agent agent, ScapiSettings commerce, Screens screens, Shared shared) {
        BackendClient client = Objects.requireNonNull(screens.clients().get(agent.backend()), agent.backend());
        ScapiAgents tokens = new ScapiAgents(
                client,
                commerce,
                new ScapiAgents.Agent(agent.id(), agent.clientId(), agent.clientSecret(), agent.redirectUri()),
                shared.ticker());
        return new AgentTokens() {
            @Override
            public Future<String> of(String site, String usid, Optional<String> login, RequestContext context) {
                return tokens.token(site, usid, login, context);
            }

            @Override
            public void refused(String site, String usid, Optional<String> login, String token) {
                tokens.refused(site, usid, login, token);
            }
        };
    }

    private static BackendSettings way(Backend backend, FaceRules rules) {
        BackendSettings own = backend.client();
        ResilienceSettings defaults = ResilienceSettings.defaults(rules.timeout());
        return new BackendSettings(
                own.name() + ".face",
                own.url(),
                new BackendAuth.None(),
                own.connectTimeout(),
                rules.connections(),
                own.maxResponseBytes(),
                new ResilienceSettings(
                        rules.timeout(),
                        ResilienceSettings.Limit.fixed(rules.connections()),
                        defaults.waitQueue(),
                        own.resilience().retry(),
                        defaults.breaker(),
                        defaults.throttle(),
                        defaults.batch()));
    }

    private static FaceSettings face(
            GatewaySettings settings,
            FaceRules rules,
            ScapiSettings commerce,
            Screens screens,
            Optional<Ordering.Uses> orders,
            Optional<AgentTokens> agents,
            Shared shared) {
        Map<String, SiteSources> sources = screens.products();
        ScapiOrderDocument documents = documents(settings, commerce);
        Map<String, CustomerSources> members = screens.customers();
        Map<String, FaceSettings.Site> sites = new HashMap<>();
        rules.sites().forEach((id, woven) -> {
            Site site = settings.sites().get(id);
            SiteSources own = sources.get(id);
            CustomerSources member = members.get(id);
            if (site != null && own != null && member != null) {
                FaceSettings.Writes writes =
                        writes(site, woven, screens, orders, documents, pricing(site, rules, woven, screens, agents));
                Optional<OrderWeave> told = orders.map(Ordering.Uses::news)
                        .map(news -> news.get(id))
                        .filter(news -> woven.parts().contains(OrderWeave.PART))
                        .map(news -> new OrderWeave(site.erp(), news));
                Lookup<Sku, StockLevel> stock = sold(id, own.stock(), orders, writes, shared.ticker());
                sites.put(
                        commerce.sites().getOrDefault(id, id),
                        site(site, woven, own, stock, member, told, writes)
                                .told(shared.baskets()
                                        .filter(any -> site.journeys().isPresent())));
            }
        });
        return new FaceSettings(
                commerce.organization(),
                rules.timeout(),
                rules.enrichment(),
                rules.connections(),
                settings.server().limits().bodyBytes(),
                rules.maxAnswer(),
                rules.fields(),
                sites);
    }

    private static FaceSettings.Site site(
            Site site,
            FaceRules.Woven woven,
            SiteSources sources,
            Lookup<Sku, StockLevel> stock,
            CustomerSources member,
            Optional<OrderWeave> told,
            FaceSettings.Writes writes) {
        Market market =
                new Market(site.edge().id(), site.edge().locale(), site.edge().currency());
        List<Weave<?>> weaves = new ArrayList<>();
        if (woven.parts().contains("stock")) {
            weaves.add(new StockWeave(sources.erpSource(), stock, woven.inventories()));
        }
        if (woven.parts().contains("price")) {
            weaves.add(new PriceWeave(sources.erpSource(), sources.prices(), market.currency()));
        }
        Optional<Members> members = woven.members()
                .map(rules -> new Members(
                        member.loyaltySource(),
                        member.loyalty(),
                        new Members.Names(rules.tier(), rules.points(), rules.currency()),
                        rules.callouts()));
        return new FaceSettings.Site(market, weaves, members, told, writes);
    }

    /** What a site's products show: where its writes go by the ERP's stock, no more than these let a basket or an order have. */
    private static Lookup<Sku, StockLevel> sold(
            String id,
            Lookup<Sku, StockLevel> erp,
            Optional<Ordering.Uses> orders,
            FaceSettings.Writes writes,
            Ticker ticker) {
        if (writes.shelf().isEmpty() && writes.orders().isEmpty()) {
            return erp;
        }
        return orders.map(uses -> uses.sold().get(id))
                .orElseGet(() -> it -> new SoldStock(it, SoldStock.Ledger.NONE, new SoldStock.Rules(Map.of()), ticker))
                .apply(erp);
    }

    /** Reads commerce's orders; they do not say in which language they were made, so that is the site's. */
    static ScapiOrderDocument documents(GatewaySettings settings, ScapiSettings commerce) {
        Map<String, String> locales = new HashMap<>();
        settings.sites().forEach((id, site) -> locales.put(id, site.edge().locale()));
        Map<String, InventoryLists> lists = new HashMap<>();
        settings.face()
                .ifPresent(face ->
                        face.sites().forEach((id, woven) -> lists.put(id, new InventoryLists(woven.inventories()))));
        return new ScapiOrderDocument(commerce, locales, lists);
    }

    private static FaceSettings.Writes writes(
            Site site,
            FaceRules.Woven woven,
            Screens screens,
            Optional<Ordering.Uses> orders,
            ScapiOrderDocument documents,
            Optional<BasketPricing> pricing) {
        String id = site.edge().id();
        Optional<Shelf> ledger = orders.map(uses -> uses.shelves().get(id));
        return new FaceSettings.Writes(
                site.erp(),
                new InventoryLists(woven.inventories()),
                woven.writes().contains("stock")
                        ? ledger.or(() -> screens.bare(site.erp()).stock().map(Storefronts::shelf))
                        : Optional.empty(),
                woven.writes().contains("orders")
                        ? orders.map(uses -> new FaceSettings.Checkout(id, uses.inject(), documents::read))
                        : Optional.empty(),
                orders.flatMap(uses -> pricing));
    }

    /** Empty where the site's baskets cost what commerce says. */
    private static Optional<BasketPricing> pricing(
            Site site, FaceRules rules, FaceRules.Woven woven, Screens screens, Optional<AgentTokens> agents) {
        FaceRules.BasketPrice price = woven.basketPrice();
        Optional<BasketPricing.Way> way = price.way().equals("adjustment")
                ? agents.map(BasketPricing.Adjustment::new)
                : rules.hookSecret()
                        .filter(secret -> price.way().equals("hook"))
                        .map(secret -> new BasketPricing.Hook(secret, Clock.systemUTC()));
        return way.flatMap(how -> screens.bare(site.erp())
                .prices()
                .map(Ordering::book)
                .map(book -> new BasketPricing(
                        site.erp(),
                        book,
                        site.edge().currency(),
                        price.strict(),
                        price.adjusts(),
                        site.orders().prices(),
                        how)));
    }

    private static long units(StockLevel.AtLocation at) {
        return Math.max(0, at.available().amount().longValue());
    }

    /** The ERP's own stock, where there is no ledger. */
    private static Shelf shelf(Stock stock) {
        return (skus, market, context) -> stock.fetchOrFail(skus, market, context)
                .map(found -> {
                    Map<Sku, Map<String, Long>> free = new HashMap<>();
                    found.forEach((sku, level) -> free.put(
                            sku,
                            level.value().locations().stream()
                                    .collect(Collectors.toMap(
                                            StockLevel.AtLocation::location, Storefronts::units, Long::sum))));
                    return free;
                });
    }
}
