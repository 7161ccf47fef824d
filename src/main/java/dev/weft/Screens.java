package dev.weft;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendClients;
import dev.weft.backend.client.ClientTls;
import dev.weft.cache.CacheListener;
import dev.weft.cache.Freshness;
import dev.weft.cache.Invalidation;
import dev.weft.cache.PartCache;
import dev.weft.customer.BasketSummary;
import dev.weft.customer.CustomerSources;
import dev.weft.customer.Membership;
import dev.weft.customer.OrderSummary;
import dev.weft.customer.Profile;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.Shopper;
import dev.weft.kernel.Sku;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import dev.weft.product.Content;
import dev.weft.product.EarnRates;
import dev.weft.product.Price;
import dev.weft.product.ProductPart;
import dev.weft.product.SiteSources;
import dev.weft.product.StockLevel;
import dev.weft.resilience.Batcher;
import dev.weft.resilience.Coalescer;
import dev.weft.resilience.ResilienceListener;
import dev.weft.settings.Backend;
import dev.weft.settings.GatewaySettings;
import dev.weft.settings.Site;
import dev.weft.tls.TlsRefused;
import dev.weft.tls.TlsWatch;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Puts the sources of every screen together: each backend's bare ports, and around them, outermost first, part cache, coalescing,
 * batching. Personal ports are coalesced only, never cached and never batched across shoppers by us.
 */
final class Screens {
    private static final int STOCK_BYTES = 160;
    private static final int PRICE_BYTES = 128;
    private static final int RATES_BYTES = 512;

    private final GatewaySettings settings;
    private final Ticker ticker;
    private final Timers timers;
    private final ResilienceListener resilience;
    private final CacheListener cacheListener;
    private final Invalidation caches;
    private final Map<String, Ports> ports = new HashMap<>();
    private final Map<String, BackendClient> clients = new HashMap<>();
    private final Map<String, Ports> bare = new HashMap<>();

    Screens(
            GatewaySettings settings,
            Ticker ticker,
            Timers timers,
            ResilienceListener resilience,
            CacheListener cacheListener,
            Invalidation caches) {
        this.settings = settings;
        this.ticker = ticker;
        this.timers = timers;
        this.resilience = resilience;
        this.cacheListener = cacheListener;
        this.caches = caches;
    }

    /** Opens every backend and decorates its ports. */
    void connect(BackendClients clients, Vendors vendors, TlsWatch watch) throws TlsRefused {
        for (Map.Entry<String, Backend> entry : settings.backends().entrySet()) {
            Backend backend = entry.getValue();
            ClientTls tls = backend.tls().isPresent()
                    ? ClientTls.watched(
                            watch, "backend." + entry.getKey(), backend.tls().get())
                    : ClientTls.platform();
            BackendClient client = clients.open(backend.client(), tls);
            this.clients.put(entry.getKey(), client);
            Ports served = vendors.ports(backend.vendor(), client);
            bare.put(
                    entry.getKey(),
                    served.withPrices(served.prices().map(port -> uncached(backend, ProductPart.PRICE, port)::fetch)));
            ports.put(entry.getKey(), decorated(backend, served));
        }
    }

    private Ports decorated(Backend backend, Ports bare) {
        return new Ports(
                bare.catalog().map(port -> cached(backend, ProductPart.CONTENT, Screens::weigh, port)::fetch),
                bare.prices().map(port -> cached(backend, ProductPart.PRICE, (Price p) -> PRICE_BYTES, port)::fetch),
                bare.stock()
                        .map(port -> cached(backend, ProductPart.STOCK, (StockLevel s) -> STOCK_BYTES, port)::fetch),
                bare.earning()
                        .map(port -> cached(backend, ProductPart.POINTS, (EarnRates r) -> RATES_BYTES, port)::fetch),
                bare.profiles().map(port -> shared(backend, "profile", port)::fetch),
                bare.loyalty().map(port -> shared(backend, "loyalty", port)::fetch),
                bare.orders().map(port -> shared(backend, "orders", port)::fetch),
                bare.baskets().map(port -> shared(backend, "basket", port)::fetch));
    }

