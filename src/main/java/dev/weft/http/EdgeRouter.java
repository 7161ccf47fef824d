package dev.weft.http;

import dev.weft.http.door.Place;
import dev.weft.http.door.Priority;
import dev.weft.http.wire.Doorman;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Tracer;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every stage and every route of the storefront's port, on one page. One instance serves all event loops: it holds nothing mutable.
 *
 * <p>Stages, outermost first: guard, route, door (a place, or 503), request scope (id, trace, deadline), token, throttle, handler. A handler answers from the response
 * cache or composes.
 */
public final class EdgeRouter implements Handler<HttpServerRequest> {
    private static final Route UNMATCHED =
            new Route("*", "unmatched", Route.Access.ANYONE, "", Priority.SEARCH, exchange -> {});

    private static final Route PREFLIGHT =
            new Route("OPTIONS", "preflight", Route.Access.ANYONE, "", Priority.SEARCH, exchange -> {});

    private final RequestGuard guard;
    private final RequestScope scope;
    private final RequestScope faceScope;
    private final RouteTable routes;
    private final FaceRoutes face;
    private final Doorway doorway;
    private final Authentication authentication;
    private final ClientThrottle throttle;
    private final Answers answers;
    private final Cors cors;
    private final Newcomers newcomers;

    private EdgeRouter(
            RequestGuard guard,
            Scopes scopes,
            Paths paths,
            Doorway doorway,
            Authentication authentication,
            Rates rates,
            Answers answers,
            Cors cors) {
        this.guard = guard;
        this.scope = scopes.own();
        this.faceScope = scopes.face();
        this.routes = paths.own();
        this.face = paths.face();
        this.doorway = doorway;
        this.authentication = authentication;
        this.throttle = rates.throttle();
        this.newcomers = rates.newcomers();
        this.answers = answers;
        this.cors = cors;
    }

    /** The router of one process. */
    public static EdgeRouter create(EdgeSettings settings, EdgeParts parts, Ticker ticker, Tracer tracer) {
        EdgeListener listener = parts.listener();
        ClientThrottle throttle = new ClientThrottle(settings.limits(), ticker, listener);
        Proxies proxies = parts.guard().proxies();
        SecurityFields security = new SecurityFields(settings.exposure(), proxies, parts.face());
        Answers answers = new Answers(ticker, listener, new HttpDate(parts.clock()), throttle, security);
        Markets markets = new Markets(settings.sites());
        CachedAnswers cached = new CachedAnswers(parts.cache(), answers, ticker);
        ProductView view = new ProductView(parts.freshness(), settings.incompleteTtl(), ticker);
        ProductHandler products = new ProductHandler(settings, markets, parts.products(), view, cached);
        CustomerHandler customer = new CustomerHandler(settings, markets, parts.customers(), ticker, answers);
        Documents documents = new Documents(answers);
        BodyReader bodies = new BodyReader(parts.guard().maxBody());
        List<Route> routes = new ArrayList<>(List.of(
                new Route("GET", "/v1/products/{sku}", PRODUCTS, "browse", Priority.PRODUCT, products::one),
                new Route("GET", "/v1/products", PRODUCTS, "browse", Priority.SEARCH, products::many),
                new Route("GET", "/v1/availability", PRODUCTS, "browse", Priority.SEARCH, products::availability),
                new Route("GET", "/v1/me", MYSELF, "personal", Priority.PERSONAL, customer::me),
                new Route("GET", "/openapi.yaml", Route.Access.ANYONE, "", Priority.PRODUCT, documents::openapi),
                new Route("GET", "/docs", Route.Access.ANYONE, "", Priority.PRODUCT, documents::docs),
                new Route("GET", "/docs/{file}", Route.Access.ANYONE, "", Priority.PRODUCT, documents::docsFile)));
        parts.orders().ifPresent(uses -> routes.addAll(orders(uses, markets, bodies, answers)));
        parts.baskets().ifPresent(uses -> routes.addAll(baskets(uses, markets, bodies, answers)));
        if (!parts.hooks().senders().isEmpty()) {
            routes.addAll(hooks(parts.hooks(), bodies, listener, answers));
        }
        return new EdgeRouter(
                parts.guard(),
                new Scopes(
                        new RequestScope(settings.requestDeadline(), ticker, tracer),
                        new RequestScope(
                                parts.face().map(Face::timeout).orElse(settings.requestDeadline()), ticker, tracer)),
                new Paths(new RouteTable(routes), new FaceRoutes(parts.face(), answers, proxies)),
                new Doorway(parts.door(), listener, security, answers::isLeaving),
                new Authentication(parts.tokens(), listener, answers),
                new Rates(throttle, new Newcomers(parts.tokens(), parts.guard().proxies())),
                answers,
                security.cors());
    }

