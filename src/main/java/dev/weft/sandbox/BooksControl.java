package dev.weft.sandbox;

import dev.weft.sandbox.books.Booking;
import dev.weft.sandbox.books.Books;
import dev.weft.sandbox.books.Clockwork;
import dev.weft.sandbox.books.JournalBook;
import dev.weft.sandbox.data.OrderState;
import dev.weft.sandbox.data.Plant;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.Stock;
import dev.weft.sandbox.data.Variant;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.marketing.Inbox;
import dev.weft.sandbox.wire.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The part of the control plane about what callers have changed: stock, orders, their clockwork, events, and verdicts. */
final class BooksControl {

    private final World world;
    private final InstantSource clock;
    private final Map<String, Books> erps;
    private final JournalBook journals;
    private final Inbox inbox;
    private final Arrivals arrivals;

    BooksControl(
            World world,
            InstantSource clock,
            Map<String, Books> erps,
            JournalBook journals,
            Inbox inbox,
            Arrivals arrivals) {
        this.world = world;
        this.clock = clock;
        this.erps = Map.copyOf(erps);
        this.journals = journals;
        this.inbox = inbox;
        this.arrivals = arrivals;
    }

    /**
     * {@code PUT stock {sku, plant, quantity}}: an absolute value that holds from {@code asOf} on; no plant means every plant. {@code unlisted}
     * instead: the in-house ERP knows nothing of it.
     */
    JsonObject setStock(JsonObject wish) {
        Variant variant = variant(wish.getString("sku", ""));
        if (wish.getBoolean("unlisted", false)) {
            world.stock().unlist(variant);
            return wish;
        }
        Integer quantity = wish.getInteger("quantity");
        if (quantity == null || quantity < 0) {
            throw new IllegalArgumentException("quantity is " + quantity + ", expected 0 or more");
        }
        Instant now = clock.instant();
        plants(wish.getString("plant", "")).forEach(plant -> world.stock().set(variant, plant, quantity, now));
        return stock(variant).put("asOf", now.toString());
    }

    /** {@code PUT prices {sku, site, minor}}: what the ERP charges from now on, in minor units; commerce hears nothing of it. */
    JsonObject setPrice(JsonObject wish) {
        Site site =
                Site.of(wish.getString("site", "")).orElseThrow(() -> new IllegalArgumentException("site is unknown"));
        long minor = wish.getLong("minor", 0L);
        if (minor <= 0) {
            throw new IllegalArgumentException("minor is " + minor + ", expected 1 or more");
        }
        world.prices().change(variant(wish.getString("sku", "")), site, minor);
        return wish;
    }

    /** {@code GET stock?sku=}: what lies where; negative where more was promised than there was. */
    JsonObject stock(String sku) {
        return stock(variant(sku)).put("asOf", clock.instant().toString());
    }

    private JsonObject stock(Variant variant) {
        JsonObject places = new JsonObject();
        for (Plant plant : Plant.values()) {
            Stock.Count count = world.stock().count(variant, plant);
            JsonObject place = new JsonObject().put("quantity", count.quantity());
            if (!count.asOf().equals(Instant.EPOCH)) {
                place.put("setAt", count.asOf().toString());
            }
            places.put(plant.code(), place);
        }
        return new JsonObject().put("sku", variant.sku()).put("plants", places);
    }

    /** {@code PUT orders/SYSTEM/REFERENCE {state}}: moves every order of this reference, or number. */
    JsonObject move(String system, String reference, JsonObject wish) {
        Books books = books(system);
        OrderState state = state(wish.getString("state", ""));
        List<String> known = books.orders().numbersOf(reference);
        List<String> numbers = known.isEmpty() ? List.of(reference) : known;
        JsonArray moved = new JsonArray();
        numbers.stream().filter(number -> books.orders().move(number, state)).forEach(moved::add);
        return new JsonObject().put("moved", moved);
    }

    /** {@code PUT refunds/SYSTEM/NUMBER {rejected}}: a clerk rejects a refund's document, which cannot be taken back. */
    JsonObject reject(String system, String number, JsonObject wish) {
        if (!wish.getBoolean("rejected", false)) {
            throw new IllegalArgumentException("rejected is " + wish.getValue("rejected") + ", expected true");
        }
        return new JsonObject().put("rejected", books(system).refunds().reject(number));
    }

    /** {@code GET orders/SYSTEM/REFERENCE}: everything known about a reference, whatever the search lag. */
    JsonObject orders(String system, String reference) {
        Books books = books(system);
        JsonArray found = new JsonArray();
        books.orders()
                .numbersOf(reference)
                .forEach(number ->
                        books.orders().byNumber(number).ifPresent(booking -> found.add(order(books, booking))));
        return new JsonObject().put("orders", found).put("history", arrivals.of(reference));
    }

