package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Shopper;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.scapi.ShopperTokens.Claims;
import dev.weft.sandbox.wire.BackOffice;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Operation;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@code /scapi}: SLAS and the Shopper APIs, at {@code /family/api/version/organizations/org/...}.
 *
 * <p>Shopper calls need {@code siteId} and a Bearer token SLAS signed; a shopper's own things need that shopper's token for
 * that site. A guest's token, also one by client credentials, reads products and categories of every site.
 */
public final class Commerce implements BackOffice {

    private static final int RESOURCE = 5;

    private final SigningKeys keys = new SigningKeys();
    private final ShopperTokens tokens;
    private final Slas slas;
    private final Shelves shelves;
    private final Account account;

    private final Operation unknown =
            new Operation("unknown", call -> Problems.notFound("resource", "There is nothing at this path."));

    public Commerce(World world, InstantSource clock) {
        this.tokens = new ShopperTokens(keys, clock);
        this.slas = new Slas(world.shoppers(), keys, tokens, clock);
        this.shelves = new Shelves(world);
        this.account = new Account(world);
    }

    /** A signed token for a shopper, or a guest; standard scopes if none are given. */
    public String mint(Optional<Shopper> shopper, Site site, Optional<String> scopes, long ttlSeconds) {
        Session session = shopper.map(it -> Session.of(it, site, Clients.PUBLIC, Optional.empty()))
                .orElseGet(() -> Session.guest(site, Clients.PUBLIC, Optional.empty()));
        return tokens.mint(session, scopes, ttlSeconds);
    }

    public void rotateKeys() {
        keys.rotate();
    }

    @Override
    public String name() {
        return "scapi";
    }

    @Override
    public Operation operation(Call call) {
        if (call.segments().size() <= RESOURCE || !call.segment(3).equals("organizations")) {
            return unknown;
        }
        String path = call.segment(0) + "/" + call.segment(1) + "/" + call.segment(2);
        Operation found = switch (path) {
            case "shopper/auth/v1" -> login(call);
            case "product/shopper-products/v1" -> shelf(call);
            case "customer/shopper-customers/v1" -> customer(call);
            case "checkout/shopper-orders/v1" -> order(call);
            case "checkout/shopper-baskets/v1", "checkout/shopper-baskets/v2" -> basket(call);
            default -> unknown;
        };
        return found;
    }

    @Override
    public Reply failure(int status) {
        return switch (status) {
            case 429 -> Problems.of(429, "too-many-requests", "Too Many Requests", "Try again later.");
            case 503 -> Problems.of(503, "service-unavailable", "Service Unavailable", "The service is overloaded.");
            default -> Problems.of(status, "internal-server-error", "Internal Server Error", "Something went wrong.");
        };
    }

    @Override
    public void expireTokens() {
        tokens.expireAll();
    }

    private Operation login(Call call) {
        boolean get = call.method().equals(HttpMethod.GET);
        if (!call.segment(RESOURCE).equals("oauth2")) {
            return unknown;
        }
        return switch ((get ? "GET " : "POST ") + call.segment(6)) {
            case "GET jwks" -> inTenant("jwks", slas::jwks);
            case "GET .well-known" -> inTenant("well-known", slas::discovery);
            case "GET authorize" -> inTenant("authorize", slas::authorize);
            case "GET logout" -> inTenant("logout", slas::logout);
            case "POST login" -> inTenant("login", slas::login);
            case "POST token" -> inTenant("token", slas::token);
            default -> unknown;
        };
    }

    private Operation shelf(Call call) {
        int depth = call.segments().size();
        String id = call.segment(6);
        if (!call.method().equals(HttpMethod.GET) || depth > 7) {
            return unknown;
        }
        return switch (call.segment(RESOURCE) + (depth == 7 ? "/id" : "")) {
            case "products" ->
                shopper(
                        "products",
                        (it, claims, site) ->
                                scoped(claims, "sfcc.shopper-products", () -> shelves.products(it, site)));
            case "products/id" ->
                shopper(
                        "product",
                        (it, claims, site) ->
                                scoped(claims, "sfcc.shopper-products", () -> shelves.product(it, site, id)));
            case "categories" ->
                shopper(
                        "categories",
                        (it, claims, site) ->
                                scoped(claims, "sfcc.shopper-categories", () -> shelves.categories(it, site)));
            case "categories/id" ->
                shopper(
                        "categories",
                        (it, claims, site) ->
                                scoped(claims, "sfcc.shopper-categories", () -> shelves.category(it, site, id)));
            default -> unknown;
        };
    }

    private Operation customer(Call call) {
        String id = call.segment(6);
        if (!call.method().equals(HttpMethod.GET) || !call.segment(RESOURCE).equals("customers") || id.isEmpty()) {
            return unknown;
        }
        return switch (call.segments().size() + call.segment(7)) {
            case "7" -> shopper("customer", (it, claims, site) -> account.customer(claims, site, id));
            case "8baskets" -> shopper("baskets", (it, claims, site) -> account.baskets(claims, site, id));
            case "8orders" -> shopper("orders", (it, claims, site) -> account.orders(it, claims, site, id));
            default -> unknown;
        };
    }

    private Operation order(Call call) {
        return isOne(call, "orders")
                ? shopper("orders", (it, claims, site) -> account.order(claims, site, call.segment(6)))
                : unknown;
    }

    private Operation basket(Call call) {
        return isOne(call, "baskets")
                ? shopper("baskets", (it, claims, site) -> account.basket(claims, site, call.segment(6)))
                : unknown;
    }

    private static boolean isOne(Call call, String resource) {
        return call.method().equals(HttpMethod.GET)
                && call.segments().size() == 7
                && call.segment(RESOURCE).equals(resource);
    }

    /** Answers once organisation, token and site are known to be good. */
    @FunctionalInterface
    private interface ShopperAnswer {
        Reply answer(Call call, Claims claims, Site site);
    }

    private Operation shopper(String name, ShopperAnswer answer) {
        return new Operation(name, call -> {
            if (!Clients.isOrganization(call.segment(4))) {
                return Problems.notFound("organization", "The organization '" + call.segment(4) + "' does not exist.");
            }
            Optional<Claims> claims = call.bearer().flatMap(tokens::check);
            if (claims.isEmpty()) {
                return Problems.unauthorized();
            }
            Optional<Site> site = call.param("siteId").flatMap(Site::of);
            return site.isEmpty()
                    ? Problems.badRequest("The query parameter 'siteId' is missing or names no site.")
                    : answer.answer(call, claims.get(), site.get());
        });
    }

    private static Operation inTenant(String name, Function<Call, Reply> answer) {
        return new Operation(
                name,
                call -> Clients.isOrganization(call.segment(4))
                        ? answer.apply(call)
                        : Slas.error(400, "the organization does not exist"));
    }

    private static Reply scoped(Claims claims, String scope, Supplier<Reply> answer) {
        return claims.allows(scope) ? answer.get() : Problems.forbidden("The token lacks the scope " + scope + ".");
    }
}
