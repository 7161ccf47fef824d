package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Order;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.wire.JsonBytes;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Orders: those the world knows and those placed here. An order that is paid in full is new and ready for export; one that
 * is not is only created, as commerce leaves it until payment is confirmed.
 */
final class Orders {

    private final World world;
    private final BasketStore baskets;
    private final OrderStore store;
    private final BasketWriter writer;
    private final CartWriter worldsOrders;
    private final Ids ids;
    private final InstantSource clock;

    Orders(World world, BasketStore baskets, OrderStore store, BasketWriter writer, Ids ids, InstantSource clock) {
        this.world = world;
        this.baskets = baskets;
        this.store = store;
        this.writer = writer;
        this.worldsOrders = new CartWriter(world);
        this.ids = ids;
        this.clock = clock;
    }

    /** Makes the basket an order; of two calls for one basket, one gets it. A basket that is refused stays. */
    Reply create(Asked asked) {
        String basketId = Documents.required(asked.body(), "basketId");
        Basket looked =
                baskets.find(asked.owner(), basketId).orElseThrow(() -> new Refused(BasketStore.unknown(basketId)));
        needsComplete(looked);
        Basket taken = baskets.take(asked.owner(), basketId);
        if (!taken.equals(looked)) {
            baskets.add(taken);
            throw new Refused(Problems.of(409, "conflict", "Conflict", "The basket was changed meanwhile."));
        }
        PlacedOrder order = placed(asked, taken);
        store.add(order);
        return json(order.json());
    }

    Reply get(Asked asked) {
        String number = asked.path(1);
        Optional<PlacedOrder> placed =
                store.find(number).filter(it -> it.owner().equals(asked.owner()));
        if (placed.isPresent()) {
            return json(placed.get().json());
        }
        return world.orders()
                .byReference(number)
                .filter(it ->
                        it.shopper().customerId().equals(asked.claims().customerId()) && it.site() == asked.site())
                .map(it -> Reply.json(200, json -> worldsOrders.order(json, it)))
                .orElseGet(() -> unknown(number));
    }

    /** A guest's order by what only its buyer knows: the e-mail address with the view code or the postal code. */
    Reply lookup(Asked asked) {
        JsonObject body = asked.body();
        return store.find(asked.path(1))
                .filter(it -> it.owner().site() == asked.site())
                .map(PlacedOrder::json)
                .filter(it -> isBuyer(it, body))
                .map(Orders::json)
                .orElseGet(() -> unknown(asked.path(1)));
    }

    /** Fails an order that is not paid; the basket is not opened again. */
    Reply fail(Asked asked) {
        PlacedOrder own = store.find(asked.path(1))
                .filter(it -> it.owner().equals(asked.owner()))
                .orElseThrow(() -> new Refused(unknown(asked.path(1))));
        if (!own.status().equals("created")) {
            return Problems.of(409, "order-status", "Conflict", "Only an order in status 'created' can fail.");
        }
        store.change(own.number(), it -> it.withStatus("failed"));
        return Reply.empty(204);
    }

    Reply ofCustomer(Asked asked) {
        int limit = asked.number("limit", 10, 1, 50);
        int offset = asked.number("offset", 0, 0, 9_999_999);
        Set<String> statuses = Set.copyOf(asked.call().listParam("status"));
        List<JsonObject> all = new ArrayList<>();
        store.of(asked.owner()).forEach(it -> all.add(it.json()));
        world
                .shoppers()
                .byCustomerId(asked.claims().customerId())
                .map(it -> world.orders().of(it))
                .orElse(List.of())
                .stream()
                .filter(it -> it.site() == asked.site())
                .forEach(it -> all.add(document(it)));
        List<JsonObject> found = all.stream()
                .filter(it -> statuses.isEmpty() || statuses.contains(it.getString("status")))
                .filter(it -> isWithin(asked, it.getString("creationDate")))
                .sorted(Comparator.comparing((JsonObject it) -> Instant.parse(it.getString("creationDate")))
                        .reversed())
                .toList();
        JsonArray page = new JsonArray();
        found.stream().skip(offset).limit(limit).forEach(page::add);
        return json(new JsonObject()
                .put("limit", limit)
                .put("data", page)
                .put("offset", offset)
                .put("total", found.size()));
    }

