package dev.weft.order;

import dev.weft.kernel.Failure;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import dev.weft.order.OrderStore.Known;
import dev.weft.order.OrderStore.Placed;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Accepts an order: checks its prices, sees to the stock it is promised from, shares its amounts out, and writes it down together with
 * everything that follows from it, in one transaction.
 *
 * <p>When the future succeeds with an answer that was kept, that answer is on disk. It fails with {@link PricesChanged} where the ERP's
 * prices are others, and with {@code Failed} where the store is dark or the ERP, which must be asked for stock nobody knows of, is. An ERP
 * that cannot be asked for prices is no reason to refuse: the order's own, which the storefront showed, then count. Completes on any
 * thread.
 */
public final class PlaceOrder {
    private final OrderStore store;
    private final Map<String, SiteRules> sites;
    private final Supplier<OrderId> ids;
    private final Clock clock;

    public PlaceOrder(OrderStore store, Map<String, SiteRules> sites, Supplier<OrderId> ids, Clock clock) {
        this.store = store;
        this.sites = Map.copyOf(sites);
        this.ids = ids;
        this.clock = clock;
    }

    /** The answer given under this claim before, if there is one. */
    public Future<Optional<Known>> known(Claim claim) {
        return store.known(claim);
    }

    /** By which rule points may pay at the market's site; empty where it takes no orders. */
    public Optional<PointsRule> points(Buyer buyer, Market market) {
        return Optional.ofNullable(sites.get(buyer.site()))
                .map(rules -> new PointsRule(
                        rules.routing().loyalty().isPresent(),
                        buyer.registered(),
                        rules.points().worth(),
                        market.currency()));
    }

    /** How the outcome is put into words; called on the store's thread, perhaps more than once. Holds nothing personal. */
    public interface Wording {
        /**
         * {@code erpDark}: true where the ERP could not be asked just now, or, where its prices are not asked for, is known not to answer, so
         * that it will hear of the order later.
         */
        Answer accepted(Order order, boolean erpDark);

        /** What is left of each SKU that is short. */
        Answer soldOut(Map<Sku, Long> left);
    }

    /** Places a draft that {@link DraftRules} and {@link PointsRule} found nothing wrong with. */
    public Future<Known> place(
            Draft draft, Claim claim, Buyer buyer, Market market, RequestContext context, Wording wording) {
        SiteRules rules = sites.get(buyer.site());
        if (rules == null) {
            return Future.failedFuture(Failure.of(Failure.Reason.REFUSED, "weft", "the site takes no orders")
                    .asException());
        }
        Set<Sku> skus = new LinkedHashSet<>();
        draft.basket().lines().forEach(line -> skus.add(line.sku()));
        Future<Boolean> asked = priced(rules, draft, skus, market, context);
        Future<Void> stocked = rules.stock().ensure(skus, market, context);
        long goods = goods(draft);
        return asked.compose(told -> stocked.compose(
                        v -> rules.points().earning().earned(buyer, goods, market, context))
                .compose(earned -> write(
                        rules,
                        draft,
                        claim,
                        buyer,
                        earned,
                        worded(wording, !told, left -> rules.stock().ranOut(left, market)))));
    }

    private static Function<Placed, Answer> worded(Wording wording, boolean dark, Consumer<Set<Sku>> ranOut) {
        return placed -> placed.order()
                .map(order -> wording.accepted(order, dark))
                .orElseGet(() -> {
                    ranOut.accept(placed.left().keySet());
                    return wording.soldOut(placed.left());
                });
    }

    /** False where the ERP could not be asked; where it need not be, what its lane knows of it counts. */
    private static Future<Boolean> priced(
            SiteRules rules, Draft draft, Set<Sku> skus, Market market, RequestContext context) {
        if (!rules.prices().checked()) {
            return Future.succeededFuture(!rules.routing().erpDark().getAsBoolean());
        }
        return rules.book()
                .prices(skus, market, context)
                .map(book -> Optional.of(rules.prices().mismatches(draft.basket(), book)))
                .recover(dark -> Future.succeededFuture(Optional.empty()))
                .compose(mismatches -> mismatches.orElse(Map.of()).isEmpty()
                        ? Future.succeededFuture(mismatches.isPresent())
                        : Future.failedFuture(new PricesChanged(mismatches.get())));
    }

    private Future<Known> write(
            SiteRules rules, Draft draft, Claim claim, Buyer buyer, long earned, Function<Placed, Answer> answer) {
        Order order = new Order(
                ids.get(),
                buyer,
                clock.instant(),
                draft.basket(),
                Books.of(draft.basket(), draft.payment(), earned),
                draft.payment(),
                draft.origin(),
                List.of());
        return store.place(new OrderStore.Placement(
                claim,
                order,
                draft.person(),
                rules.sourcing().apply(draft.person().shipping()),
                OrderEntries.forOrder(order, rules.routing()),
                answer));
    }

    /** The money paid for goods: the total without shipping and without what points pay of the rest. */
    static long goods(Draft draft) {
        Books books = Books.of(draft.basket(), draft.payment(), 0);
        UnitRun whole = books.whole();
        UnitRun shipping = books.shipping();
        return whole.paid() - whole.pointsValue() - (shipping.paid() - shipping.pointsValue());
    }
}
