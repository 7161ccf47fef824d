package dev.weft.http.scapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.http.Passage;
import dev.weft.http.scapi.FaceWrites.Visit;
import dev.weft.http.scapi.Upstream.Answer;
import dev.weft.inventory.Wanted;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Loops;
import dev.weft.kernel.Sku;
import dev.weft.order.AcceptedOrder;
import dev.weft.order.InjectOrder;
import dev.weft.order.InventoryLists;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates an order: holds the basket's goods in our own ledger, has SCAPI make the order, and writes it down for the ERP. Goods that are
 * short are refused before SCAPI hears of it, and so are baskets whose goods go to several addresses, or come from an inventory list that
 * stands for no place of ours: no ERP could be told. Where it cannot be told whether goods are there, or whether SCAPI made the order, the
 * hold stays until its time is over, and {@link dev.weft.order.ExportSweep} takes in what SCAPI did make.
 *
 * <p>What SCAPI accepted is accepted: from then on nothing of ours makes the shopper's answer an error. Nor does anything of ours keep it
 * for long: the shopper waits for the ERP's stock, and for our own writing down, no longer than the enrichment budget in all.
 */
final class OrderHandOver {
    private static final Logger LOG = LoggerFactory.getLogger(OrderHandOver.class);
    private static final String ORDER = "order";

    /** SCAPI looked at this basket and will make no order of it. A 404 or 409 can mean that it just became one. */
    private static final Set<Integer> REFUSED = Set.of(400, 401, 403);

    private final FaceSettings settings;
    private final Upstream upstream;
    private final Relay relay;
    private final CartReads carts;
    private final BasketPrices prices;

    OrderHandOver(FaceSettings settings, Upstream upstream, Relay relay, CartReads carts, BasketPrices prices) {
        this.settings = settings;
        this.upstream = upstream;
        this.relay = relay;
        this.carts = carts;
        this.prices = prices;
    }

    /** @param wish what {@code body} says, which nobody can read in another way */
    void serve(Visit visit, byte[] body, JsonNode wish) {
        String basketId = wish.path("basketId").asText();
        if (!basketId.matches("[A-Za-z0-9_-]{1,64}")) {
            send(visit, body).onSuccess(answer -> relay.stream(answer, visit.passage()));
            return;
        }
        carts.read(visit, Families.BASKETS_2, basketId)
                .<Void>map(cart -> {
                    InventoryLists lists = visit.site().writes().lists();
                    List<Wanted> wanted = cart.map(it -> wanted(it, lists)).orElse(List.of());
                    Optional<String> unknown = cart.flatMap(it -> unknown(it, lists));
                    if (wanted.isEmpty()) {
                        send(visit, body).onSuccess(answer -> relay.stream(answer, visit.passage()));
                    } else if (cart.orElseThrow().parted()) {
                        ScapiProblem.severalShipments().answer(visit.passage());
                    } else if (unknown.isPresent()) {
                        ScapiProblem.inventoryUnknown(unknown.get()).answer(visit.passage());
                    } else if (cart.orElseThrow().paidInParts()) {
                        ScapiProblem.severalPayments().answer(visit.passage());
                    } else if (visit.site().writes().prices().isPresent()) {
                        price(basketId, cart.orElseThrow(), wanted, visit, body);
                    } else {
                        hold(new Basket(basketId, cart.orElseThrow().customerId(), wanted, List.of()), visit, body);
                    }
                    return null;
                })
                .onFailure(cause -> relay.failed(cause, visit.passage()));
    }

    /** Looks at the prices once more: since the basket was filled the ERP may have changed them, or somebody written past us. */
    private void price(String basketId, Cart cart, List<Wanted> wanted, Visit visit, byte[] body) {
        BasketPricing pricing = visit.site().writes().prices().orElseThrow();
        prices.settle(visit, Families.BASKETS_2, basketId, cart, true)
                .compose(settled -> payable(settled, new Before(basketId, cart), pricing, visit)
                        .map(refusal -> Map.entry(settled, refusal)))
                .<Void>map(looked -> {
                    if (looked.getValue().isPresent()) {
                        looked.getValue().get().answer(visit.passage());
                    } else {
                        List<String> notes =
                                looked.getKey().mark().map(List::of).orElse(List.of());
                        hold(new Basket(basketId, cart.customerId(), wanted, notes), visit, body);
                    }
                    return null;
                })
                .onFailure(visit.passage()::fail);
    }

    /** A basket as it was before its prices were looked at. */
    private record Before(String basketId, Cart cart) {}

    /**
     * Why this may not be ordered yet. The amount that the client wrote may be of before a price of ours, set just now or when the last attempt
     * was refused: then it is written anew, or the shopper told once more.
     */
    private Future<Optional<ScapiProblem>> payable(
            BasketPrices.Settled settled, Before before, BasketPricing pricing, Visit visit) {
        Optional<ScapiProblem> refusal = refusal(settled, pricing);
        Map<Sku, Long> ours = PricedItem.ours(settled.cart(), pricing.digits());
        ours.putAll(settled.changed());
        if (refusal.isPresent() || ours.isEmpty() || Payments.fit(settled.cart())) {
            return Future.succeededFuture(refusal);
        }
        Optional<ScapiProblem> told = Optional.of(ScapiProblem.priceChanged(ours, pricing.currency()));
        return pricing.adjusts() && Payments.isOneOfAll(before.cart())
                ? new Payments(prices.calls(), visit, before.basketId())
                        .write(settled.cart())
                        .map(written -> written ? Optional.<ScapiProblem>empty() : told)
                : Future.succeededFuture(told);
    }

