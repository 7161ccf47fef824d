package dev.weft;

import dev.weft.customer.Loyalty;
import dev.weft.http.OrderUses;
import dev.weft.http.scapi.Shelf;
import dev.weft.http.scapi.weave.SoldStock;
import dev.weft.inventory.Availability;
import dev.weft.inventory.Position;
import dev.weft.inventory.Reservations;
import dev.weft.inventory.Sourcing;
import dev.weft.inventory.SourcingRule;
import dev.weft.inventory.StockStore;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.Market;
import dev.weft.kernel.PartlyFailed;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import dev.weft.kernel.Ticker;
import dev.weft.order.ChangeOrder;
import dev.weft.order.CommerceNews;
import dev.weft.order.InjectOrder;
import dev.weft.order.OrderIds;
import dev.weft.order.OrderStatus;
import dev.weft.order.OrderStore;
import dev.weft.order.Person;
import dev.weft.order.PlaceOrder;
import dev.weft.order.PointsEarned;
import dev.weft.order.PriceBook;
import dev.weft.order.Routing;
import dev.weft.order.SiteRules;
import dev.weft.product.Price;
import dev.weft.product.Prices;
import dev.weft.product.StockLevel;
import dev.weft.settings.FaceRules;
import dev.weft.settings.GatewaySettings;
import dev.weft.settings.Site;
import dev.weft.settings.SiteOrders;
import dev.weft.store.Database;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.math.MathContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Puts the order use cases together: each site's rules from its backends' bare ports. Prices and stock an order is decided by come from no
 * cache; what points are worth may, since the rates are the programme's.
 */
final class Ordering {
    private static final Duration UNTOLD_HOLD = Duration.ofMinutes(15);

    private final GatewaySettings settings;
    private final Screens screens;
    private final Database database;
    private final Outgoing outgoing;
    private final Clock clock;
    private final Ticker ticker;
    private final SafetyStock safety;

    Ordering(
            GatewaySettings settings,
            Screens screens,
            Database database,
            Outgoing outgoing,
            Clock clock,
            Ticker ticker) {
        this.settings = settings;
        this.screens = screens;
        this.database = database;
        this.outgoing = outgoing;
        this.clock = clock;
        this.ticker = ticker;
        this.safety = SafetyStock.of(settings);
    }

    /**
     * The use cases of our own routes, and those the face's writes go through.
     *
     * @param sold by site, what makes the ERP's stock what can be sold
     */
    record Uses(
            OrderUses own,
            InjectOrder inject,
            Map<String, Shelf> shelves,
            Map<String, UnaryOperator<Lookup<Sku, StockLevel>>> sold,
            Map<String, CommerceNews> news,
            Map<String, Market> markets) {}

    Uses uses() {
        Map<String, SiteRules> rules = new HashMap<>();
        Map<String, Reservations.Rules> holds = new HashMap<>();
        Map<String, Shelf> shelves = new HashMap<>();
        Map<String, UnaryOperator<Lookup<Sku, StockLevel>>> sold = new HashMap<>();
        Map<String, String> tenants = new HashMap<>();
        Map<String, Market> markets = new HashMap<>();
        settings.sites()
                .forEach((id, site) -> outgoing.routing(site).ifPresent(routing -> {
                    SiteRules own = rules(id, site, routing);
                    rules.put(id, own);
                    holds.put(id, new Reservations.Rules(own.stock(), anywhere(site, locations(id, site))));
                    Set<String> places = Set.copyOf(locations(id, site));
                    shelves.put(id, shelf(own.stock(), places));
                    SoldStock.Rules sells = new SoldStock.Rules(safety.at(places));
                    sold.put(
                            id, erp -> new SoldStock(erp, new Positions(database.stock(), own.stock()), sells, ticker));
                    tenants.put(id, site.issuer());
                    markets.put(
                            id,
                            new Market(
                                    site.edge().id(),
                                    site.edge().locale(),
                                    site.edge().currency()));
                }));
        OrderStore orders = outgoing.telling(database.orders());
        Map<String, CommerceNews> news = new HashMap<>();
        settings.sites()
                .forEach((id, site) -> outgoing.erp(site.erp())
                        .filter(erp -> rules.containsKey(id))
                        .ifPresent(erp -> news.put(id, new CommerceNews(id, orders, erp, ticker))));
        Reservations reservations = new Reservations(database.stock(), holds);
        return new Uses(
                new OrderUses(
                        new PlaceOrder(orders, rules, new OrderIds(clock, new SecureRandom()), clock),
                        new ChangeOrder(orders, rules, clock),
                        new OrderStatus(orders),
                        reservations),
                new InjectOrder(
                        orders,
                        reservations,
                        rules,
                        tenants,
                        settings.face()
                                .flatMap(FaceRules::orders)
                                .map(FaceRules.Orders::hold)
                                .orElse(UNTOLD_HOLD),
                        clock),
                shelves,
                sold,
                news,
                markets);
    }

