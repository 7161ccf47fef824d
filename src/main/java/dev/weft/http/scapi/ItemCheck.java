package dev.weft.http.scapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.fanout.Ask;
import dev.weft.fanout.Composite;
import dev.weft.fanout.Fanout;
import dev.weft.http.scapi.FaceWrites.Visit;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Sku;
import dev.weft.order.InventoryLists;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets goods into a basket only where there are so many of them: what the basket would hold, in all and from each place that its items name,
 * is compared with what can be promised. Goods of an inventory list that stands for no place of ours are refused. A
 * stock that nobody can tell in time is no reason to refuse; the answer then says that it was not looked at.
 *
 * <p>The check promises nothing. That is done when the order is placed, by {@link OrderHandOver}. Where the ERP's prices belong in baskets, they
 * are brought there after the write, and the client is answered with the basket they made.
 */
final class ItemCheck {
    private static final String STOCK = "stock";

    private final FaceSettings settings;
    private final Upstream upstream;
    private final Fanout fanout;
    private final Relay relay;
    private final CartReads carts;
    private final BasketPrices prices;

    ItemCheck(
            FaceSettings settings,
            Upstream upstream,
            Fanout fanout,
            Relay relay,
            CartReads carts,
            BasketPrices prices) {
        this.settings = settings;
        this.upstream = upstream;
        this.fanout = fanout;
        this.relay = relay;
        this.carts = carts;
        this.prices = prices;
    }

    /** @param wish what {@code body} says, which nobody can read in another way */
    void serve(ItemWrite write, Visit visit, byte[] body, JsonNode wish) {
        Adding unseen = new Adding(write, visit, body, wish, Optional.empty(), Added.NOTHING);
        carts.read(visit, visit.onward().operation(), write.basketId())
                .<Runnable>map(cart -> () -> seen(unseen, cart))
                .otherwise(cause -> () -> unseen(unseen, cause))
                .<Void>map(next -> {
                    next.run();
                    return null;
                })
                .onFailure(visit.passage()::fail);
    }

    private void seen(Adding adding, Optional<Cart> cart) {
        InventoryLists lists = adding.visit().site().writes().lists();
        Added added =
                cart.map(it -> adding.write().added(it, adding.wish(), lists)).orElse(Added.NOTHING);
        if (added.isNothing()) {
            pass(adding.visit(), adding.body());
        } else if (added.unknown().isPresent()) {
            ScapiProblem.inventoryUnknown(added.unknown().get())
                    .answer(adding.visit().passage());
        } else {
            check(new Adding(adding.write(), adding.visit(), adding.body(), adding.wish(), cart, added));
        }
    }

    /** SCAPI does not say what the basket holds. That is no reason to refuse, unless the site sells nothing that was not looked at. */
    private void unseen(Adding adding, Throwable cause) {
        FaceSettings.Writes writes = adding.visit().site().writes();
        if (writes.prices().filter(BasketPricing::strict).isPresent()) {
            relay.failed(cause, adding.visit().passage());
            return;
        }
        String reason = Failure.from(cause, "scapi").code();
        add(
                adding,
                writes.shelf()
                        .map(shelf -> STOCK + ";reason=" + reason)
                        .map(List::of)
                        .orElse(List.of()));
    }

    /**
     * A write that puts more into a basket.
     *
     * @param before what the basket held; empty where nobody could tell, which no strict site writes by
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Adding(
            ItemWrite write, Visit visit, byte[] body, JsonNode wish, Optional<Cart> before, Added added) {}

    private void check(Adding adding) {
        if (adding.visit().site().writes().shelf().isPresent()) {
            compare(adding);
        } else {
            add(adding, List.of());
        }
    }

    private void compare(Adding adding) {
        Visit visit = adding.visit();
        FaceSettings.Writes writes = visit.site().writes();
        Shelf shelf = writes.shelf().orElseThrow();
        Ask<Map<Sku, Map<String, Long>>> ask = new Ask<>(
                STOCK,
                writes.source(),
                visit.patience().rule(questions(adding)),
                context -> shelf.free(adding.added().skus(), visit.site().market(), context));
        visit.patience()
                .counted(fanout.run(List.of(ask), visit.passage().context()))
                .<Void>map(parts -> {
                    decide(adding, parts);
                    return null;
                })
                .onFailure(visit.passage()::fail);
    }

    /** How often the price book will be asked. */
    private static int questions(Adding adding) {
        return adding.visit()
                .site()
                .writes()
                .prices()
                .map(pricing -> asksBefore(adding, pricing) ? 2 : 1)
                .orElse(0);
    }

    private static boolean asksBefore(Adding adding, BasketPricing pricing) {
        return pricing.strict() && adding.write().adds();
    }

