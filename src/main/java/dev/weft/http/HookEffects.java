package dev.weft.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.inventory.Level;
import dev.weft.inventory.StockStore;
import dev.weft.kernel.Loops;
import dev.weft.kernel.Sku;
import dev.weft.order.Fault;
import dev.weft.order.OrderId;
import dev.weft.order.OrderRecord;
import dev.weft.order.OrderRecord.Stage;
import dev.weft.order.OrderStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What pushed messages do. All of a message or nothing: a document with a fault has no effect. Everything here can be done twice without
 * harm, since levels are absolute with a cut-off, stages only go forward and a cache can be emptied again: so a replica that has not seen a
 * message may take it once more.
 *
 * <p>A level's cut-off decides which of our own orders are in its number already. Hand-overs are dated by the store's clock, so that is the
 * one a cut-off is held against: one that lies ahead of it by a little (clocks differ) counts as now; one further ahead is refused, for it
 * would swallow orders the ERP has not got and sell their units again.
 */
final class HookEffects {
    private static final Pattern SKU = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
    private static final Pattern ORDER = Pattern.compile("[A-Z0-9-]{8,35}");
    private static final int MAX_LEVELS = 1000;
    private static final int MAX_ORDERS = 100;
    private static final int MOST_UNITS = 1_000_000_000;
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);
    private static final Map<String, Stage> STAGES = Map.of(
            "confirmed", Stage.CONFIRMED,
            "picking", Stage.PICKING,
            "shipped", Stage.SHIPPED,
            "cancelled", Stage.CANCELLED);

    private final Hooks hooks;

    /** A document and what is found wrong with it. */
    record Reading(JsonNode document, List<Fault> faults) {
        JsonFields fields() {
            return new JsonFields(document, "", faults);
        }
    }

    HookEffects(Hooks hooks) {
        this.hooks = hooks;
    }

    /** Feeds absolute levels to the store, then drops the products' cached stock. */
    Future<ObjectNode> stock(Hooks.Sender sender, Reading reading) {
        Instant ours = hooks.clock().instant();
        return Loops.here(hooks.stock().map(StockStore::now).orElse(Future.succeededFuture(ours)))
                .compose(now -> feed(levels(sender, reading, now), reading), dark -> {
                    levels(sender, reading, ours);
                    return reading.faults().isEmpty() ? Future.failedFuture(dark) : nothing();
                });
    }

    private Future<ObjectNode> feed(List<Level> levels, Reading reading) {
        if (!reading.faults().isEmpty()) {
            return nothing();
        }
        Set<String> tags = new HashSet<>();
        levels.forEach(level -> tags.add("stock:" + level.sku().value()));
        return hooks.stock()
                .map(store -> store.feed(levels))
                .orElse(Future.succeededFuture())
                .compose(fed -> hooks.drop().apply(tags))
                .map(dropped -> HookHandler.taken(levels.size()));
    }

    private static List<Level> levels(Hooks.Sender sender, Reading reading, Instant now) {
        JsonFields body = reading.fields();
        List<Level> levels = new ArrayList<>();
        Instant general = body.has("asOf") ? cutOff(body, now) : Instant.EPOCH;
        for (JsonFields one : body.objects("levels", MAX_LEVELS)) {
            String sku = one.text("sku", SKU, "1 to 100 of letters, digits, '.', '_', '-'");
            String location = location(one, sender.locations());
            int onHand = one.count("onHand", -MOST_UNITS, MOST_UNITS);
            long least = sender.safety().getOrDefault(location, 0L);
            boolean says = one.has("safety");
            long safety = says ? one.count("safety", 0, MOST_UNITS) : least;
            Instant asOf = one.has("asOf") || general.equals(Instant.EPOCH) ? cutOff(one, now) : general;
            if (!sku.isEmpty()) {
                levels.add(
                        says
                                ? new Level(Sku.of(sku), location, onHand, safety, asOf)
                                : Level.toldWithoutSafety(Sku.of(sku), location, onHand, safety, asOf));
            }
            one.close();
        }
        body.close();
        return levels;
    }

    private static String location(JsonFields level, Map<String, String> known) {
        String code = level.text("location", 100);
        String ours = known.getOrDefault(code, "");
        if (ours.isEmpty() && !code.isEmpty()) {
            level.fault("location", "unknown_location", "The backend's mapping has no such location.");
        }
        return ours;
    }

    private static Instant cutOff(JsonFields from, Instant now) {
        try {
            Instant asOf = Instant.parse(from.text("asOf", 40));
            if (asOf.isAfter(now.plus(CLOCKS_DIFFER))) {
                from.fault("asOf", "ahead", "It lies ahead of our clock.");
            }
            return asOf.isAfter(now) ? now : asOf;
        } catch (DateTimeParseException e) {
            from.fault("asOf", "format", "Expected: a moment such as 2026-11-25T04:20:16Z.");
            return now;
        }
    }

    /** Drops cached prices: of the products named, or of all. */
    Future<ObjectNode> prices(Reading reading) {
        JsonFields body = reading.fields();
        boolean all = body.flag("all");
        Set<String> tags = new HashSet<>();
        if (all) {
            tags.add("part:price");
        } else {
            for (JsonFields one : body.objects("prices", MAX_LEVELS)) {
                tags.add("price:" + one.text("sku", SKU, "1 to 100 of letters, digits, '.', '_', '-'"));
                one.close();
            }
        }
        body.close();
        return reading.faults().isEmpty()
                ? hooks.drop().apply(tags).map(dropped -> HookHandler.taken(tags.size()))
                : nothing();
    }

    /** Moves orders on, one after another; names those that are not this backend's, as if they were not there. */
    Future<ObjectNode> orders(Hooks.Sender sender, Reading reading) {
        JsonFields body = reading.fields();
        List<Told> told = new ArrayList<>();
        for (JsonFields one : body.objects("orders", MAX_ORDERS)) {
            String id = one.text("id", ORDER, "our order id");
            Stage stage = STAGES.get(one.text("status", 40).toLowerCase(Locale.ROOT));
            if (stage == null) {
                one.fault("status", "format", "Expected: one of confirmed, picking, shipped, cancelled.");
            } else if (!id.isEmpty()) {
                told.add(new Told(new OrderId(id), stage));
            }
            one.close();
        }
        body.close();
        if (!reading.faults().isEmpty()) {
            return nothing();
        }
        ArrayNode unknown = JsonNodeFactory.instance.arrayNode();
        Future<Void> all = Future.succeededFuture();
        for (Told one : told) {
            all = all.compose(before -> progress(one, sender.sites())).map(known -> {
                if (!known) {
                    unknown.add(one.id.value());
                }
                return null;
            });
        }
        return all.map(done -> HookHandler.taken(told.size() - unknown.size()).set("unknown", unknown));
    }

    private record Told(OrderId id, Stage stage) {}

    private Future<Boolean> progress(Told told, Set<String> sites) {
        if (hooks.orders().isEmpty()) {
            return Future.succeededFuture(false);
        }
        OrderStore store = hooks.orders().get();
        return store.find(told.id).compose(found -> {
            boolean theirs = found.map(OrderRecord::order)
                    .filter(order -> sites.contains(order.buyer().site()))
                    .isPresent();
            return theirs ? store.progress(told.id, told.stage).map(true) : Future.succeededFuture(false);
        });
    }

    /** The faults say it all. */
    private static Future<ObjectNode> nothing() {
        return Future.succeededFuture(JsonNodeFactory.instance.objectNode());
    }
}
