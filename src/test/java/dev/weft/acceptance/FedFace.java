package dev.weft.acceptance;

import dev.weft.backend.client.BackendAuth;
import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendClients;
import dev.weft.backend.client.BackendSettings;
import dev.weft.backend.client.BackendStream;
import dev.weft.backend.client.ClientListener;
import dev.weft.backend.client.ClientTls;
import dev.weft.backend.client.DocumentFetch;
import dev.weft.backend.client.StreamRequest;
import dev.weft.cache.CacheListener;
import dev.weft.cache.ResponseCache;
import dev.weft.customer.CustomerView;
import dev.weft.fanout.Fanout;
import dev.weft.http.Authorities;
import dev.weft.http.EdgeListener;
import dev.weft.http.EdgeParts;
import dev.weft.http.EdgeRouter;
import dev.weft.http.EdgeSettings;
import dev.weft.http.Exposure;
import dev.weft.http.Hooks;
import dev.weft.http.Proxies;
import dev.weft.http.RequestGuard;
import dev.weft.http.door.Door;
import dev.weft.http.door.DoorSettings;
import dev.weft.http.scapi.FaceListener;
import dev.weft.http.scapi.FaceSettings;
import dev.weft.http.scapi.ScapiFace;
import dev.weft.http.scapi.Upstream;
import dev.weft.journey.BasketChange;
import dev.weft.kernel.Market;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import dev.weft.kernel.Tracer;
import dev.weft.product.ProductPage;
import dev.weft.resilience.ResilienceListener;
import dev.weft.resilience.ResilienceSettings;
import dev.weft.security.IssuerSettings;
import dev.weft.security.Pace;
import dev.weft.security.SecurityListener;
import dev.weft.security.TokenValidator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The face alone on a free port, over the sandbox's commerce as a {@link Tap} shows it, with the sandbox's tokens: nothing is woven, and
 * what it tells of the baskets of {@code WeftEU} is collected. Of {@code WeftUK} nobody hears.
 */