    private void decide(Adding adding, Composite parts) {
        Visit visit = adding.visit();
        visit.passage().composed(parts);
        List<String> missing = parts.<Map<Sku, Map<String, Long>>>part(STOCK)
                .map(part -> part.fold(
                        present -> List.<String>of(),
                        gone -> List.of(STOCK + ";reason=" + gone.failure().code())))
                .orElse(List.of());
        Optional<ScapiProblem> shortage = parts.<Map<Sku, Map<String, Long>>>part(STOCK)
                .flatMap(part -> part.fold(
                        present -> adding.added().shortage(present.value()), gone -> Optional.<ScapiProblem>empty()));
        if (shortage.isPresent()) {
            shortage.get().answer(visit.passage());
        } else {
            add(adding, missing);
        }
    }

    private void add(Adding adding, List<String> missing) {
        Visit visit = adding.visit();
        Optional<BasketPricing> pricing = visit.site().writes().prices();
        if (pricing.isEmpty()) {
            Relay.mark(visit.passage(), missing);
            pass(visit, adding.body());
            return;
        }
        if (!asksBefore(adding, pricing.get())) {
            write(adding, missing);
            return;
        }
        prices.book(visit, pricing.get(), adding.added().skus(), 1)
                .<Void>map(found -> {
                    Map<Sku, Long> off = offered(adding, found.prices(), pricing.get());
                    if (found.failure().isPresent()) {
                        ScapiProblem.priceUnknown().answer(visit.passage());
                    } else if (off.isEmpty()) {
                        write(adding, missing);
                    } else {
                        ScapiProblem.priceChanged(off, pricing.get().currency()).answer(visit.passage());
                    }
                    return null;
                })
                .onFailure(visit.passage()::fail);
    }

    /** What the client believes to cost something else than it does, with the ERP's prices; it need not say. */
    private static Map<Sku, Long> offered(Adding adding, Map<Sku, Long> book, BasketPricing pricing) {
        Map<Sku, Long> off = new LinkedHashMap<>();
        int digits = pricing.currency().getDefaultFractionDigits();
        for (JsonNode wish : adding.wish().isArray() ? adding.wish() : List.of(adding.wish())) {
            String product = wish.path("productId").asText();
            if (!Sku.valid(product) || !wish.path("price").isNumber() || !book.containsKey(Sku.of(product))) {
                continue;
            }
            long price = book.getOrDefault(Sku.of(product), 0L);
            if (PricedItem.within(wish.path("price"), digits)
                    .filter(given -> pricing.tolerance().tolerates(given, price))
                    .isEmpty()) {
                off.put(Sku.of(product), price);
            }
        }
        return off;
    }

    private void write(Adding adding, List<String> missing) {
        Visit visit = adding.visit();
        upstream.send(visit.with(adding.body()), visit.passage().context())
                .onSuccess(answer -> {
                    if (answer.status() != 200 || !WovenReads.isJson(answer.fields())) {
                        Relay.mark(visit.passage(), missing);
                        relay.stream(answer, visit.passage());
                        return;
                    }
                    Gathered.of(answer, settings.maxAnswer())
                            .<Void>map(whole -> {
                                price(adding, whole, missing);
                                return null;
                            })
                            .onFailure(visit.passage()::fail);
                })
                .onFailure(visit.passage()::fail);
    }

    private void price(Adding adding, Gathered whole, List<String> missing) {
        Visit visit = adding.visit();
        Optional<Cart> cart = Cart.read(whole.body());
        if (cart.isEmpty()) {
            relay.whole(whole.head(), whole.body(), visit.passage());
            return;
        }
        String family = visit.onward().operation();
        prices.settle(visit, family, adding.write().basketId(), cart.get(), false)
                .<Void>map(settled -> {
                    boolean strict = visit.site()
                            .writes()
                            .prices()
                            .filter(BasketPricing::strict)
                            .isPresent();
                    if (strict && settled.missing().isPresent()) {
                        new Undo(prices.calls(), visit, family, adding.write().basketId())
                                .back(adding.before().orElse(settled.cart()), settled.cart())
                                .onComplete(tried -> ScapiProblem.priceUnknown().answer(visit.passage()));
                        return null;
                    }
                    List<String> all = new ArrayList<>(missing);
                    settled.mark().ifPresent(all::add);
                    Relay.mark(visit.passage(), all);
                    // The fields are the shopper's own answer's: another call, with another's token, made the basket
                    // what it is now.
                    Optional<byte[]> shown = settled.answer().map(Gathered::body);
                    if (shown.isPresent()) {
                        whole.head().fields().remove(HttpHeaders.ETAG).remove(HttpHeaders.LAST_MODIFIED);
                    }
                    relay.whole(whole.head(), shown.orElse(whole.body()), visit.passage());
                    return null;
                })
                .onFailure(visit.passage()::fail);
    }

    private void pass(Visit visit, byte[] body) {
        upstream.send(visit.with(body), visit.passage().context())
                .onSuccess(answer -> relay.stream(answer, visit.passage()))
                .onFailure(visit.passage()::fail);
    }
}
