package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Shopper;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.wire.BackOffice;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.OpaqueTokens;
import dev.weft.sandbox.wire.Operation;
import dev.weft.sandbox.wire.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code /scapi}: SLAS and the Shopper APIs, at {@code /family/api/version/organizations/org/...}.
 *
 * <p>Shopper calls need {@code siteId} and a Bearer token SLAS signed; a shopper's own things need that shopper's token for
 * that site. A guest's token, also one by client credentials, reads products, categories and what else belongs to nobody of
 * every site.
 */
public final class Commerce implements BackOffice {

    private static final List<String> STATUSES =
            List.of("created", "new", "completed", "cancelled", "replaced", "failed");

    private final SigningKeys keys = new SigningKeys();
    private final Load load = new Load();
    private final OrderStore placed = new OrderStore();
    private final OpaqueTokens agents;
    private final ShopperTokens tokens;
    private final Shown shown;
    private final Routes routes;
    private final Operation unknown;

    public Commerce(World world, InstantSource clock) {
        this.tokens = new ShopperTokens(keys, clock);
        this.agents = new OpaqueTokens(clock, Duration.ofMinutes(30));
        this.shown = new Shown(world);
        this.routes = new Routes(load::dress);
        this.unknown = new Operation(
                "unknown", load.dress(call -> Problems.notFound("resource", "There is nothing at this path.")));
        People people = new People(world.shoppers());
        Door door = new Door(tokens, people);
        Ids ids = new Ids(world.chance());
        login(new Slas(people, keys, tokens, clock));
        onBehalf(new TrustedAgents(people, tokens, agents, clock));
        new CatalogueRoutes(world, shown, door).addTo(routes);
        new CheckoutRoutes(world, shown, people, ids, clock, door, placed).addTo(routes);
        new CustomerRoutes(world, people, tokens, ids, clock, door).addTo(routes);
    }

    /** A signed token for a shopper, or a guest; standard scopes if none are given. */
    public String mint(Optional<Shopper> shopper, Site site, Optional<String> scopes, long ttlSeconds) {
        Session session = shopper.map(
                        it -> Session.of(People.person(it).login(), site, Clients.PUBLIC, Optional.empty()))
                .orElseGet(() -> Session.guest(site, Clients.PUBLIC, Optional.empty()));
        return tokens.mint(session, scopes, ttlSeconds);
    }

    /** What Account Manager gave agents to show here. */
    OpaqueTokens agents() {
        return agents;
    }

    /** The orders placed here, for whoever exports them. */
    OrderStore placed() {
        return placed;
    }

    public void rotateKeys() {
        keys.rotate();
    }

    /** Says whether commerce's prices and stock lag behind the ERP's for the planted SKUs, as they do at the start. */
    public void lag(boolean price, boolean stock) {
        shown.set(price, stock);
    }

    /** Sets how busy commerce says it is, 0 to 100; at 100 it sheds what is not checkout or login. */
    public void load(int percent) {
        load.set(percent);
    }

    /** Gives an order placed here another status, as somebody in commerce would; false where there is none. */
    public boolean move(String number, String status) {
        if (!STATUSES.contains(status)) {
            throw new IllegalArgumentException("status is '" + status + "', expected one of " + STATUSES);
        }
        return placed.change(number, order -> order.withStatus(status)).isPresent();
    }

    /** Refuses what was given out so far to agents who act on shoppers' behalf. */
    public void expireAgents() {
        tokens.expireAgents();
    }

    @Override
    public String name() {
        return "scapi";
    }

    @Override
    public Operation operation(Call call) {
        return call.segments().size() > Routes.RESOURCE && call.segment(3).equals("organizations")
                ? routes.find(call).orElse(unknown)
                : unknown;
    }

    @Override
    public Reply failure(int status) {
        return switch (status) {
            case 429 -> Problems.of(429, "too-many-requests", "Too Many Requests", "Try again later.");
            case 503 -> Problems.overloaded();
            default -> Problems.of(status, "internal-server-error", "Internal Server Error", "Something went wrong.");
        };
    }

    @Override
    public void expireTokens() {
        tokens.expireAll();
        agents.expireAll();
    }

    private void login(Slas slas) {
        String auth = "shopper/auth/v1";
        routes.add(auth, "GET", "oauth2/jwks", "jwks", inTenant(slas::jwks))
                .add(auth, "GET", "oauth2/.well-known/openid-configuration", "well-known", inTenant(slas::discovery))
                .add(auth, "GET", "oauth2/authorize", "authorize", inTenant(slas::authorize))
                .add(auth, "GET", "oauth2/logout", "logout", inTenant(slas::logout))
                .add(auth, "POST", "oauth2/login", "login", inTenant(slas::login))
                .add(auth, "POST", "oauth2/token", "token", inTenant(slas::token))
                .add(auth, "POST", "oauth2/revoke", "revoke", inTenant(slas::revoke));
    }

    private void onBehalf(TrustedAgents behalf) {
        String auth = "shopper/auth/v1";
        routes.add(auth, "GET", "oauth2/trusted-agent/authorize", "agent-authorize", inTenant(behalf::authorize))
                .add(auth, "POST", "oauth2/trusted-agent/token", "agent-token", inTenant(behalf::token));
    }

    private static Function<Call, Reply> inTenant(Function<Call, Reply> answer) {
        return call -> Clients.isOrganization(call.segment(4))
                ? answer.apply(call)
                : Slas.error(400, "the organization does not exist");
    }
}
