package dev.weft;

import dev.weft.backend.client.BackendClient;
import dev.weft.journey.AbandonedSweep;
import dev.weft.journey.BasketStore;
import dev.weft.journey.JourneyDelivery;
import dev.weft.journey.JourneyListener;
import dev.weft.kernel.Market;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import dev.weft.order.CommerceOrders;
import dev.weft.order.ExportSweep;
import dev.weft.order.InjectOrder;
import dev.weft.order.OpenOrders;
import dev.weft.order.OrderDeliveries;
import dev.weft.order.OrderSink;
import dev.weft.order.OrderStore;
import dev.weft.order.PointsSink;
import dev.weft.order.ProgressSweep;
import dev.weft.order.Routing;
import dev.weft.outbox.Delivery;
import dev.weft.outbox.Doubts;
import dev.weft.outbox.OutboxStore;
import dev.weft.outbox.Recount;
import dev.weft.outbox.RecountSweep;
import dev.weft.outbox.Relay;
import dev.weft.outbox.RelayParts;
import dev.weft.settings.Backend;
import dev.weft.settings.FaceRules;
import dev.weft.settings.GatewaySettings;
import dev.weft.settings.Site;
import dev.weft.telemetry.OutboxMeters;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What leaves for the systems behind: one lane for each backend that takes orders, points or news of baskets, and the relay that sends
 * them, all on one event loop.
 */
final class Outgoing {
    /** How long calls under way may take to end once the process leaves; what they leave open is asked for by whoever comes next. */
    private static final Duration STOP_LIMIT = Duration.ofMillis(1_500);

    /** Between two questions how far an order is: at most ten a second, whatever waits. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);

    private final Map<String, OrderSink> erps = new HashMap<>();
    private final Map<String, PointsSink> ledgers = new HashMap<>();
    private final List<String> lanes = new ArrayList<>();
    private final Set<String> exporting;
    private final Optional<String> exports;
    private final Executor executor;
    private final RelayParts parts;
    private final Relay relay;
    private final ProgressSweep sweep;
    private final List<RecountSweep> recounts = new ArrayList<>();
    private @Nullable ExportSweep takingIn;
    private @Nullable AbandonedSweep lookingAfter;

    private Outgoing(
            GatewaySettings settings,
            Map<String, BackendClient> clients,
            Vendors vendors,
            Stores stores,
            Context loop,
            RelayParts parts,
            Listeners listeners) {
        OutboxMeters meters = listeners.outbox();
        OrderStore orders = stores.orders();
        this.parts = parts;
        this.executor = task -> loop.runOnContext(v -> task.run());
        this.exporting = HandedOver.sites(settings);
        this.exports = exporting.isEmpty()
                ? Optional.empty()
                : settings.face().flatMap(FaceRules::orders).map(FaceRules.Orders::backend);
        List<Relay.LanePlan> plans = new ArrayList<>();
        clients.forEach((name, client) -> {
            Backend backend = Objects.requireNonNull(settings.backends().get(name), name);
            delivery(settings, backend, client, vendors, stores, listeners).ifPresent(delivery -> {
                plans.add(new Relay.LanePlan(backend.lane(), delivery));
                lanes.add(name);
                meters.watch(name);
            });
        });
        this.relay = new Relay(plans, executor, parts);
        erps.forEach((name, erp) -> {
            Recount recount = OrderDeliveries.recount(orders, erp);
            recounts.add(new RecountSweep(name, recount, stores.doubts(), BETWEEN_QUESTIONS, executor, parts));
            meters.booking(name);
        });
        this.sweep = new ProgressSweep(
                bySite(settings), stores.open(), orders, BETWEEN_QUESTIONS, executor, parts.ticker(), parts.timers());
    }

    static Outgoing create(
            GatewaySettings settings,
            Map<String, BackendClient> clients,
            Vendors vendors,
            Stores stores,
            Time time,
            Listeners listeners,
            Vertx vertx) {
        return new Outgoing(
                settings,
                clients,
                vendors,
                stores,
                vertx.getOrCreateContext(),
                new RelayParts(
                        stores.outbox(),
                        settings.sites().keySet(),
                        time.ticker(),
                        time.clock(),
                        time.timers(),
                        () -> ThreadLocalRandom.current().nextDouble(),
                        listeners.outbox()),
                listeners);
    }

    /** Where what is to be sent is kept. */
    record Stores(OrderStore orders, OutboxStore outbox, OpenOrders open, Doubts doubts, BasketStore baskets) {}

