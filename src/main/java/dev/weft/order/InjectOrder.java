package dev.weft.order;

import dev.weft.inventory.Reservations;
import dev.weft.inventory.SourcingRule;
import dev.weft.inventory.Wanted;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over orders that commerce accepts: stock is held before commerce is asked, and what commerce accepted is written down with all that
 * follows from it, as {@link PlaceOrder} does, under commerce's own number, or one made of site and number where another site's order has it.
 *
 * <p>Each step can be the last one before a crash. Before commerce was asked: the hold ends by itself. After commerce accepted: {@link
 * ExportSweep} finds the order, and {@link #inject} finds the hold. After the order was written: it is found by its site and number, and of
 * two that write it at once one has the claim of both. Prices are not checked again, since commerce has promised them. Futures complete on any thread.
 */
public final class InjectOrder {
    private static final Logger LOG = LoggerFactory.getLogger(InjectOrder.class);
    private static final String FINGERPRINT = "commerce";

    private final OrderStore store;
    private final CommerceHolds holds;
    private final Map<String, SiteRules> sites;
    private final Map<String, String> tenants;
    private final Clock clock;

    /**
     * Where orders of {@code sites} go.
     *
     * @param tenants by site, who vouches for its shoppers, so that they find these orders among their own
     * @param lasts how long goods are held before commerce has said whether it made an order of them
     */
    public InjectOrder(
            OrderStore store,
            Reservations reservations,
            Map<String, SiteRules> sites,
            Map<String, String> tenants,
            Duration lasts,
            Clock clock) {
        this.store = store;
        this.holds = new CommerceHolds(reservations, lasts, clock);
        this.sites = Map.copyOf(sites);
        this.tenants = Map.copyOf(tenants);
        this.clock = clock;
    }

    /**
     * What came of holding.
     *
     * @param id of the hold; empty where there is too little
     * @param own true where this call made the hold, so that it may let go of it too
     * @param left what there is of each SKU that is short
     */
    public record Hold(Optional<String> id, boolean own, Map<Sku, Long> left) {}

    /**
     * On whose behalf goods are held.
     *
     * @param enough from its completion on, positions read earlier will do
     */
    public record Asking(Market market, RequestContext context, Future<?> enough) {}

    /** Holds a basket's goods, all or none. Fails with {@code Failed} where the store, or the ERP that must be asked, is dark. */
    public Future<Hold> hold(String customerId, String basketId, List<Wanted> wanted, Asking asking) {
        return holds.hold(new CommerceHolds.Goods(asking.market().site(), customerId, wanted), basketId, asking);
    }

    /** Commerce will not make an order of it. */
    public Future<Void> release(String site, String customerId, String id) {
        return holds.release(site, customerId, id);
    }

    /**
     * Writes the order down, once, whoever calls and however often: true for the call that did. Fails with {@code REFUSED} where its amounts
     * make no order or its goods are neither held nor there; nothing is kept of such a failure, so that it may be tried again.
     */
    public Future<Boolean> inject(AcceptedOrder accepted, Market market, RequestContext context) {
        SiteRules rules = sites.get(accepted.site());
        if (rules == null) {
            return Future.failedFuture(refused("the site takes no orders"));
        }
        List<Fault> faults = DraftRules.faults(accepted.draft());
        if (!faults.isEmpty()) {
            return Future.failedFuture(
                    refused(faults.get(0).pointer() + ": " + faults.get(0).code()));
        }
        CommerceNumber number = new CommerceNumber(accepted.site(), accepted.number());
        return place(rules, accepted, number, market, context)
                .recover(cause ->
                        isTaken(cause) ? place(rules, accepted, number, market, context) : Future.failedFuture(cause));
    }

    /** False where it is here, under whatever claim it came: the order itself tells, and where two write it at once, their claim. */
    private Future<Boolean> place(
            SiteRules rules, AcceptedOrder accepted, CommerceNumber number, Market market, RequestContext context) {
        return store.find(number.ids()).compose(found -> {
            if (found.stream().anyMatch(number::is)) {
                return Future.succeededFuture(false);
            }
            boolean taken =
                    found.stream().anyMatch(record -> record.order().id().equals(number.first()));
            return taken
                    ? write(rules, accepted, number.second(), market, context)
                            .onSuccess(fresh -> LOG.info(
                                    "commerce's order {} of {} is {} here: another order has its number",
                                    number.number(),
                                    number.site(),
                                    number.second()))
                    : write(rules, accepted, number.first(), market, context);
        });
    }

    /** The store has an order of that id: since it was looked for, another site's or this one came by another way. */
    private static boolean isTaken(Throwable cause) {
        return cause instanceof Failed failed
                && failed.failure().reason() == Failure.Reason.REFUSED
                && failed.failure().source().equals("store");
    }

    private Future<Boolean> write(
            SiteRules rules, AcceptedOrder accepted, OrderId id, Market market, RequestContext context) {
        Buyer buyer = new Buyer(
                tenants.getOrDefault(accepted.site(), ""),
                accepted.site(),
                accepted.customerId(),
                accepted.registered());
        List<Wanted> wanted = new ArrayList<>();
        Set<Sku> skus = new LinkedHashSet<>();
        accepted.draft().basket().lines().forEach(line -> {
            wanted.add(new Wanted(
                    line.number(),
                    line.sku(),
                    line.quantity(),
                    Optional.ofNullable(accepted.places().get(line.number()))));
            skus.add(line.sku());
        });
        return holds.find(new CommerceHolds.Goods(accepted.site(), accepted.customerId(), wanted))
                .compose(hold -> (hold.isPresent()
                                ? Future.<Void>succeededFuture()
                                : rules.stock().ensure(skus, market, context))
                        .compose(v -> rules.points()
                                .earning()
                                .earned(buyer, PlaceOrder.goods(accepted.draft()), market, context))
                        .compose(earned -> store.place(placement(rules, accepted, id, buyer, hold, earned))))
                .map(OrderStore.Known::fresh);
    }

    private OrderStore.Placement placement(
            SiteRules rules, AcceptedOrder accepted, OrderId id, Buyer buyer, Optional<String> hold, long earned) {
        Draft draft = accepted.draft();
        Order order = new Order(
                id,
                buyer,
                clock.instant(),
                draft.basket(),
                Books.of(draft.basket(), draft.payment(), earned),
                draft.payment(),
                new Order.Origin(draft.origin().basketId(), Optional.of(accepted.number()), hold),
                List.of());
        return new OrderStore.Placement(
                new CommerceNumber(accepted.site(), accepted.number()).claim(FINGERPRINT),
                order,
                draft.person(),
                SourcingRule.at(
                        accepted.places(), rules.sourcing().apply(draft.person().shipping())),
                OrderEntries.forOrder(order, rules.routing()),
                answer());
    }

    /** Thrown out of the transaction where goods are short, so that it leaves nothing behind and can be tried again once there are more. */
    private static Function<OrderStore.Placed, Answer> answer() {
        return placed -> {
            if (placed.order().isEmpty()) {
                throw refused("short of stock");
            }
            return new Answer(201, "", "application/json", "{}");
        };
    }

    private static RuntimeException refused(String why) {
        return Failure.of(Failure.Reason.REFUSED, "weft", why).asException();
    }
}