final class FedFace implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private static final String JWKS = "/shopper/auth/v1/organizations/f_ecom_zzwf_001/oauth2/jwks";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Tap tap;
    private final Function<FedFace, FaceSettings.Writes> writes;
    private final Vertx vertx = Vertx.vertx();
    private final Ticker ticker = Ticker.system();
    private final Timers timers = (delay, action) -> {
        long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> action.run());
        return () -> vertx.cancelTimer(id);
    };
    private final BackendClients clients = new BackendClients(
            vertx, ticker, timers, new ResilienceListener() {}, new ClientListener() {}, (name, bulkhead) -> {});
    private final List<BasketChange> told = new CopyOnWriteArrayList<>();
    private volatile boolean failing;
    private int sandbox;
    private @Nullable HttpServer server;

    /** One through which all writes stream by. */
    FedFace(Tap tap) {
        this(tap, itself -> FaceSettings.Writes.NOTHING);
    }

    /** @param writes what is seen to where baskets and orders of {@code WeftEU} are written; asked when the sandbox is there */
    FedFace(Tap tap, Function<FedFace, FaceSettings.Writes> writes) {
        this.tap = tap;
        this.writes = writes;
    }

    private void hear(BasketChange change) {
        told.add(change);
        if (failing) {
            throw new IllegalStateException("as a test wants it");
        }
    }

    /** Whoever hears of baskets fails from now on, until the next test. */
    void fail() {
        failing = true;
    }

    /** What was told since the test began, in its order. */
    List<BasketChange> told() {
        return told;
    }

    int port() {
        return Objects.requireNonNull(server, "before all").actualPort();
    }

    /** The sandbox's port. */
    int sandbox() {
        return sandbox;
    }

    Ticker ticker() {
        return ticker;
    }

    /** A client of a system of the sandbox's. */
    BackendClient client(String name, String path, BackendAuth auth) {
        return clients.open(backend(name, sandbox, path, auth));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        sandbox = SharedSandbox.of(context).port();
        TokenValidator tokens = tokens();
        tokens.start().await();
        server = vertx.createHttpServer()
                .requestHandler(router(tokens))
                .listen(0, "127.0.0.1")
                .await();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        told.clear();
        failing = false;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        vertx.close().await();
    }

    private TokenValidator tokens() {
        IssuerSettings slas = IssuerSettings.slas(
                "slas",
                "slas/prod/zzwf_001",
                "commercecloud/prod/zzwf_001",
                Set.of("WeftEU", "WeftUK"),
                URI.create("http://127.0.0.1:" + sandbox + "/scapi" + JWKS));
        DocumentFetch keys =
                new DocumentFetch(client("jwks", "/scapi", new BackendAuth.None()), JWKS, PATIENCE, ticker);
        return TokenValidator.create(
                List.of(slas),
                issuer -> keys::fetch,
                new Pace(Clock.systemUTC(), ticker, timers),
                new SecurityListener() {});
    }

    private EdgeRouter router(TokenValidator tokens) {
        Fanout fanout = new Fanout(ticker, timers);
        return EdgeRouter.create(
                new EdgeSettings(PATIENCE, Map.of(), Map.of(), PATIENCE, 50, Set.of(), Set.of(), Exposure.NONE),
                new EdgeParts(
                        new RequestGuard(
                                Authorities.listeningOn("127.0.0.1"), RequestGuard.Limits.DEFAULT, Proxies.NONE),
                        new Door(DoorSettings.DEFAULT, 1, ticker, () -> 0.5),
                        new ProductPage(fanout, Map.of(), Map.of()),
                        new CustomerView(fanout, Map.of(), Map.of()),
                        Optional.empty(),
                        Optional.empty(),
                        Hooks.none(),
                        Optional.of(face(fanout, tokens)),
                        tokens,
                        new ResponseCache(1024, ticker, CacheListener.NONE),
                        Map.of(),
                        new EdgeListener() {},
                        Clock.systemUTC()),
                ticker,
                Tracer.NONE);
    }

    private ScapiFace face(Fanout fanout, TokenValidator tokens) {
        BackendStream stream =
                clients.stream(backend("face", tap.port(), "/scapi", new BackendAuth.None()), ClientTls.platform());
        Upstream upstream = (onward, context) -> stream.send(
                        new StreamRequest(
                                onward.operation(), onward.method(), onward.target(), onward.fields(), onward.body()),
                        context)
                .map(answer -> new Upstream.Answer(
                        answer.status(), answer.reason(), answer.fields(), answer.body(), answer.giveUp()));
        FaceSettings.Site told = site("WeftEU", "EUR", writes.apply(this)).told(Optional.of(this::hear));
        return new ScapiFace(
                new FaceSettings(
                        "f_ecom_zzwf_001",
                        PATIENCE,
                        PATIENCE,
                        32,
                        1024 * 1024,
                        8 * 1024 * 1024,
                        Set.of(),
                        Map.of("WeftEU", told, "WeftUK", site("WeftUK", "GBP", FaceSettings.Writes.NOTHING))),
                upstream,
                new ScapiFace.Around(
                        fanout,
                        token -> tokens.known(token)
                                .map(Future::succeededFuture)
                                .orElseGet(() -> tokens.validate(token)),
                        ticker,
                        timers,
                        FaceListener.NONE),
                new ResponseCache("face_keys", ScapiFace.KEYS_BYTES, ticker, CacheListener.NONE),
                Optional.empty());
    }

    private static FaceSettings.Site site(String id, String currency, FaceSettings.Writes writes) {
        return new FaceSettings.Site(
                new Market(id, "en-GB", Currency.getInstance(currency)),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                writes);
    }

    private static BackendSettings backend(String name, int port, String path, BackendAuth auth) {
        return new BackendSettings(
                name,
                URI.create("http://127.0.0.1:" + port + path),
                auth,
                PATIENCE,
                8,
                8 * 1024 * 1024,
                ResilienceSettings.defaults(PATIENCE));
    }
}