    private <K, V> Lookup<K, V> cached(Backend backend, ProductPart part, ToIntFunction<V> weigher, Lookup<K, V> port) {
        Lookup<K, V> shared = uncached(backend, part, port);
        Freshness freshness = settings.freshness(backend.name(), part);
        if (freshness.none()) {
            return shared;
        }
        long bytes = settings.screens().cacheBytes() / 8;
        return caches.register(new PartCache<>(
                backend.name() + '.' + part.code(),
                part.code(),
                freshness,
                bytes,
                weigher,
                ticker,
                cacheListener,
                shared));
    }

    private <K, V> Lookup<K, V> uncached(Backend backend, ProductPart part, Lookup<K, V> port) {
        Lookup<K, V> batched = backend.client().resilience().batch().off()
                ? port
                : new Batcher<>(
                        part.code(),
                        backend.client().resilience().batch(),
                        backend.client().resilience().timeout(),
                        timers,
                        resilience,
                        port);
        return shared(backend, part.code(), batched);
    }

    private <K, V> Lookup<K, V> shared(Backend backend, String part, Lookup<K, V> port) {
        return backend.coalesce()
                ? new Coalescer<>(part, backend.client().resilience().timeout(), resilience, port)
                : port;
    }

    private static int weigh(Content content) {
        int chars = content.name().length()
                + content.shortDescription().map(String::length).orElse(0)
                + content.longDescription().map(String::length).orElse(0);
        return 400 + 2 * chars + content.images().size() * 200;
    }

    Map<String, SiteSources> products() {
        Map<String, SiteSources> sources = new HashMap<>();
        settings.sites().forEach((id, site) -> sources.put(id, products(site)));
        return sources;
    }

    private SiteSources products(Site site) {
        Ports erp = of(site.erp());
        Ports commerce = of(site.commerce());
        Optional<Ports> loyalty = site.loyalty().map(this::of);
        return new SiteSources(
                site.commerce(),
                commerce.catalog().orElse(Screens.<Sku, Content>none(site.commerce())::fetch),
                site.erp(),
                erp.prices().orElse(Screens.<Sku, Price>none(site.erp())::fetch),
                erp.stock().orElse(Screens.<Sku, StockLevel>none(site.erp())::fetch),
                site.loyalty().orElse("loyalty"),
                loyalty.flatMap(Ports::earning).orElse(Screens.<String, EarnRates>none("loyalty")::fetch),
                programme(site));
    }

    private String programme(Site site) {
        return site.loyalty()
                .map(name -> settings.backends().get(name))
                .map(backend -> backend.vendor() instanceof Backend.Loyalty loyalty
                        ? loyalty.settings().program()
                        : "")
                .orElse("");
    }

    Map<String, CustomerSources> customers() {
        Map<String, CustomerSources> sources = new HashMap<>();
        settings.sites()
                .forEach((id, site) -> sources.put(
                        id,
                        new CustomerSources(
                                site.crm().orElse("crm"),
                                site.crm()
                                        .map(this::of)
                                        .flatMap(Ports::profiles)
                                        .orElse(Screens.<Shopper, Profile>none("crm")::fetch),
                                site.loyalty().orElse("loyalty"),
                                site.loyalty()
                                        .map(this::of)
                                        .flatMap(Ports::loyalty)
                                        .orElse(Screens.<Shopper, Membership>none("loyalty")::fetch),
                                site.erp(),
                                of(site.erp())
                                        .orders()
                                        .orElse(Screens.<Shopper, List<OrderSummary>>none(site.erp())::fetch),
                                site.commerce(),
                                of(site.commerce())
                                        .baskets()
                                        .orElse(Screens.<Shopper, BasketSummary>none(site.commerce())::fetch))));
        return sources;
    }

    /** The client of each backend, opened once: effects share its connections, breaker and limits with reads. */
    Map<String, BackendClient> clients() {
        return Map.copyOf(clients);
    }

    /**
     * A backend's ports without any cache: what money and promises are decided by. Equal questions for prices are shared and batched; stock
     * is not even that, because a shared read may have begun before the moment it is said to be true at.
     */
    Ports bare(String backend) {
        return bare.getOrDefault(backend, Ports.NONE);
    }

    private Ports of(String backend) {
        return ports.getOrDefault(backend, Ports.NONE);
    }

    /** Stands in for a part that no backend of the site serves. */
    private static <K, V> Lookup<K, V> none(String source) {
        return (keys, market, context) ->
                Future.failedFuture(Failure.of(Failure.Reason.INTERNAL, source, "no backend of this site serves it")
                        .asException());
    }
}
