package dev.weft.simulation;

import dev.weft.inventory.Availability;
import dev.weft.inventory.Reservations;
import dev.weft.inventory.Sourcing;
import dev.weft.inventory.SourcingRule;
import dev.weft.kernel.Failure;
import dev.weft.order.ChangeOrder;
import dev.weft.order.OrderDeliveries;
import dev.weft.order.OrderId;
import dev.weft.order.OrderStore;
import dev.weft.order.PlaceOrder;
import dev.weft.order.PointsListener;
import dev.weft.order.PricePolicy;
import dev.weft.order.RefundListener;
import dev.weft.order.Routing;
import dev.weft.order.SiteRules;
import dev.weft.order.TenderOrder;
import dev.weft.outbox.Delivery;
import dev.weft.outbox.LaneSettings;
import dev.weft.outbox.Relay;
import dev.weft.outbox.RelayListener;
import dev.weft.outbox.RelayParts;
import dev.weft.resilience.Rate;
import dev.weft.store.Database;
import dev.weft.store.MemoryDatabase.Step;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** One life of one gateway process: its store, its use cases and its relay, on the shared database, until it crashes or is stopped. */
final class SimProcess {
    private static final Duration LEASE = Duration.ofSeconds(7);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration SWEEP = Duration.ofSeconds(2);
    private static final Duration STOCK_AGE = Duration.ofSeconds(3);

    private final World world;
    private final SimTime.Life life;
    private final SplittableRandom random;
    private final Clock clock;
    private final Database database;
    private final OrderStore orders;
    private final PlaceOrder place;
    private final ChangeOrder change;
    private final Reservations reservations;
    private final Relay relay;
    private boolean wrote;
    private boolean looked;
    private boolean locked;

    SimProcess(World world, SimTime.Life life, SplittableRandom random) {
        this.world = world;
        this.life = life;
        this.random = random;
        Duration off = Duration.ofMillis(random.nextInt(161) - 80);
        this.clock = Clock.offset(world.time().clock(), off);
        this.database = Database.simulated(
                world.plant().source(world.database().seenBy(this::step)),
                this::soon,
                world.time().clock(),
                world::id);
        this.orders = world.plant().orders(database.orders());
        Availability stock =
                new Availability(database.stock(), this::read, STOCK_AGE, place -> world.safety(), world.time());
        Sourcing sourcing = SourcingRule.fewestParcels(World.LOCATIONS);
        Routing routing = new Routing("erp", Optional.of("loyalty"), Optional.empty());
        Map<String, SiteRules> rules = Map.of(
                World.SITE,
                new SiteRules(
                        (skus, market, context) -> Future.succeededFuture(Map.of()),
                        new PricePolicy(false, 0, BigDecimal.ZERO),
                        stock,
                        address -> sourcing,
                        new SiteRules.Points(
                                (buyer, minor, market, context) ->
                                        Future.succeededFuture(buyer.registered() ? minor / 100 : 0L),
                                Optional.empty()),
                        routing,
                        TenderOrder.AS_PAID));
        this.place = new PlaceOrder(orders, rules, () -> new OrderId("WO-" + world.id()), clock);
        this.change = new ChangeOrder(orders, rules, clock);
        this.reservations =
                new Reservations(database.stock(), Map.of(World.SITE, new Reservations.Rules(stock, sourcing)));
        this.relay = new Relay(
                List.of(
                        lane("erp", OrderDeliveries.erp(orders, world.erp().seenFrom(life), RefundListener.NONE)),
                        lane(
                                "loyalty",
                                OrderDeliveries.loyalty(orders, world.ledger().seenFrom(life), PointsListener.NONE))),
                life,
                new RelayParts(
                        new WatchedOutbox(database.outbox(), world.epochs(), world.verdict()),
                        List.of(World.SITE),
                        world.time(),
                        clock,
                        life,
                        random::nextDouble,
                        RelayListener.NONE));
    }

    private Relay.LanePlan lane(String name, Delivery delivery) {
        LaneSettings settings = new LaneSettings(name, 4, new Rate(20, TIMEOUT, 4), LEASE, TIMEOUT, 8, 4);
        return new Relay.LanePlan(settings, new Guard(world.plant().delivery(delivery), world.checks(), life));
    }

    void start() {
        relay.start();
        sweep();
    }

    private void sweep() {
        life.schedule("sweeps", SWEEP, () -> {
            database.stock().expire();
            sweep();
        });
    }

    /** The store's executor. Now and then the whole process stands still just when something was to be written. */
    private void soon(Runnable task) {
        if (random.nextDouble() < world.faults().stand()) {
            life.stand(Duration.ofMillis(500 + random.nextInt(12_000)));
        }
        life.execute(task);
    }

    private Future<Map<dev.weft.kernel.Sku, Map<String, Long>>> read(
            Set<dev.weft.kernel.Sku> skus, dev.weft.kernel.Market market, dev.weft.kernel.RequestContext context) {
        return world.readStock(life, skus);
    }

    /** Every step of the store. Sometimes it is the last one of this life, or fails. */
    private void step(Step step, String sql) throws SQLException {
        world.note(life.name(), step == Step.STATEMENT ? sql.substring(0, Math.min(sql.length(), 70)) : step.name());
        if (step == Step.STATEMENT) {
            overtaken();
            looked = true;
            wrote |= !sql.startsWith("SELECT");
            locked |= wrote || sql.contains("FOR UPDATE");
        } else if (step != Step.COMMIT) {
            if (step == Step.COMMITTED && wrote) {
                world.checks().committed();
            }
            looked = false;
            wrote = false;
            locked = false;
        }
        if (step != Step.OVER) {
            fail(step);
        }
    }

    /** While a transaction has only looked, without locking what it saw, others may do all of theirs. */
    private void overtaken() throws SQLException {
        if (looked
                && !locked
                && world.shared()
                && random.nextDouble() < world.faults().overtaken()) {
            world.overtake(life);
            if (!life.alive()) {
                throw new Crash();
            }
        }
    }

    private void fail(Step step) throws SQLException {
        Faults faults = world.faults();
        double chance = random.nextDouble();
        if (chance < faults.crash()) {
            life.end();
            throw new Crash();
        }
        chance -= faults.crash();
        if (chance < faults.lost()) {
            throw new SQLException("the connection is gone", "08006");
        }
        if (step != Step.COMMITTED && chance - faults.lost() < faults.busy()) {
            throw new SQLException("somebody else was first", "40001");
        }
    }

    /** Stops in order: gives leases back. */
    void stop() {
        relay.stop(Duration.ofSeconds(3)).onComplete(stopped -> life.end());
    }

    boolean alive() {
        return life.alive();
    }

    SimTime.Life life() {
        return life;
    }

    Database database() {
        return database;
    }

    OrderStore orders() {
        return orders;
    }

    PlaceOrder place() {
        return place;
    }

    ChangeOrder change() {
        return change;
    }

    Reservations reservations() {
        return reservations;
    }

    void written() {
        relay.written(List.of("erp", "loyalty"));
    }

    /** How likely each kind of trouble is at each step. */
    record Faults(double crash, double lost, double busy, double stand, double overtaken) {
        static final Faults NONE = new Faults(0, 0, 0, 0, 0);
    }

    static Throwable dark() {
        return Failure.of(Failure.Reason.CONNECT, "erp", "dark").asException();
    }
}