    /** Who hears what becomes of it. */
    record Listeners(OutboxMeters outbox, JourneyListener journeys) {}

    /** What time it is. */
    record Time(Ticker ticker, Clock clock, Timers timers) {}

    private Optional<Delivery> delivery(
            GatewaySettings settings,
            Backend backend,
            BackendClient client,
            Vendors vendors,
            Stores stores,
            Listeners listeners) {
        OrderStore orders = stores.orders();
        OutboxMeters meters = listeners.outbox();
        if (exports.filter(backend.name()::equals).isPresent()) {
            return Optional.of(
                    OrderDeliveries.commerce(orders, vendors.exportSink(HandedOver.organization(settings), client)));
        }
        Optional<OrderSink> erp = vendors.orderSink(backend.vendor(), client);
        erp.ifPresent(sink -> erps.put(backend.name(), sink));
        Optional<PointsSink> ledger = vendors.pointsSink(backend.vendor(), client);
        ledger.ifPresent(sink -> ledgers.put(backend.name(), sink));
        return erp.map(sink -> OrderDeliveries.erp(
                        orders, sink, (order, what) -> meters.mismatched(backend.name(), order.value(), what)))
                .or(() -> ledger.map(sink ->
                        OrderDeliveries.loyalty(orders, sink, points -> meters.forgiven(backend.name(), points))))
                .or(() -> vendors.journeys(backend.vendor(), client, LeftBaskets.events(settings, backend.name()))
                        .map(journeys -> new JourneyDelivery(stores.baskets(), journeys, listeners.journeys())));
    }

    /** Which lanes a site's orders go through; empty where its ERP takes none, and so the site can accept none. */
    Optional<Routing> routing(Site site) {
        return erps.containsKey(site.erp())
                ? Optional.of(new Routing(
                        site.erp(),
                        site.loyalty().filter(ledgers::containsKey),
                        exports.filter(lane -> exporting.contains(site.edge().id())),
                        () -> relay.dark(site.erp())))
                : Optional.empty();
    }

    /** Looks every {@code pause}, once started, for orders that commerce holds ready for us. */
    void takeIn(CommerceOrders commerce, InjectOrder inject, Map<String, Market> markets, Duration pause) {
        takingIn = new ExportSweep(markets, commerce, inject, pause, executor, parts.ticker(), parts.timers());
    }

    /** Looks, once started, for baskets left behind, and tells of them. */
    void lookAfter(List<BasketStore.Rule> rules, BasketStore baskets, JourneyListener listener) {
        lookingAfter = new AbandonedSweep(rules, baskets, this::written, listener, executor, parts.timers());
    }

    /** Where a backend takes a site's orders. */
    Optional<OrderSink> erp(String backend) {
        return Optional.ofNullable(erps.get(backend));
    }

    private Map<String, OrderSink> bySite(GatewaySettings settings) {
        Map<String, OrderSink> own = new HashMap<>();
        settings.sites().forEach((id, site) -> {
            OrderSink erp = erps.get(site.erp());
            if (erp != null) {
                own.put(id, erp);
            }
        });
        return own;
    }

    /** {@code orders}, with the relay told of every change at once. */
    OrderStore telling(OrderStore orders) {
        return new ToldOrders(orders, () -> relay.written(lanes));
    }

    /** An operator let something go: the lanes look now. */
    void written() {
        relay.written(lanes);
    }

    void start() {
        relay.start();
        sweep.start();
        recounts.forEach(RecountSweep::start);
        if (takingIn != null) {
            takingIn.start();
        }
        if (lookingAfter != null) {
            lookingAfter.start();
        }
    }

    Future<Void> stop() {
        sweep.stop();
        recounts.forEach(RecountSweep::stop);
        if (takingIn != null) {
            takingIn.stop();
        }
        if (lookingAfter != null) {
            lookingAfter.stop();
        }
        return relay.stop(STOP_LIMIT);
    }
}
