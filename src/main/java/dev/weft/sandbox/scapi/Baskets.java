package dev.weft.sandbox.scapi;

import dev.weft.sandbox.scapi.Basket.Checkout;
import dev.weft.sandbox.scapi.Basket.Item;
import dev.weft.sandbox.scapi.Basket.Shipment;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Baskets as a whole: open, read, change, delete, and what becomes of a guest's basket at login. v1 and v2 are one. */
final class Baskets {

    private final BasketStore store;
    private final BasketWriter writer;
    private final People people;
    private final Ids ids;
    private final InstantSource clock;

    Baskets(BasketStore store, BasketWriter writer, People people, Ids ids, InstantSource clock) {
        this.store = store;
        this.writer = writer;
        this.people = people;
        this.ids = ids;
        this.clock = clock;
    }

    Reply create(Asked asked) {
        JsonObject body = asked.call().body().isBlank() ? new JsonObject() : asked.body();
        return answer(asked, store.add(empty(asked, asked.flag("temporary"), Documents.custom(body))));
    }

    Reply get(Asked asked) {
        return store.find(asked.owner(), asked.path(1))
                .map(it -> answer(asked, it))
                .orElseGet(() -> BasketStore.unknown(asked.path(1)));
    }

    Reply delete(Asked asked) {
        store.take(asked.owner(), asked.path(1));
        return Reply.empty(204);
    }

    /** Custom attributes; the documented fields of a basket have operations of their own. */
    Reply patch(Asked asked) {
        JsonObject custom = Documents.custom(asked.body());
        return change(
                asked,
                it -> it.with(
                        it.checkout().withCustom(it.checkout().custom().copy().mergeIn(custom))));
    }

    /** The baskets of {@code customers/{customerId}/baskets}. */
    Reply ofCustomer(Asked asked) {
        List<Basket> all = store.of(asked.owner());
        JsonObject json = new JsonObject().put("total", all.size());
        if (!all.isEmpty()) {
            json.put("baskets", BasketWriter.list(all, it -> writer.basket(it, asked.language())));
        }
        return Reply.json(200, json.toBuffer().getBytes());
    }

    /** Merges the guest's basket into the shopper's; of a product in both, the higher quantity or the sum. */
    Reply merge(Asked asked) {
        needsRegistered(asked);
        Owner guest = guest(asked);
        Basket from = store.current(guest).orElseThrow(() -> conflict("The previous shopper has no active basket."));
        if (store.current(asked.owner()).isEmpty()) {
            if (!asked.flag("createDestinationBasket")) {
                throw conflict("The current shopper has no active basket.");
            }
            store.add(empty(asked, false, new JsonObject()));
        }
        boolean sum = asked.param("productItemMergeMode").orElse("").startsWith("sum");
        String destination = store.current(asked.owner()).orElseThrow().id();
        Basket taken = store.take(guest, from.id());
        return answer(
                asked,
                store.change(
                        asked.owner(), destination, it -> merged(it, taken, sum).modified(clock.instant())));
    }

    /** Gives the guest's basket to the shopper who logged in. */
    Reply transfer(Asked asked) {
        needsRegistered(asked);
        Owner guest = guest(asked);
        Optional<Basket> from = store.current(guest);
        Optional<Basket> own = store.current(asked.owner());
        if (asked.flag("merge") && (from.isEmpty() || own.isPresent())) {
            return from.isPresent()
                    ? merge(asked)
                    : own.map(it -> answer(asked, it)).orElse(Reply.empty(204));
        }
        if (from.isEmpty()) {
            throw conflict("The previous shopper has no active basket.");
        }
        if (own.isPresent() && !asked.flag("overrideExisting")) {
            throw conflict("The current shopper has an active basket.");
        }
        own.ifPresent(it -> store.take(asked.owner(), it.id()));
        Basket taken = store.take(guest, from.get().id());
        Basket given = taken.ownedBy(asked.owner())
                .with(taken.checkout().withCustomerInfo(customerInfo(asked)))
                .modified(clock.instant());
        return answer(asked, store.add(given));
    }

    Totals totals(Basket basket) {
        return writer.totals(basket);
    }

    /** Changes the basket of the path and answers it whole. */
    Reply change(Asked asked, UnaryOperator<Basket> change) {
        return answer(
                asked,
                store.change(
                        asked.owner(), asked.path(1), it -> change.apply(it).modified(clock.instant())));
    }

    private Reply answer(Asked asked, Basket basket) {
        return Reply.json(
                200, writer.basket(basket, asked.language()).toBuffer().getBytes());
    }

    private Basket empty(Asked asked, boolean temporary, JsonObject custom) {
        return new Basket(
                new Basket.Head(ids.next(), asked.owner(), clock.instant(), clock.instant(), temporary),
                List.of(),
                List.of(new Shipment(Basket.DEFAULT_SHIPMENT, Optional.empty(), Optional.empty(), new JsonObject())),
                Checkout.empty(customerInfo(asked)).withCustom(custom));
    }

    private JsonObject customerInfo(Asked asked) {
        String id = asked.claims().customerId();
        JsonObject info = new JsonObject().put("customerId", id).put("email", "");
        people.byId(id)
                .ifPresent(it -> info.put("customerNo", it.number())
                        .put("customerName", it.login().fullName())
                        .put("email", it.profile().getString("email")));
        return info;
    }

    private static Basket merged(Basket into, Basket from, boolean sum) {
        Basket merged = into;
        for (Item item : from.items()) {
            Item there = new Item(
                    item.id(),
                    item.variant(),
                    item.quantity(),
                    Basket.DEFAULT_SHIPMENT,
                    item.inventoryId(),
                    item.custom());
            Optional<Item> same =
                    merged.items().stream().filter(there::isSameAs).findFirst();
            if (same.isEmpty() || sum) {
                merged = merged.plus(there);
            } else {
                int higher = Math.max(same.get().quantity(), there.quantity());
                merged = merged.withItems(merged.items().stream()
                        .map(it -> it.isSameAs(there) ? it.withQuantity(higher) : it)
                        .toList());
            }
        }
        List<Coupon> coupons = new ArrayList<>(merged.checkout().coupons());
        from.checkout().coupons().stream()
                .filter(it -> coupons.stream().noneMatch(known -> known.code() == it.code()))
                .forEach(coupons::add);
        JsonObject custom =
                from.checkout().custom().copy().mergeIn(merged.checkout().custom());
        return merged.with(merged.checkout().withCoupons(coupons).withCustom(custom));
    }

    private static Owner guest(Asked asked) {
        return new Owner(asked.claims().who().guest(), asked.site());
    }

    private static void needsRegistered(Asked asked) {
        if (!asked.claims().registered()) {
            throw new Refused(Problems.forbidden("Only a registered shopper's token may do this."));
        }
    }

    private static Refused conflict(String detail) {
        return new Refused(Problems.of(409, "basket-transfer", "Basket Transfer Exception", detail));
    }
}
