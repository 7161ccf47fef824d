package dev.weft.sandbox.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.sandbox.books.Booking;
import dev.weft.sandbox.books.Books;
import dev.weft.sandbox.books.OrderDraft;
import dev.weft.sandbox.books.Refund;
import dev.weft.sandbox.data.Plant;
import dev.weft.sandbox.data.Shopper;
import dev.weft.sandbox.data.Shoppers;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.Variant;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.fault.Habits;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads orders and credits sent to the in-house ERP, and refuses what it cannot book. Amounts are minor units. */
final class DeskEntry {

    private static final int LONGEST_REFERENCE = 64;
    private static final int LONGEST_NOTE = 128;
    private static final int MOST_ROWS = 500;

    private final World world;
    private final Books books;

    private final Shown shown;

    /** Writes an order. */
    interface Shown {
        void write(JsonGenerator json, Booking order) throws IOException;
    }

    DeskEntry(World world, Books books, Shown shown) {
        this.world = world;
        this.books = books;
        this.shown = shown;
    }

    Reply order(Call call) {
        JsonObject json = parse(call.body());
        String reference = reference(json);
        String customer = text(json, "Customer");
        String soldTo = soldTo(customer);
        String list = text(json, "List");
        Site site = Arrays.stream(Site.values())
                .filter(it -> it.priceList().equals(list))
                .findFirst()
                .orElseThrow(() -> new DeskRefusal(422, 1410, "list is unknown"));
        if (!text(json, "Cur").equals(site.currency())) {
            throw new DeskRefusal(422, 1412, "Cur is not the list's currency");
        }
        List<OrderDraft.Wanted> rows = new ArrayList<>();
        for (JsonObject row : rows(json)) {
            rows.add(row(row, site));
        }
        if (rows.isEmpty()) {
            throw new DeskRefusal(422, 1432, "Rows is empty");
        }
        long freight = cents(json, "Shipping_Cents", 0);
        List<String> existing = books.orders().numbersOf(reference);
        if (!existing.isEmpty() && books.habits().get().refusesDuplicates(Habits.Duplicates.REFUSED)) {
            throw new DeskRefusal(409, 1430, "Ext_Ref is taken", Optional.of(existing.get(0)));
        }
        Booking booking = books.orders()
                .take(new OrderDraft(reference, soldTo, site, rows, freight, told(json)))
                .orElseThrow(() -> new DeskRefusal(503, 9503, "order book is full"));
        return Reply.json(201, out -> shown.write(out, booking));
    }

    /** How it was paid and where it goes, of which the desk only keeps a note. */
    private static Map<String, String> told(JsonObject json) {
        Map<String, String> told = new TreeMap<>();
        for (String name : List.of("Pay_Ref", "Pay_Method", "Ship_Method")) {
            if (json.containsKey(name)) {
                String text = text(json, name);
                if (text.length() > LONGEST_NOTE) {
                    throw new DeskRefusal(422, 1442, name + " is longer than " + LONGEST_NOTE);
                }
                told.put(name, text);
            }
        }
        for (String name : List.of("Points", "Points_Cents")) {
            if (json.containsKey(name)) {
                told.put(name, Long.toString(cents(json, name, 0)));
            }
        }
        if (json.getValue("Ship_To") instanceof JsonObject to) {
            to.fieldNames().forEach(name -> told.put("Ship_To." + name, text(to, name)));
        }
        return told;
    }

    private String soldTo(String customer) {
        return customer.equals(Shoppers.ONE_TIME)
                ? Shoppers.ONE_TIME_SOLD_TO
                : world.shoppers()
                        .byCustomerNo(customer)
                        .map(Shopper::soldToParty)
                        .orElseThrow(() -> new DeskRefusal(422, 1420, "no such customer"));
    }

    private OrderDraft.Wanted row(JsonObject row, Site site) {
        String code = text(row, "Code");
        Variant variant = Optional.of(code)
                .filter(it -> it.startsWith("WF-"))
                .flatMap(it -> world.catalogue().variant(it.substring(3)))
                .orElseThrow(() -> new DeskRefusal(422, 1413, "Code is unknown"));
        int quantity = quantity(row);
        long amount = cents(row, "Row_Cents", world.prices().truth(variant, site) * quantity);
        return new OrderDraft.Wanted(variant, depot(row, site), quantity, amount);
    }

