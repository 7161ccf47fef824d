package dev.weft;

import dev.weft.admin.AdminRoute;
import dev.weft.admin.AdminRoutes;
import dev.weft.admin.AdminServer;
import dev.weft.admin.AdminSettings;
import dev.weft.admin.Operators;
import dev.weft.admin.OrderRoutes;
import dev.weft.admin.Readiness;
import dev.weft.backend.client.BackendClients;
import dev.weft.cache.Invalidation;
import dev.weft.cache.ResponseCache;
import dev.weft.customer.CustomerPart;
import dev.weft.customer.CustomerView;
import dev.weft.fanout.Fanout;
import dev.weft.http.Authorities;
import dev.weft.http.BasketUses;
import dev.weft.http.EdgeListener;
import dev.weft.http.EdgeParts;
import dev.weft.http.EdgeRouter;
import dev.weft.http.EdgeSettings;
import dev.weft.http.Proxies;
import dev.weft.http.RequestGuard;
import dev.weft.http.door.Door;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import dev.weft.product.ProductPage;
import dev.weft.product.ProductPart;
import dev.weft.security.Pace;
import dev.weft.security.SecurityListener;
import dev.weft.security.TokenValidator;
import dev.weft.settings.GatewaySettings;
import dev.weft.settings.ServerSettings;
import dev.weft.settings.Site;
import dev.weft.store.Database;
import dev.weft.store.StockTally;
import dev.weft.store.StoreRefused;
import dev.weft.telemetry.BackendMeters;
import dev.weft.telemetry.EdgeListeners;
import dev.weft.telemetry.EdgeMeters;
import dev.weft.telemetry.FaceMeters;
import dev.weft.telemetry.JourneyMeters;
import dev.weft.telemetry.LogMeters;
import dev.weft.telemetry.OutboxMeters;
import dev.weft.telemetry.RequestLog;
import dev.weft.telemetry.StateMeters;
import dev.weft.telemetry.StockMeters;
import dev.weft.telemetry.TlsMeters;
import dev.weft.tls.TlsRefused;
import dev.weft.tls.TlsWatch;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: builds every process-wide object once and starts them in order; stops them in reverse.
 *
 * <p>Stopping: readiness off, keep serving for the drain delay, close connections with their next answers for a second, stop listening and
 * let requests under way finish, hand back what is held ({@link HandBack}), close the key holders, the backend clients, the store, and Vert.x
 * with the admin port last.
 */
