package dev.weft.sandbox.scapi;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.sandbox.data.Line;
import dev.weft.sandbox.data.Seeded;
import dev.weft.sandbox.data.Shopper;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.scapi.Basket.Checkout;
import dev.weft.sandbox.scapi.Basket.Item;
import dev.weft.sandbox.scapi.Basket.Shipment;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Everybody's baskets, by owner. Thread-safe: an owner's list is immutable and replaced at once. The last 50,000 owners
 * are remembered; a forgotten shopper of the world has the planted basket again.
 */
final class BasketStore {

    private static final int OWNERS = 50_000;
    private static final int TEMPORARY = 4;
    private static final Instant PLANTED = Instant.parse("2026-10-30T08:15:00.000Z");
    private static final Instant TOUCHED = Instant.parse("2026-10-30T08:40:00.000Z");

    private final World world;
    private final Map<Owner, List<Basket>> open = Caffeine.newBuilder()
            .maximumSize(OWNERS)
            .<Owner, List<Basket>>build()
            .asMap();

    BasketStore(World world) {
        this.world = world;
    }

    List<Basket> of(Owner owner) {
        List<Basket> known = open.get(owner);
        return known == null ? planted(owner) : known;
    }

    Optional<Basket> find(Owner owner, String basketId) {
        return of(owner).stream().filter(it -> it.id().equals(basketId)).findFirst();
    }

    /** The one basket that is not temporary. */
    Optional<Basket> current(Owner owner) {
        return of(owner).stream().filter(it -> !it.head().temporary()).findFirst();
    }

    /** Opens a basket; a second one, or a fifth temporary one, is refused. */
    Basket add(Basket basket) {
        boolean temporary = basket.head().temporary();
        open.compute(basket.head().owner(), (owner, now) -> {
            List<Basket> all = new ArrayList<>(now == null ? planted(owner) : now);
            long alike = all.stream()
                    .filter(it -> it.head().temporary() == temporary)
                    .count();
            if (alike >= (temporary ? TEMPORARY : 1)) {
                throw Problems.refusal(
                        "customer-baskets-quota-exceeded",
                        "Customer Baskets Quota Exceeded",
                        "The customer has as many baskets as allowed.");
            }
            all.add(basket);
            return List.copyOf(all);
        });
        return basket;
    }

    /** Changes a basket; a basket the owner does not have is refused, and a refusing change changes nothing. */
    Basket change(Owner owner, String basketId, UnaryOperator<Basket> change) {
        List<Basket> after = open.compute(owner, (key, now) -> {
            List<Basket> all = new ArrayList<>(now == null ? planted(owner) : now);
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).id().equals(basketId)) {
                    all.set(i, change.apply(all.get(i)));
                    return List.copyOf(all);
                }
            }
            throw new Refused(unknown(basketId));
        });
        return after.stream().filter(it -> it.id().equals(basketId)).findFirst().orElseThrow();
    }

    /** Takes a basket away; only one caller gets it. */
    Basket take(Owner owner, String basketId) {
        Basket[] taken = new Basket[1];
        open.compute(owner, (key, now) -> {
            List<Basket> all = new ArrayList<>(now == null ? planted(owner) : now);
            taken[0] = all.stream()
                    .filter(it -> it.id().equals(basketId))
                    .findFirst()
                    .orElseThrow(() -> new Refused(unknown(basketId)));
            all.remove(taken[0]);
            return List.copyOf(all);
        });
        return taken[0];
    }

    static Reply unknown(String basketId) {
        return Problems.notFound("basket", "No basket with ID '" + basketId + "' was found.");
    }

    /** The basket the world says a shopper has, at commerce's prices when it is looked at. */
    private List<Basket> planted(Owner owner) {
        Optional<Shopper> shopper = world.shoppers().byCustomerId(owner.customerId());
        List<Line> lines =
                shopper.map(it -> world.orders().basket(it, owner.site())).orElse(List.of());
        return lines.isEmpty() ? List.of() : List.of(planted(owner, shopper.orElseThrow(), lines));
    }

    private Basket planted(Owner owner, Shopper shopper, List<Line> lines) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            items.add(new Item(
                    "it" + shopper.customerNo() + "x" + i,
                    line.variant(),
                    line.quantity(),
                    Basket.DEFAULT_SHIPMENT,
                    "",
                    new JsonObject()));
        }
        Shipment shipment = new Shipment(
                Basket.DEFAULT_SHIPMENT,
                Optional.of(ShippingMethod.STANDARD),
                Optional.of(People.address(shopper, owner.site()).put("id", "shippingAddress" + shopper.customerNo())),
                new JsonObject());
        JsonObject info = new JsonObject()
                .put("customerId", shopper.customerId())
                .put("customerName", shopper.firstName() + " " + shopper.lastName())
                .put("customerNo", shopper.customerNo())
                .put("email", shopper.email());
        return new Basket(
                new Basket.Head(basketId(world.chance(), shopper, owner), owner, PLANTED, TOUCHED, false),
                items,
                List.of(shipment),
                Checkout.empty(info));
    }

    private static String basketId(Seeded chance, Shopper shopper, Owner owner) {
        long key = shopper.number() * 4L + owner.site().ordinal();
        return "%016x%010x".formatted(chance.bits("basket-id", key), chance.bits("basket-tail", key) >>> 24);
    }
}