    private static Plant depot(JsonObject row, Site site) {
        if (!row.containsKey("Depot")) {
            return site.plants().get(0);
        }
        String depot = text(row, "Depot");
        return site.plants().stream()
                .filter(plant -> plant.depot().equals(depot))
                .findFirst()
                .orElseThrow(() -> new DeskRefusal(422, 1414, "Depot does not serve the list"));
    }

    Reply credit(String number, String body) {
        JsonObject json = parse(body);
        Booking order = books.orders().byNumber(number).orElseThrow(() -> new DeskRefusal(404, 1421, "no such order"));
        String reference = reference(json);
        Refund.Kind kind = switch (text(json, "Kind")) {
            case "money" -> Refund.Kind.CREDIT;
            case "goods" -> Refund.Kind.RETURN;
            default -> throw new DeskRefusal(422, 1433, "Kind is money or goods");
        };
        List<Refund.Row> rows = new ArrayList<>();
        for (JsonObject row : rows(json)) {
            rows.add(creditRow(row, rows.size() + 1, order, kind));
        }
        List<String> existing = books.refunds().numbersOf(reference);
        if (!existing.isEmpty() && books.habits().get().refusesDuplicates(Habits.Duplicates.REFUSED)) {
            throw new DeskRefusal(409, 1430, "Ext_Ref is taken", Optional.of(existing.get(0)));
        }
        Refund draft = new Refund(
                "",
                kind,
                reference,
                order.number(),
                order.soldTo(),
                order.site(),
                rows,
                cents(json, "Shipping_Cents", 0) + cents(json, "Goodwill_Cents", 0),
                Instant.EPOCH,
                false);
        if (draft.total() <= 0) {
            throw new DeskRefusal(422, 1434, "nothing to give back");
        }
        Refund refund = books.refunds()
                .take(draft, order)
                .orElseThrow(() -> new DeskRefusal(422, 1435, "more than was ordered"));
        return Reply.json(201, out -> OrderDesk.credit(out, refund));
    }

    private static Refund.Row creditRow(JsonObject row, int position, Booking order, Refund.Kind kind) {
        int wanted = number(row, "Row");
        Booking.Row ordered = order.rows().stream()
                .filter(it -> it.position() == wanted)
                .findFirst()
                .orElseThrow(() -> new DeskRefusal(422, 1436, "Row is unknown"));
        int quantity = quantity(row);
        if (kind == Refund.Kind.RETURN && order.delivered(ordered) < quantity) {
            throw new DeskRefusal(422, 1437, "Row has not been sent");
        }
        long amount = cents(row, "Row_Cents", ordered.amount() * quantity / ordered.quantity());
        return new Refund.Row(position, ordered.position(), ordered.variant().productCode(), quantity, amount);
    }

    private static JsonObject parse(String body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException | ClassCastException e) {
            throw new DeskRefusal(400, 1400, "body is no JSON object");
        }
    }

    private static String reference(JsonObject json) {
        String reference = text(json, "Ext_Ref");
        if (reference.length() > LONGEST_REFERENCE) {
            throw new DeskRefusal(422, 1431, "Ext_Ref is longer than " + LONGEST_REFERENCE);
        }
        return reference;
    }

    private static String text(JsonObject json, String name) {
        if (json.getValue(name) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw new DeskRefusal(422, 1400, name + " is missing");
    }

    private static List<JsonObject> rows(JsonObject json) {
        Object value = json.getValue("Rows", new JsonArray());
        if (!(value instanceof JsonArray array) || array.size() > MOST_ROWS) {
            throw new DeskRefusal(422, 1432, "Rows is no list of at most " + MOST_ROWS);
        }
        List<JsonObject> rows = new ArrayList<>();
        for (Object each : array) {
            if (!(each instanceof JsonObject row)) {
                throw new DeskRefusal(422, 1432, "Rows holds something else than rows");
            }
            rows.add(row);
        }
        return rows;
    }

    private static int quantity(JsonObject row) {
        int quantity = number(row, "Qty");
        if (quantity < 1) {
            throw new DeskRefusal(422, 1438, "Qty is no positive number");
        }
        return quantity;
    }

    /** The number, or 0 where there is none. */
    private static int number(JsonObject json, String name) {
        return json.getValue(name) instanceof Integer number ? number : 0;
    }

    private static long cents(JsonObject json, String name, long otherwise) {
        Object value = json.getValue(name);
        if (value == null) {
            return otherwise;
        }
        if ((value instanceof Integer || value instanceof Long) && ((Number) value).longValue() >= 0) {
            return ((Number) value).longValue();
        }
        throw new DeskRefusal(422, 1439, name + " is no amount in minor units");
    }
}