    private record Scopes(RequestScope own, RequestScope face) {}

    private record Paths(RouteTable own, FaceRoutes face) {}

    private record Rates(ClientThrottle throttle, Newcomers newcomers) {}

    private static List<Route> orders(OrderUses uses, Markets markets, BodyReader bodies, Answers answers) {
        OrderHandler orders = new OrderHandler(markets, uses, bodies, answers);
        ReservationHandler holds = new ReservationHandler(markets, uses.reservations(), bodies, answers);
        return List.of(
                new Route("POST", "/v1/orders", ORDERING, "personal", Priority.CHECKOUT, orders::place),
                new Route("GET", "/v1/orders", ORDERS, "personal", Priority.PERSONAL, orders::all),
                new Route("GET", "/v1/orders/{id}", ORDERS, "personal", Priority.PERSONAL, orders::one),
                new Route("DELETE", "/v1/orders/{id}", ORDERING, "personal", Priority.CHECKOUT, orders::cancel),
                new Route("POST", "/v1/orders/{id}/refunds", ORDERING, "personal", Priority.CHECKOUT, orders::refund),
                new Route("POST", "/v1/reservations", ORDERING, "personal", Priority.CHECKOUT, holds::hold),
                new Route("GET", "/v1/reservations/{id}", ORDERS, "personal", Priority.PERSONAL, holds::find),
                new Route("DELETE", "/v1/reservations/{id}", ORDERING, "personal", Priority.CHECKOUT, holds::release));
    }

    private static List<Route> baskets(BasketUses uses, Markets markets, BodyReader bodies, Answers answers) {
        BasketHandler baskets = new BasketHandler(markets, uses, bodies, answers);
        return List.of(
                new Route("PUT", "/v1/baskets/{id}", FILLING, "personal", Priority.BASKET, baskets::put),
                new Route("DELETE", "/v1/baskets/{id}", FILLING, "personal", Priority.BASKET, baskets::delete));
    }

    /** Let in by their seal, not by a token. Told news is worth more than a search, and can be told again. */
    private static List<Route> hooks(Hooks hooks, BodyReader bodies, EdgeListener listener, Answers answers) {
        HookHandler pushed = new HookHandler(hooks, bodies, listener, answers);
        return List.of(
                new Route("POST", "/hooks/{backend}/stock", ANYONE, "", Priority.PERSONAL, pushed::stock),
                new Route("POST", "/hooks/{backend}/prices", ANYONE, "", Priority.PERSONAL, pushed::prices),
                new Route("POST", "/hooks/{backend}/orders", ANYONE, "", Priority.PERSONAL, pushed::orders));
    }

    private static final Route.Access ANYONE = Route.Access.ANYONE;
    private static final Route.Access PRODUCTS = Route.Access.shopper("sfcc.shopper-products");
    private static final Route.Access ORDERS = Route.Access.shopper("sfcc.shopper-baskets-orders");
    private static final Route.Access ORDERING = Route.Access.shopper("sfcc.shopper-baskets-orders.rw");
    private static final Route.Access FILLING = Route.Access.registered("sfcc.shopper-baskets-orders.rw");
    private static final Route.Access MYSELF = Route.Access.registered("sfcc.shopper-myaccount");

