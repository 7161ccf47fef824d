package dev.weft.http.scapi;

import dev.weft.fanout.Ask;
import dev.weft.fanout.Composite;
import dev.weft.fanout.Fanout;
import dev.weft.http.scapi.FaceWrites.Visit;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Sku;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Has a basket cost what the ERP says, item by item, whatever price the client sent. The ERP is asked about what stands in the basket, for
 * the enrichment budget at most; SCAPI is then told by the site's way, and what it answers is looked at again: a price that did not take is
 * no price. Somebody else may write the same basket meanwhile, so what was refused is tried once more on the basket as it is then.
 *
 * <p>What the ERP does not know keeps commerce's price.
 */
final class BasketPrices {
    static final String PART = "price";

    /** Stock is held then, and the order written down. */
    private static final int ORDERING = 2;

    private final Fanout fanout;
    private final Shoppers shoppers;
    private final CartReads carts;
    private final BasketCalls calls;

    BasketPrices(FaceSettings settings, Upstream upstream, Fanout fanout, Shoppers shoppers, CartReads carts) {
        this.fanout = fanout;
        this.shoppers = shoppers;
        this.carts = carts;
        this.calls = new BasketCalls(upstream, settings.maxAnswer());
    }

    BasketCalls calls() {
        return calls;
    }

    /**
     * A basket after its prices were seen to.
     *
     * @param cart as it is now
     * @param answer the document SCAPI answered last; empty where it was told nothing
     * @param missing why an item may not cost what the ERP says
     * @param changed the ERP's price, in minor units, of what stood at another one before and stands at this one now
     */
    record Settled(Cart cart, Optional<Gathered> answer, Optional<Failure> missing, Map<Sku, Long> changed) {
        Optional<String> mark() {
            return missing.map(failure -> PART + ";reason=" + failure.code());
        }
    }

    /** Sees to the prices of a basket; never fails. {@code ordering} where an order is made of it next. */
    Future<Settled> settle(Visit visit, String family, String basketId, Cart cart, boolean ordering) {
        BasketPricing pricing = visit.site().writes().prices().orElseThrow();
        Set<Sku> skus = new LinkedHashSet<>();
        PricedItem.of(cart, pricing.digits()).forEach(item -> skus.add(item.sku()));
        if (skus.isEmpty()) {
            return Future.succeededFuture(new Settled(cart, Optional.empty(), Optional.empty(), Map.of()));
        }
        return book(visit, pricing, skus, ordering ? ORDERING : 0)
                .compose(found -> found.failure().isPresent()
                        ? Future.succeededFuture(new Settled(cart, Optional.empty(), found.failure(), Map.of()))
                        : bring(new Task(visit, pricing, family, basketId, ordering, found.prices()), cart, true));
    }

    /** What the ERP said, in minor units of one unit, or why it did not. */
    record Found(Map<Sku, Long> prices, Optional<Failure> failure) {}

    /** Asks what one unit of each costs; never fails. {@code further} as {@link Patience} wants to know. */
    Future<Found> book(Visit visit, BasketPricing pricing, Set<Sku> skus, int further) {
        Ask<Map<Sku, BigDecimal>> ask = new Ask<>(
                PART,
                pricing.source(),
                visit.patience().rule(further),
                context -> pricing.book().prices(skus, visit.site().market(), context));
        return visit.patience()
                .counted(fanout.run(List.of(ask), visit.passage().context()))
                .map(parts -> {
                    visit.passage().composed(parts);
                    return found(parts);
                });
    }

    private static Found found(Composite parts) {
        return parts.<Map<Sku, BigDecimal>>part(PART)
                .map(part -> part.fold(
                        present -> {
                            Map<Sku, Long> prices = new LinkedHashMap<>();
                            present.value()
                                    .forEach((sku, price) -> prices.put(
                                            sku,
                                            price.setScale(0, RoundingMode.HALF_UP)
                                                    .longValue()));
                            return new Found(prices, Optional.empty());
                        },
                        gone -> new Found(Map.of(), Optional.of(gone.failure()))))
                .orElseGet(() -> new Found(Map.of(), Optional.empty()));
    }