    private static Optional<ScapiProblem> refusal(BasketPrices.Settled settled, BasketPricing pricing) {
        if (pricing.strict() && settled.missing().isPresent()) {
            return Optional.of(ScapiProblem.priceUnknown());
        }
        return settled.changed().isEmpty() || pricing.adjusts()
                ? Optional.empty()
                : Optional.of(ScapiProblem.priceChanged(settled.changed(), pricing.currency()));
    }

    /**
     * A basket about to be an order.
     *
     * @param notes what could not be looked at, as the answer names it
     */
    private record Basket(String id, String customerId, List<Wanted> wanted, List<String> notes) {}

    /** An inventory list of its goods that stands for no place of ours. */
    private static Optional<String> unknown(Cart cart, InventoryLists lists) {
        return cart.items().stream()
                .filter(item -> !lists.knows(item.inventoryId(), cart.fetched(item.shipmentId())))
                .map(Cart.Item::inventoryId)
                .findFirst();
    }

    private static List<Wanted> wanted(Cart cart, InventoryLists lists) {
        List<Wanted> wanted = new ArrayList<>();
        for (Cart.Item item : cart.items()) {
            if (Sku.valid(item.productId()) && item.quantity() > 0) {
                wanted.add(new Wanted(
                        wanted.size() + 1, Sku.of(item.productId()), item.quantity(), lists.place(item.inventoryId())));
            }
        }
        return wanted;
    }

    private void hold(Basket basket, Visit visit, byte[] body) {
        InjectOrder inject = checkout(visit).inject();
        Patience.Step step = visit.patience().step(1);
        Loops.here(inject.hold(
                        basket.customerId(),
                        basket.id(),
                        basket.wanted(),
                        new InjectOrder.Asking(
                                visit.site().market(), visit.passage().context(), step.enough())))
                .<Void>map(hold -> {
                    step.ended();
                    if (hold.id().isEmpty()) {
                        tooFew(basket, hold.left()).answer(visit.passage());
                    } else {
                        create(basket, hold, visit, body);
                    }
                    return null;
                })
                .onFailure(visit.passage()::fail);
    }

    private static ScapiProblem tooFew(Basket basket, Map<Sku, Long> left) {
        for (Wanted line : basket.wanted()) {
            long wanted = basket.wanted().stream()
                    .filter(other -> other.sku().equals(line.sku()))
                    .filter(other ->
                            line.location().isEmpty() || other.location().equals(line.location()))
                    .mapToLong(Wanted::quantity)
                    .sum();
            long there = left.getOrDefault(line.sku(), Long.MAX_VALUE);
            if (there < wanted) {
                return ScapiProblem.notAvailable(line.sku().value(), there, wanted);
            }
        }
        Wanted first = basket.wanted().get(0);
        return ScapiProblem.notAvailable(first.sku().value(), 0, first.quantity());
    }

    private void create(Basket basket, InjectOrder.Hold hold, Visit visit, byte[] body) {
        send(visit, body).onSuccess(answer -> {
            if (answer.status() == 200 && WovenReads.isJson(answer.fields())) {
                Gathered.of(answer, settings.maxAnswer())
                        .onSuccess(whole -> accepted(whole, basket.notes(), visit))
                        .onFailure(visit.passage()::fail);
                return;
            }
            if (hold.own() && REFUSED.contains(answer.status())) {
                release(basket, hold, visit);
            }
            relay.stream(answer, visit.passage());
        });
    }

    private static void release(Basket basket, InjectOrder.Hold hold, Visit visit) {
        FaceSettings.Checkout checkout = checkout(visit);
        checkout.inject()
                .release(checkout.site(), basket.customerId(), hold.id().orElseThrow())
                .onFailure(dark -> LOG.info(
                        "a hold stays until its time is over: {}",
                        Failure.from(dark, "store").code()));
    }

    private void accepted(Gathered answer, List<String> notes, Visit visit) {
        Patience.Step step = visit.patience().step(0);
        Promise<Optional<String>> missing = Promise.promise();
        Loops.here(injected(answer, visit)).onComplete(outcome -> {
            step.ended();
            Optional<Failure> failure = Optional.ofNullable(outcome.cause()).map(cause -> Failure.from(cause, "weft"));
            failure.ifPresent(
                    why -> LOG.warn("an order of commerce waits for the sweep: {} ({})", why.code(), why.detail()));
            missing.tryComplete(failure.map(Failure::code));
        });
        // It is still being written down then, and will be.
        step.enough().onSuccess(late -> missing.tryComplete(Optional.of(Failure.Reason.TIMEOUT.code())));
        missing.future().onSuccess(why -> answer(answer, notes, why, visit.passage()));
    }

    private void answer(Gathered answer, List<String> notes, Optional<String> missing, Passage passage) {
        List<String> all = new ArrayList<>(notes);
        missing.ifPresent(why -> all.add(ORDER + ";reason=" + why));
        Relay.mark(passage, all);
        relay.whole(answer.head(), answer.body(), passage);
    }

    /** One that may not be handed over yet is taken in by the sweep, once commerce says so. */
    private static Future<Void> injected(Gathered answer, Visit visit) {
        FaceSettings.Checkout checkout = checkout(visit);
        AcceptedOrder order;
        try {
            order = checkout.reader().read(answer.body());
        } catch (RuntimeException unreadable) {
            return Future.failedFuture(unreadable);
        }
        return order.ready()
                ? checkout.inject()
                        .inject(order, visit.site().market(), visit.passage().context())
                        .mapEmpty()
                : Future.succeededFuture();
    }

    private Future<Answer> send(Visit visit, byte[] body) {
        return upstream.send(visit.with(body), visit.passage().context()).onFailure(visit.passage()::fail);
    }

    private static FaceSettings.Checkout checkout(Visit visit) {
        return Optional.of(visit.site().writes())
                .flatMap(FaceSettings.Writes::orders)
                .orElseThrow();
    }
}