public final class Application {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    /** While clients with connections open are told, by {@code Connection: close} on their next answer, to leave. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(1);

    private final Platform platform;
    private final Optional<Database> database;
    private final Optional<Outgoing> outgoing;
    private final GatewaySettings settings;
    private final HandBack handBack = new HandBack();
    private final WarmUp warmUp;
    private final Readiness readiness = new Readiness();
    private final RequestLog requestLog;
    private final TokenValidator tokens;
    private final BackendClients clients;
    private final Door door;
    private final EdgeRouter router;
    private final TlsWatch tls;
    private final Listening shoppers;
    private final Listening operators;
    private final Optional<TokenValidator> operatorTokens;
    private final AdminServer admin;
    private String deployment = "";

    private Application(Platform platform, GatewaySettings settings, Optional<Database> database, Ticker ticker)
            throws TlsRefused {
        this.platform = platform;
        this.database = database;
        this.settings = settings;
        Vertx vertx = platform.vertx();
        PrometheusMeterRegistry registry = platform.registry();
        Clock clock = Clock.systemUTC();
        Timers timers = new LoopTimers(vertx, ticker);
        requestLog = new RequestLog(
                settings.operations().log().sample(),
                settings.operations().log().slow(),
                timers);
        EdgeListener edgeListener = new EdgeListeners(new EdgeMeters(registry), requestLog);
        LogMeters.watch(registry, LoggerFactory.getILoggerFactory());
        database.ifPresent(store -> StockMeters.watch(
                registry, store.tally(), StockTally::holding, StockTally::expired, StockTally::oversold));
        BackendMeters backendMeters = new BackendMeters(registry);
        StateMeters stateMeters = new StateMeters(registry);

        Invalidation caches = new Invalidation();
        clients = new BackendClients(
                vertx, ticker, timers, backendMeters, backendMeters, backendMeters::watch, platform.tracer());
        Screens screens = new Screens(settings, ticker, timers, backendMeters, stateMeters, caches);
        tls = new TlsWatch(vertx, clock, new TlsMeters(registry));
        Vendors vendors = new Vendors(ticker, clock);
        screens.connect(clients, vendors, tls);
        JourneyMeters journeyMeters = new JourneyMeters(registry);
        outgoing = database.map(store -> Outgoing.create(
                settings,
                screens.clients(),
                vendors,
                new Outgoing.Stores(
                        store.orders(), store.outbox(), store.openOrders(), store.doubts(), store.baskets()),
                new Outgoing.Time(ticker, clock, timers),
                new Outgoing.Listeners(new OutboxMeters(registry, clock), journeyMeters),
                vertx));
        outgoing.ifPresent(leaving -> handBack.add("leases of the outbox", leaving::stop));
        ResponseCache responses =
                caches.register(new ResponseCache(settings.screens().cacheBytes() / 2, ticker, stateMeters));

        Issuers issuers = new Issuers(clients, ticker);
        tokens = TokenValidator.create(
                settings.issuers(), issuers.sources(), new Pace(clock, ticker, timers), stateMeters);
        settings.issuers().stream()
                .filter(issuer -> issuer.keys().isPresent())
                .forEach(issuer -> stateMeters.watch(tokens, issuer.name(), ticker));

        door = new Door(
                settings.server().overload(),
                platform.eventLoops(),
                ticker,
                () -> ThreadLocalRandom.current().nextDouble());
        stateMeters.watch(door, platform.eventLoops());
        Fanout fanout = new Fanout(ticker, timers);
        Optional<Ordering.Uses> ordering = database.flatMap(store ->
                outgoing.map(leaving -> new Ordering(settings, screens, store, leaving, clock, ticker).uses()));
        ordering.ifPresent(uses ->
                outgoing.ifPresent(leaving -> HandedOver.takeIn(settings, uses, screens.clients(), vendors, leaving)));
        Optional<BasketUses> baskets = database.flatMap(
                store -> outgoing.flatMap(leaving -> LeftBaskets.lookedAfter(settings, store, leaving, journeyMeters)));
        ProductPage products = new ProductPage(fanout, settings.screens().product(), screens.products());
        CustomerView customers = new CustomerView(fanout, settings.screens().customer(), screens.customers());
        warmUp = new WarmUp(vertx, settings, products, customers, ticker);
        router = EdgeRouter.create(
                edgeSettings(settings),
                new EdgeParts(
                        guard(
                                settings.server().authorities(),
                                settings.server().listen(),
                                limits(settings.server()),
                                settings.server().outside().proxies()),
                        door,
                        products,
                        customers,
                        ordering.map(Ordering.Uses::own),
                        baskets,
                        Pushing.hooks(settings, database, caches, vertx, clock),
                        settings.face().isPresent()
                                ? Optional.of(Storefronts.face(
                                        settings,
                                        screens,
                                        ordering,
                                        clients,
                                        tls,
                                        new Storefronts.Shared(
                                                fanout,
                                                tokens,
                                                caches,
                                                stateMeters,
                                                ticker,
                                                timers,
                                                new FaceMeters(registry),
                                                baskets.map(BasketUses::told))))
                                : Optional.empty(),
                        tokens,
                        responses,
                        settings.screens().freshness(),
                        edgeListener,
                        clock),
                ticker,
                platform.tracer());
        stateMeters.watch(caches);
        shoppers = Listening.create(
                "server", settings.server().tls(), settings.server().protocol().h2(), tls);
        AdminSettings access = settings.operations().access();
        operators = Listening.create("admin", access.tls(), false, tls);
        operatorTokens = access.issuer()
                .map(issuer -> TokenValidator.create(
                        List.of(issuer.settings()),
                        issuers.sources(),
                        new Pace(clock, ticker, timers),
                        SecurityListener.NONE));
        admin = new AdminServer(
                new AdminRoutes(vertx, readiness, registry::scrape, caches, tls::reload, orderRoutes()),
                guard(access.authorities(), settings.operations().admin(), AdminServer.LIMITS, Proxies.NONE),
                new Operators(access, operatorTokens));
    }

    /** Starts a gateway; the future fails, with everything closed again, where a port is taken or a part cannot start. */
    public static Future<Application> start(GatewaySettings settings) {
        return start(settings, Ticker.system());
    }

    /** As {@link #start(GatewaySettings)}, where the systems behind are there once {@code systems} completes: none is called before. */
    static Future<Application> start(GatewaySettings settings, Future<Void> systems) {
        return start(settings, Ticker.system(), systems);
    }

    /** As {@link #start(GatewaySettings)}, with durations as {@code ticker} measures them: a minute need not be waited for. */
    public static Future<Application> start(GatewaySettings settings, Ticker ticker) {
        return start(settings, ticker, Future.succeededFuture());
    }

    private static Future<Application> start(GatewaySettings settings, Ticker ticker, Future<Void> systems) {
        Optional<Database> database;
        try {
            database = settings.store().map(store -> Database.open(store, Clock.systemUTC()));
        } catch (StoreRefused e) {
            return Future.failedFuture(new StartFailed("cannot use the store (store)", e));
        }
        Platform platform = Platform.create(settings);
        try {
            Application application = new Application(platform, settings, database, ticker);
            return systems.compose(there -> application.start()).recover(cause -> giveUp(platform, database, cause));
        } catch (TlsRefused e) {
            return giveUp(
                    platform, database, new StartFailed("cannot use a certificate: " + e.getMessage() + " (tls)", e));
        } catch (RuntimeException e) {
            return giveUp(platform, database, e);
        }
    }

    private static Future<Application> giveUp(Platform platform, Optional<Database> database, Throwable cause) {
        database.ifPresent(Database::close);
        return platform.close().transform(v -> Future.failedFuture(cause));
    }