    private void needsComplete(Basket basket) {
        if (basket.items().isEmpty()) {
            throw incomplete("product items");
        }
        if (basket.checkout().customerInfo().getString("email", "").isEmpty()) {
            throw incomplete("a customer e-mail address");
        }
        if (!basket.isTaxable()) {
            throw incomplete("a shipping address or method");
        }
        if (basket.checkout().billing().isEmpty()) {
            throw incomplete("a billing address");
        }
        PriceHook.beforeOrder(basket, clock.instant());
        JsonArray flash = writer.flash(basket);
        if (!flash.isEmpty()) {
            throw Problems.refusal(
                    "product-item-not-available",
                    "Product Item Not Available",
                    flash.getJsonObject(0).getString("message"));
        }
    }

    private PlacedOrder placed(Asked asked, Basket basket) {
        Instant now = clock.instant();
        String number = store.nextNumber();
        Totals totals = writer.totals(basket);
        boolean paid = isPaid(basket, totals);
        JsonObject info = basket.checkout().customerInfo();
        JsonObject json = new JsonObject()
                .put("orderNo", number)
                .put("orderToken", ids.next())
                .put("orderViewCode", ids.next())
                .put("siteId", asked.site().id())
                .put("creationDate", now.toString())
                .put("lastModified", now.toString())
                .put("createdBy", "Customer")
                .put("customerName", info.getString("customerName", info.getString("email")))
                .put("guest", !asked.claims().registered())
                .put("confirmationStatus", paid ? "confirmed" : "not_confirmed")
                .put("paymentStatus", "not_paid")
                .put("shippingStatus", "not_shipped");
        writer.middle(json, basket, totals, asked.language());
        return new PlacedOrder(
                number, asked.owner(), now, json, paid ? "new" : "created", paid ? "ready" : "not_exported");
    }

    private static boolean isPaid(Basket basket, Totals totals) {
        BigDecimal paid = basket.checkout().payments().stream()
                .map(it -> it.getNumber("amount") == null
                        ? BigDecimal.ZERO
                        : new BigDecimal(it.getNumber("amount").toString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return !basket.checkout().payments().isEmpty()
                && paid.compareTo(BasketWriter.amount(
                                totals.total(), basket.head().owner().site()))
                        >= 0;
    }

    private static boolean isBuyer(JsonObject order, JsonObject given) {
        String email = given.getString("email", "");
        JsonObject billing = order.getJsonObject("billingAddress", new JsonObject());
        String postalCode = given.getString("postalCode", "");
        return !email.isEmpty()
                && email.equalsIgnoreCase(order.getJsonObject("customerInfo").getString("email"))
                && (order.getString("orderViewCode").equals(given.getString("orderViewCode"))
                        || !postalCode.isEmpty() && postalCode.equals(billing.getString("postalCode")));
    }

    private static boolean isWithin(Asked asked, String created) {
        Instant at = Instant.parse(created);
        return asked.param("from").map(Orders::moment).filter(at::isBefore).isEmpty()
                && asked.param("until").map(Orders::moment).filter(at::isAfter).isEmpty();
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Problems.refusal("'" + text + "' is no moment in time.");
        }
    }

    private JsonObject document(Order order) {
        return new JsonObject(Buffer.buffer(JsonBytes.write(json -> worldsOrders.order(json, order))));
    }

    private static Refused incomplete(String what) {
        return Problems.refusal("basket-incomplete", "Basket Incomplete", "The basket lacks " + what + ".");
    }

    private static Reply unknown(String number) {
        return Problems.notFound("order", "No order with number '" + number + "' was found.");
    }

    private static Reply json(JsonObject json) {
        return Reply.json(200, json.toBuffer().getBytes());
    }
}