    /** One basket on the way to the ERP's prices. */
    private record Task(
            Visit visit,
            BasketPricing pricing,
            String family,
            String basketId,
            boolean ordering,
            Map<Sku, Long> prices) {}

    private Future<Settled> bring(Task task, Cart cart, boolean again) {
        PriceWrites writes = writes(task.pricing());
        Map<Sku, Long> changed = new LinkedHashMap<>();
        Map<PricedItem, Long> wanted = wanted(task, writes, cart, changed);
        if (wanted.isEmpty()) {
            return Future.succeededFuture(new Settled(cart, Optional.empty(), unknown(task, cart), changed));
        }
        return writes.set(task.visit(), task.family(), task.basketId(), wanted)
                .map(answer -> looked(task, cart, answer, changed))
                .recover(refused -> again
                        ? onceMore(task, cart, changed, refused)
                        : Future.succeededFuture(lost(task, cart, changed, refused)));
    }

    private Future<Settled> onceMore(Task task, Cart cart, Map<Sku, Long> changed, Throwable refused) {
        return carts.read(task.visit(), task.family(), task.basketId())
                .compose(read -> read.map(now -> bring(task, now, false)).orElseGet(() -> Future.failedFuture(refused)))
                .map(then -> new Settled(then.cart(), then.answer(), then.missing(), taken(task, then.cart(), changed)))
                .otherwise(cause -> lost(task, cart, changed, cause));
    }

    private static Settled lost(Task task, Cart cart, Map<Sku, Long> changed, Throwable cause) {
        return new Settled(
                cart, Optional.empty(), Optional.of(Failure.from(cause, "scapi")), taken(task, cart, changed));
    }

    /** A price that could not be set has not changed for anybody. */
    private static Map<Sku, Long> taken(Task task, Cart cart, Map<Sku, Long> changed) {
        Map<Sku, Long> taken = new LinkedHashMap<>();
        for (PricedItem item : PricedItem.of(cart, task.pricing().digits())) {
            Long price = changed.get(item.sku());
            if (price != null && price == item.unit()) {
                taken.put(item.sku(), price);
            }
        }
        return taken;
    }

    private static Settled looked(Task task, Cart before, Gathered answer, Map<Sku, Long> changed) {
        Cart cart = Cart.read(answer.body()).orElse(before);
        boolean right = PricedItem.of(cart, task.pricing().digits()).stream()
                .allMatch(item ->
                        item.isSetByAnother() || item.unit() == task.prices().getOrDefault(item.sku(), item.unit()));
        Optional<Failure> missing = right
                ? unknown(task, cart)
                : Optional.of(Failure.of(Failure.Reason.REFUSED, "scapi", "a price did not take"));
        return new Settled(cart, Optional.of(answer), missing, taken(task, cart, changed));
    }

    private static Map<PricedItem, Long> wanted(Task task, PriceWrites writes, Cart cart, Map<Sku, Long> changed) {
        Map<PricedItem, Long> wanted = new LinkedHashMap<>();
        for (PricedItem item : PricedItem.of(cart, task.pricing().digits())) {
            if (!task.prices().containsKey(item.sku())) {
                continue;
            }
            long price = task.prices().getOrDefault(item.sku(), 0L);
            if (item.unit() != price && !item.isSetByAnother()) {
                changed.put(item.sku(), price);
            }
            if (writes.wants(item, price, task.ordering())) {
                wanted.put(item, price);
            }
        }
        return wanted;
    }

    /** A site that is strict does not sell what the ERP has no price for. */
    private static Optional<Failure> unknown(Task task, Cart cart) {
        return task.pricing().strict()
                ? PricedItem.of(cart, task.pricing().digits()).stream()
                        .filter(item -> !task.prices().containsKey(item.sku()))
                        .findFirst()
                        .map(item -> Failure.of(
                                Failure.Reason.NOT_FOUND, task.pricing().source(), "no price of " + item.sku()))
                : Optional.empty();
    }

    private PriceWrites writes(BasketPricing pricing) {
        return pricing.way() instanceof BasketPricing.Adjustment adjustment
                ? new PriceAdjustments(calls, shoppers, adjustment.tokens(), pricing.digits())
                : new SignedPrices(calls, pricing, (BasketPricing.Hook) pricing.way());
    }
}