    /** A client that sends request after request without reading the answers waits for its next one. */
    @Override
    public void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (!response.writeQueueFull()) {
            take(request);
            return;
        }
        request.pause();
        response.drainHandler(drained -> {
            response.drainHandler(null);
            request.resume();
            take(request);
        });
    }

    private void take(HttpServerRequest request) {
        Verdict verdict = guard.check(request);
        if (!verdict.accepted()) {
            turnAway(request, verdict);
            return;
        }
        if (cors.isPreflight(request)) {
            preflight(request);
            return;
        }
        RouteTable.Match match;
        try {
            match = routes.find(request.method().name(), request.path());
        } catch (BadInput bad) {
            answers.problem(scope.open(request, UNMATCHED, List.of()), bad.problem());
            return;
        }
        Optional<Route> found = match.route().or(() -> face.find(request.path()));
        if (found.isEmpty()) {
            refuse(scope.open(request, UNMATCHED, List.of()), match.allowed());
            return;
        }
        enter(request, found.get(), match.parameters());
    }

    private void enter(HttpServerRequest request, Route route, List<String> parameters) {
        Place place = doorway.enter(request, route);
        if (!place.taken()) {
            return;
        }
        Exchange exchange = (route.ofFace() ? faceScope : scope).open(request, route, parameters);
        exchange.holding(place);
        if (route.takesBody()) {
            request.pause(); // until somebody reads it: the token may have to be looked at first
        }
        try {
            authentication.admit(exchange, () -> serve(exchange));
        } catch (RuntimeException bug) {
            answers.problem(exchange, Problems.of(bug, exchange.context().requestId()));
        }
    }

    /** Answers what Vert.x could not even decode. */
    public void refuseInvalid(HttpServerRequest request) {
        turnAway(request, guard.check(request));
    }

    /** Turns requests away before they are decoded; for one port, HTTP/1 only. */
    public Doorman doorman() {
        return new EarlyDoor(doorway, routes, face, answers);
    }

    /** From now on every answer tells its client to come back elsewhere: {@code Connection: close}. For good; from any thread. */
    public void leaving() {
        answers.leaving();
    }

    /** Every route there is, for the test that holds them against the contract. */
    List<Route> routes() {
        return routes.all();
    }

    /** Closes an HTTP/1 connection: whoever sent one request we cannot trust may have sent a second one behind it. */
    private void turnAway(HttpServerRequest request, Verdict verdict) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (verdict == Verdict.METHOD) {
            response.putHeader(HttpHeaders.ALLOW, RequestGuard.ALLOW);
        }
        if (request.version() != HttpVersion.HTTP_2) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            response.bodyEndHandler(written -> request.connection().close());
        }
        answers.problem(scope.open(request, UNMATCHED, List.of()), Problem.of(verdict));
    }

    /** Before a browser sends what a plain form could not; it never carries a token. */
    private void preflight(HttpServerRequest request) {
        Exchange exchange = scope.open(request, PREFLIGHT, List.of());
        List<String> own = routes.methods(request.path());
        boolean ofFace = own.isEmpty() && face.find(request.path()).isPresent();
        List<String> methods = ofFace ? FaceRoutes.METHODS : own;
        if (methods.isEmpty()) {
            refuse(exchange, methods);
        } else if (cors.permit(request, methods, ofFace)) {
            answers.empty(exchange, 204);
        } else {
            answers.problem(exchange, Problem.forbiddenOrigin());
        }
    }

    private void serve(Exchange exchange) {
        try {
            Route.Access access = exchange.route().access();
            if (exchange.route().ofFace() ? newcomer(exchange) : !access.token() || throttle.admit(exchange, answers)) {
                exchange.route().handler().handle(exchange);
            }
        } catch (RuntimeException mistake) {
            answers.problem(exchange, Problems.of(mistake, exchange.context().requestId()));
        }
    }

    private boolean newcomer(Exchange exchange) {
        return newcomers
                .holder(exchange.request())
                .map(holder -> throttle.admit(holder, exchange, answers))
                .orElseGet(() -> throttle.admit(newcomers.from(exchange.request()), exchange, answers));
    }

    private void refuse(Exchange exchange, List<String> allowed) {
        if (allowed.isEmpty()) {
            answers.problem(exchange, Problem.notFound("No such route; see /docs."));
        } else {
            exchange.request().response().putHeader(HttpHeaders.ALLOW, String.join(", ", allowed));
            answers.problem(exchange, Problem.methodNotAllowed());
        }
    }
}