    private static JsonObject order(Books books, Booking booking) {
        JsonArray refunds = new JsonArray();
        books.refunds()
                .byOrder(booking.number())
                .forEach(refund -> refunds.add(new JsonObject()
                        .put("number", refund.number())
                        .put("reference", refund.reference())
                        .put("kind", refund.kind().name().toLowerCase(Locale.ROOT))
                        .put("total", refund.total())
                        .put("rejected", refund.rejected())));
        JsonArray rows = new JsonArray();
        booking.rows()
                .forEach(row -> rows.add(new JsonObject()
                        .put("sku", row.variant().sku())
                        .put("plant", row.plant().code())
                        .put("quantity", row.quantity())
                        .put("amount", row.amount())
                        .put("confirmed", row.confirmed())
                        .put("rejected", row.rejected())));
        return new JsonObject()
                .put("number", booking.number())
                .put("state", booking.state().name().toLowerCase(Locale.ROOT))
                .put("placed", booking.placed().toString())
                .put("total", booking.total())
                .put("rows", rows)
                .put("told", new JsonObject(new TreeMap<String, Object>(booking.told())))
                .put("refunds", refunds);
    }

    /** {@code PUT clockwork {pickAfterMs, shipAfterMs, completeAfterMs}}: how orders move on by themselves; 0 is never. */
    JsonObject clockwork(JsonObject wish) {
        Clockwork clockwork = new Clockwork(
                Duration.ofMillis(wish.getLong("pickAfterMs", 0L)),
                Duration.ofMillis(wish.getLong("shipAfterMs", 0L)),
                Duration.ofMillis(wish.getLong("completeAfterMs", 0L)));
        erps.values().forEach(books -> books.orders().clockwork(clockwork));
        return wish;
    }

    /** {@code GET verdicts}: what was taken, what was taken twice, what was sold, and whether anything was sent blindly. */
    JsonObject verdicts() {
        JsonObject json = new JsonObject();
        erps.forEach((system, books) -> json.put(system, Verdicts.of(books)));
        return json.put("loyalty", Verdicts.of(journals))
                .put("marketing", inbox.verdict())
                .put("arrivals", arrivals.verdict());
    }

    /** {@code GET references/SYSTEM}: each reference that was taken, with its numbers. */
    JsonObject references(String system) {
        JsonObject json = new JsonObject();
        Books books = books(system);
        books.orders()
                .references()
                .forEach((reference, numbers) ->
                        json.put(reference, new JsonArray(books.orders().numbersOf(reference))));
        return json;
    }

    /** {@code DELETE events}: forgets what the journey tool was told. */
    JsonObject forgetEvents() {
        inbox.reset();
        return new JsonObject().put("reset", true);
    }

    /** {@code DELETE books}: forgets all orders, refunds, journals, arrivals and moves of stock; events have a call of their own. */
    JsonObject reset() {
        erps.values().forEach(Books::reset);
        journals.reset();
        world.stock().reset();
        world.prices().reset();
        arrivals.reset();
        return new JsonObject().put("reset", true);
    }

    private Books books(String system) {
        Books books = erps.get(system);
        if (books == null) {
            throw new IllegalArgumentException("system is '" + system + "', expected one of " + erps.keySet());
        }
        return books;
    }

    private Variant variant(String sku) {
        return world.catalogue()
                .variant(sku)
                .orElseThrow(() -> new IllegalArgumentException("sku '" + sku + "' is unknown"));
    }

    private static List<Plant> plants(String code) {
        if (code.isEmpty()) {
            return List.of(Plant.values());
        }
        return List.of(
                Plant.of(code).orElseThrow(() -> new IllegalArgumentException("plant '" + code + "' is unknown")));
    }

    private static OrderState state(String word) {
        return switch (word) {
            case "picking" -> OrderState.PROCESSING;
            case "partShipped" -> OrderState.PART_SHIPPED;
            default ->
                Arrays.stream(OrderState.values())
                        .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(word))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("state is '" + word
                                + "', expected picking, partShipped or one of "
                                + Arrays.stream(OrderState.values())
                                        .map(state -> state.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))));
        };
    }

    /** What {@code this} answers to a call of the control plane; empty if it is none of its own. */
    Optional<JsonObject> answer(Call call) {
        JsonObject body = call.body().isEmpty() ? new JsonObject() : new JsonObject(call.body());
        return switch (call.method() + " " + call.segment(0)) {
            case "PUT stock" -> Optional.of(setStock(body));
            case "PUT prices" -> Optional.of(setPrice(body));
            case "GET stock" -> Optional.of(stock(call.param("sku").orElse("")));
            case "PUT orders" -> Optional.of(move(call.segment(1), call.segment(2), body));
            case "GET orders" -> Optional.of(orders(call.segment(1), call.segment(2)));
            case "PUT refunds" -> Optional.of(reject(call.segment(1), call.segment(2), body));
            case "GET events" -> Optional.of(inbox.listed(call.param("contact").orElse(""), ControlPlane.limit(call)));
            case "DELETE events" -> Optional.of(forgetEvents());
            case "GET references" -> Optional.of(references(call.segment(1)));
            case "PUT clockwork" -> Optional.of(clockwork(body));
            case "GET verdicts" -> Optional.of(verdicts());
            case "DELETE books" -> Optional.of(reset());
            default -> Optional.empty();
        };
    }
}