    private Future<Application> start() {
        int instances = platform.eventLoops();
        Future<Void> store = database.map(Database::reached).orElse(Future.succeededFuture());
        if (!store.isComplete()) {
            readiness.waitingFor("the store has not answered yet (store.postgres)");
        }
        return tokens.start()
                .compose(v -> operatorTokens.map(TokenValidator::start).orElse(Future.succeededFuture()))
                .compose(v -> platform.vertx()
                        .deployVerticle(
                                () -> new EdgeVerticle(settings.server(), router, door, shoppers),
                                new DeploymentOptions().setInstances(instances)))
                .recover(cause -> Future.failedFuture(new StartFailed(
                        "cannot listen on " + settings.server().listen().host() + ":"
                                + settings.server().listen().port() + " (server.port)",
                        cause)))
                .compose(id -> {
                    deployment = id;
                    platform.doormen().post(shoppers.port(), router.doorman());
                    return admin.listen(
                                    operators.secured(AdminServer.options()),
                                    settings.operations().admin().host(),
                                    settings.operations().admin().port())
                            .recover(cause -> Future.failedFuture(new StartFailed(
                                    "cannot listen on "
                                            + settings.operations().admin().host() + ":"
                                            + settings.operations().admin().port() + " (admin.port)",
                                    cause)));
                })
                .compose((HttpServer server) -> {
                    operators.bound(server);
                    return warmUp.run();
                })
                .map(warm -> {
                    outgoing.ifPresent(Outgoing::start);
                    store.onSuccess(answered -> readiness.ready());
                    LOG.info(
                            "listening on port {}, admin on {}; {} event loops, native transport {}, token checks by {}",
                            port(),
                            adminPort(),
                            instances,
                            platform.vertx().isNativeTransportEnabled(),
                            tokens.cryptography());
                    return this;
                });
    }

    /** The port shoppers are served on. */
    public int port() {
        return shoppers.port();
    }

    /** The port operators are served on. */
    public int adminPort() {
        return operators.port();
    }

    /** Looks at all key material now, and puts to use what was renewed; what came of it, by name. */
    Future<Map<String, String>> reloadTls() {
        return tls.reload();
    }

    /** Turns readiness off, serves on for {@code drainDelay}, finishes what is under way, and closes everything. */
    public Future<Void> stop(Duration drainDelay) {
        readiness.draining();
        LOG.info("draining: not ready any more, serving on for {} ms", drainDelay.toMillis());
        return pause(drainDelay)
                .compose(v -> {
                    router.leaving();
                    return pause(drainDelay.isZero() ? Duration.ZERO : LAST_ANSWERS);
                })
                .compose(v -> platform.vertx().undeploy(deployment))
                .eventually(handBack::run)
                .eventually(() -> {
                    tls.close();
                    operatorTokens.ifPresent(TokenValidator::close);
                    tokens.close();
                    return clients.close();
                })
                .eventually(this::closeStore)
                .eventually(() -> {
                    requestLog.close();
                    return platform.close();
                });
    }

    /** Waits for the change under way, so not on a loop. */
    private Future<Void> closeStore() {
        return platform.vertx().executeBlocking(() -> {
            database.ifPresent(Database::close);
            return null;
        });
    }

    private Future<Void> pause(Duration delay) {
        if (delay.isZero()) {
            return Future.succeededFuture();
        }
        Promise<Void> over = Promise.promise();
        platform.vertx().setTimer(delay.toMillis(), id -> over.complete());
        return over.future();
    }

    /** What operators may see and do of waiting work; nothing without a store. */
    private List<AdminRoute> orderRoutes() {
        return database.flatMap(store -> outgoing.map(
                        leaving -> new OrderRoutes(store.orders(), store.outbox(), leaving::written).all()))
                .orElse(List.of());
    }

    private static RequestGuard guard(
            List<String> authorities, ServerSettings.Listen listen, RequestGuard.Limits limits, Proxies proxies) {
        Authorities known =
                authorities.isEmpty() ? Authorities.listeningOn(listen.host()) : new Authorities(authorities);
        return new RequestGuard(known, limits, proxies);
    }

    private static RequestGuard.Limits limits(ServerSettings server) {
        ServerSettings.Limits limits = server.limits();
        return new RequestGuard.Limits(
                limits.requestLine(), limits.headerBytes(), limits.headerCount(), limits.bodyBytes());
    }

    private static EdgeSettings edgeSettings(GatewaySettings settings) {
        Map<String, EdgeSettings.Site> sites = new HashMap<>();
        for (Map.Entry<String, Site> site : settings.sites().entrySet()) {
            sites.put(site.getKey(), site.getValue().edge());
        }
        return new EdgeSettings(
                settings.server().times().request(),
                sites,
                settings.limits(),
                settings.screens().incompleteTtl(),
                EdgeSettings.DEFAULT_MAX_SKUS,
                included(settings, code -> ProductPart.of(code).isPresent()),
                included(settings, code -> CustomerPart.of(code).isPresent()),
                settings.server().outside().exposure());
    }

    private static Set<String> included(GatewaySettings settings, Predicate<String> mine) {
        return settings.screens().included().stream().filter(mine).collect(Collectors.toUnmodifiableSet());
    }
}