    /** The ledger as pages see it. */
    private record Positions(StockStore store, Availability stock) implements SoldStock.Ledger {
        @Override
        public Future<Map<Sku, List<Position>>> positions(Collection<Sku> skus) {
            return store.positions(skus);
        }

        @Override
        public Future<Void> renew(Set<Sku> skus, Market market, RequestContext context) {
            return stock.ensure(skus, market, context);
        }
    }

    /** What a site's places have left to promise, by our own ledger, which the ERP's stock is fed to first. */
    private Shelf shelf(Availability stock, Set<String> places) {
        return (skus, market, context) -> stock.ensure(skus, market, context)
                .compose(v -> database.stock().positions(skus))
                .map(positions -> {
                    Map<Sku, Map<String, Long>> free = new HashMap<>();
                    positions.forEach((sku, at) -> free.put(
                            sku,
                            at.stream()
                                    .filter(position -> places.contains(position.location()))
                                    .collect(Collectors.toMap(Position::location, Position::available))));
                    return free;
                });
    }

    private SiteRules rules(String id, Site site, Routing routing) {
        Ports erp = screens.bare(site.erp());
        List<String> locations = locations(id, site);
        return new SiteRules(
                erp.prices().map(Ordering::book).orElse(nobody(site.erp())),
                site.orders().prices(),
                new Availability(
                        database.stock(),
                        erp.stock()
                                .map(stock -> ReadStock.reader(stock, ReadStock.alone(settings, id)))
                                .orElse(noStock(site.erp())),
                        site.orders().stockAge(),
                        safety::at,
                        ticker),
                address -> sourcing(site, locations, address),
                new SiteRules.Points(points(id, site), site.orders().pointValue()),
                routing,
                site.orders().refund());
    }

    private static Sourcing sourcing(Site site, List<String> locations, Person.Address address) {
        return site.orders().sourcing() == SiteOrders.Rule.NEAREST
                ? SourcingRule.nearest(site.orders().regions(), locations, address.country(), address.postalCode())
                : anywhere(site, locations);
    }

    /** The rule where there is no address yet. */
    private static Sourcing anywhere(Site site, List<String> locations) {
        return site.orders().sourcing() == SiteOrders.Rule.FEWEST_PARCELS
                ? SourcingRule.fewestParcels(locations)
                : SourcingRule.byPriority(locations);
    }

    /** The places the site's ERP serves it from, in the configuration's order. */
    private List<String> locations(String id, Site site) {
        return Optional.ofNullable(settings.backends().get(site.erp()))
                .map(erp -> List.copyOf(Pushing.locations(erp, id).values()))
                .orElse(List.of());
    }

    static PriceBook book(Prices prices) {
        return (skus, market, context) -> prices.fetchOrFail(skus, market, context)
                .map(found -> {
                    Map<Sku, BigDecimal> book = new HashMap<>();
                    found.forEach((sku, aged) -> book.put(sku, perUnit(aged.value())));
                    return book;
                })
                .recover(Ordering::whole);
    }

    /** Whoever sells by it needs all of an answer: a part, which has another type as well, is none. */
    static <T> Future<T> whole(Throwable cause) {
        return Future.failedFuture(
                cause instanceof PartlyFailed partly ? partly.failure().asException() : cause);
    }

    private static BigDecimal perUnit(Price price) {
        return BigDecimal.valueOf(price.amount().minor())
                .divide(BigDecimal.valueOf(price.perUnits()), MathContext.DECIMAL64);
    }

    private PointsEarned points(String id, Site site) {
        var sources = screens.products().get(id);
        Optional<Loyalty> members = site.loyalty().map(screens::bare).flatMap(Ports::loyalty);
        return sources == null || sources.programme().isEmpty() || members.isEmpty()
                ? PointsEarned.NONE
                : new MemberPoints(sources.programme(), sources.earning()::fetch, members.get());
    }

    private static PriceBook nobody(String erp) {
        return (skus, market, context) -> Future.failedFuture(unserved(erp).asException());
    }

    private static Availability.StockReader noStock(String erp) {
        return (skus, market, context) -> Future.failedFuture(unserved(erp).asException());
    }

    private static Failure unserved(String erp) {
        return Failure.of(Failure.Reason.CONNECT, erp, "the backend does not serve this");
    }
}
