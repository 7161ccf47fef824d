package dev.weft.sandbox.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.sandbox.books.Booking;
import dev.weft.sandbox.books.Books;
import dev.weft.sandbox.books.OrderBook.Rejection;
import dev.weft.sandbox.books.Refund;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Operation;
import dev.weft.sandbox.wire.Reply;
import dev.weft.sandbox.wire.Subject;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the in-house ERP takes orders: {@code POST /v2/orders}, {@code GET /v2/orders?ext_ref=}, {@code GET /v2/orders/NO},
 * {@code POST /v2/orders/NO/cancel}, {@code POST /v2/orders/NO/credits} and {@code GET /v2/credits?ext_ref=}. It keeps {@code
 * Ext_Ref} unique and answers a second one with 409 and the number of the first, unless told otherwise.
 */
final class OrderDesk {

    private static final Pattern REFERENCE = Pattern.compile("\"Ext_Ref\"\\s*:\\s*\"([^\"\\\\]{1,64})\"");

    private final Books books;
    private final DeskEntry entry;
    private final Operation orderCreate;
    private final Operation orderChange;
    private final Operation orderRead;
    private final Operation creditCreate;
    private final BiFunction<Call, Function<Call, Reply>, Reply> guarded;

    /** @param guarded answers if the call may pass */
    OrderDesk(World world, Books books, BiFunction<Call, Function<Call, Reply>, Reply> guarded) {
        this.books = books;
        this.entry = new DeskEntry(world, books, this::order);
        this.guarded = guarded;
        this.orderCreate = new Operation("orderCreate", safely(entry::order), call -> created("order", call));
        this.creditCreate = new Operation(
                "creditCreate",
                safely(call -> entry.credit(call.segment(2), call.body())),
                call -> created("credit", call));
        this.orderChange = new Operation("orderChange", safely(this::cancel));
        this.orderRead = new Operation("orders", safely(this::one));
    }

    private Function<Call, Reply> safely(Function<Call, Reply> answer) {
        return call -> guarded.apply(call, it -> {
            try {
                return answer.apply(it);
            } catch (DeskRefusal refusal) {
                return refusal.reply();
            }
        });
    }

    /** The desk's operation for this call, if it is one. */
    Optional<Operation> operation(Call call) {
        boolean post = call.method().equals(HttpMethod.POST);
        if (!call.segment(0).equals("v2") || !(post || call.method().equals(HttpMethod.GET))) {
            return Optional.empty();
        }
        String shape = (post ? "POST " : "GET ") + call.segment(1) + " "
                + call.segments().size() + call.segment(3);
        return switch (shape) {
            case "POST orders 2" -> Optional.of(orderCreate);
            case "GET orders 2" -> Optional.of(lookup("order", call));
            case "GET orders 3" -> Optional.of(orderRead);
            case "POST orders 4cancel" -> Optional.of(orderChange);
            case "POST orders 4credits" -> Optional.of(creditCreate);
            case "GET credits 2" -> Optional.of(lookup("credit", call));
            default -> Optional.empty();
        };
    }

    private Operation lookup(String kind, Call call) {
        Function<Call, Reply> answer = kind.equals("order") ? this::byReference : this::creditsByReference;
        String empty = "\"" + kind + "s\":[]";
        Optional<Subject> subject = call.param("ext_ref")
                .map(reference -> new Subject(
                        kind,
                        reference,
                        Subject.Act.LOOKUP,
                        reply -> reply.status() == 200 && !reply.bodyText().contains(empty)));
        return new Operation(kind + "Lookup", safely(answer), it -> subject);
    }

    private static Optional<Subject> created(String kind, Call call) {
        Matcher matcher = REFERENCE.matcher(call.body());
        return matcher.find()
                ? Optional.of(new Subject(kind, matcher.group(1), Subject.Act.CREATE, reply -> reply.status() == 201))
                : Optional.empty();
    }

    private static String reference(Call call) {
        return call.param("ext_ref").orElseThrow(() -> new DeskRefusal(400, 1431, "ext_ref is missing"));
    }

    private Reply byReference(Call call) {
        List<Booking> found = books.orders().byReference(reference(call)).toList();
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("orders");
            for (Booking order : found) {
                order(json, order);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private Reply creditsByReference(Call call) {
        List<Refund> found = books.refunds().byReference(reference(call)).toList();
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("credits");
            for (Refund refund : found) {
                credit(json, refund);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private Booking known(String number) {
        return books.orders().byNumber(number).orElseThrow(() -> new DeskRefusal(404, 1421, "no such order"));
    }

    private Reply one(Call call) {
        Booking order = known(call.segment(2));
        return Reply.json(200, json -> order(json, order));
    }

    private Reply cancel(Call call) {
        Booking order = known(call.segment(2));
        for (Booking.Row row : order.rows()) {
            Rejection outcome = books.orders().reject(order.number(), row.position());
            if (outcome == Rejection.TOO_LATE) {
                throw new DeskRefusal(409, 1440, "order is being picked or has left");
            }
            if (outcome == Rejection.UNKNOWN) {
                throw new DeskRefusal(409, 1441, "order is history");
            }
        }
        return one(call);
    }

    /** The order with what became of its rows. */
    void order(JsonGenerator json, Booking order) throws IOException {
        List<Refund> refunds = books.refunds().byOrder(order.number()).toList();
        json.writeStartObject();
        json.writeStringField("No", order.number());
        json.writeStringField("Ext_Ref", order.reference());
        json.writeStringField("Placed", order.placed().toString());
        json.writeStringField("State", order.state().code());
        json.writeNumberField("Total_Cents", order.total());
        json.writeNumberField("Shipping_Cents", order.freight());
        json.writeStringField("Cur", order.site().currency());
        for (Map.Entry<String, String> note : new TreeMap<>(order.told()).entrySet()) {
            json.writeStringField(note.getKey(), note.getValue());
        }
        json.writeArrayFieldStart("Rows");
        for (Booking.Row row : order.rows()) {
            json.writeStartObject();
            json.writeNumberField("Row", row.position());
            json.writeStringField("Code", row.variant().productCode());
            json.writeStringField("Depot", row.plant().depot());
            json.writeNumberField("Qty", row.quantity());
            json.writeNumberField("Sent_Qty", order.delivered(row));
            json.writeNumberField("Credited_Qty", credited(refunds, row));
            json.writeNumberField("Price_Cents", row.amount() / row.quantity());
            json.writeNumberField("Row_Cents", row.amount());
            json.writeBooleanField("Cancelled", row.rejected());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("Parcels");
        if (order.rows().stream().anyMatch(row -> order.delivered(row) > 0)) {
            json.writeStartObject();
            json.writeStringField("Parcel_No", "P" + order.number());
            json.writeStringField("Tracking", "TRK" + order.number());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static long credited(List<Refund> refunds, Booking.Row row) {
        return refunds.stream()
                .filter(refund -> !refund.rejected())
                .flatMap(refund -> refund.rows().stream())
                .filter(it -> it.orderRow() == row.position())
                .mapToLong(Refund.Row::quantity)
                .sum();
    }

    static void credit(JsonGenerator json, Refund refund) throws IOException {
        json.writeStartObject();
        json.writeStringField("Credit_No", refund.number());
        json.writeStringField("Ext_Ref", refund.reference());
        json.writeStringField("Order_No", refund.order());
        json.writeStringField("Kind", refund.kind() == Refund.Kind.RETURN ? "goods" : "money");
        json.writeNumberField("Total_Cents", refund.total());
        json.writeEndObject();
    }
}
