package dev.weft.sandbox.salesforce;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.sandbox.books.Journal;
import dev.weft.sandbox.books.JournalBook;
import dev.weft.sandbox.books.JournalBook.Outcome;
import dev.weft.sandbox.books.JournalBook.Refusal;
import dev.weft.sandbox.data.Shopper;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where points move: the programme's processes {@code WeftAccrual} and {@code WeftRedemption}, the actions that cancel a
 * journal, and journals by SOQL. A process that refuses answers 200 with {@code status:false}, as Salesforce does.
 */
final class JournalDesk {

    static final String JOURNAL = "0lV";
    private static final Map<String, String> PROCESSES =
            Map.of("WeftAccrual", JournalBook.ACCRUAL, "WeftRedemption", JournalBook.REDEMPTION);
    private static final int LONGEST_REFERENCE = 255;

    private final World world;
    private final JournalBook book;

    JournalDesk(World world, JournalBook book) {
        this.world = world;
        this.book = book;
    }

    /** {@code connect/loyalty/programs/PROGRAM/program-processes/PROCESS}. */
    Reply process(Call call) {
        String type = PROCESSES.get(call.segment(8));
        if (!call.segment(6).equals(LoyaltyLedger.PROGRAM) || type == null) {
            throw new OrgRefusal(404, "NOT_FOUND", "The loyalty program process doesn't exist.");
        }
        JsonObject parameters = firstOf(parse(call.body()), "processParameters");
        JsonObject journal = parameters.getJsonObject("TransactionJournal", new JsonObject());
        if (!type.equals(journal.getString("JournalTypeName"))) {
            throw new OrgRefusal(400, "INVALID_INPUT", "JournalTypeName must be " + type + ".");
        }
        String reference = journal.getString("ExternalTransactionNumber", "");
        if (reference.length() > LONGEST_REFERENCE) {
            throw new OrgRefusal(400, "STRING_TOO_LONG", "ExternalTransactionNumber: data value too large");
        }
        boolean accrual = type.equals(JournalBook.ACCRUAL);
        BigDecimal points = points(parameters, accrual ? "PointsToCredit" : "PointsToDebit");
        String membership = journal.getString("MembershipNumber", "");
        Optional<Shopper> member =
                world.shoppers().byMembershipNumber(membership).filter(Shopper::isMember);
        if (member.isEmpty()) {
            return answer(false, "The loyalty program member doesn't exist.", Optional.empty());
        }
        Outcome outcome = book.enter(
                reference,
                type,
                membership,
                accrual ? points : points.negate(),
                member.get().points());
        return outcome.refusal().map(JournalDesk::refused).orElseGet(() -> answer(true, "", outcome.journal()));
    }

    static Reply tooFewPoints() {
        return answer(false, "The member doesn't have enough points.", Optional.empty());
    }

    private static Reply refused(Refusal why) {
        return why == Refusal.DUPLICATE
                ? answer(false, "DUPLICATE_VALUE: ExternalTransactionNumber is in use.", Optional.empty())
                : tooFewPoints();
    }

    private static Reply answer(boolean status, String message, Optional<Journal> journal) {
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeBooleanField("status", status);
            if (message.isEmpty()) {
                json.writeNullField("message");
            } else {
                json.writeStringField("message", message);
            }
            json.writeObjectFieldStart("outputParameters");
            json.writeObjectFieldStart("outputParameters");
            json.writeArrayFieldStart("results");
            if (journal.isPresent()) {
                json.writeStartObject();
                json.writeStringField("TransactionJournalId", id(journal.get()));
                json.writeNumberField("PointsChange", journal.get().points());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
            json.writeObjectFieldStart("simulationDetails");
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    /** {@code actions/standard/cancelAccrual} and {@code cancelRedemption}. */
    Reply cancel(Call call) {
        String action = call.segment(5);
        String type = action.equals("cancelAccrual") ? JournalBook.ACCRUAL : JournalBook.REDEMPTION;
        JsonObject input = firstOf(parse(call.body()), "inputs");
        String id = input.getString("TransactionJournalId", "");
        Optional<Journal> journal = byId(id).filter(it -> it.type().equals(type));
        if (journal.isEmpty()) {
            return cancelled(action, Optional.empty(), "The transaction journal doesn't exist or is of another type.");
        }
        int opening = world.shoppers()
                .byMembershipNumber(journal.get().membership())
                .map(Shopper::points)
                .orElse(0);
        Outcome outcome = book.cancel(journal.get(), opening);
        return cancelled(
                action,
                outcome.journal(),
                outcome.refusal()
                        .map(why -> why == Refusal.ALREADY_CANCELLED
                                ? "The transaction journal is already cancelled."
                                : "The member doesn't have enough points.")
                        .orElse(""));
    }

    private static Reply cancelled(String action, Optional<Journal> journal, String problem) {
        return Reply.json(journal.isPresent() ? 200 : 400, json -> {
            json.writeStartArray();
            json.writeStartObject();
            json.writeStringField("actionName", action);
            errors(json, problem);
            json.writeBooleanField("isSuccess", journal.isPresent());
            json.writeObjectFieldStart("outputValues");
            if (journal.isPresent()) {
                json.writeStringField("CancellationTransactionJournalId", id(journal.get()));
            }
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndArray();
        });
    }

    private static void errors(JsonGenerator json, String problem) throws IOException {
        if (problem.isEmpty()) {
            json.writeNullField("errors");
            return;
        }
        json.writeArrayFieldStart("errors");
        json.writeStartObject();
        json.writeStringField(
                "statusCode", problem.contains("already cancelled") ? "ALREADY_CANCELLED" : "INVALID_INPUT");
        json.writeStringField("message", problem);
        json.writeEndObject();
        json.writeEndArray();
    }

    /** {@code TransactionJournal} for SOQL. */
    SObject<Journal> journals() {
        Map<String, Function<Journal, Object>> fields = new LinkedHashMap<>();
        fields.put("Id", JournalDesk::id);
        fields.put("ExternalTransactionNumber", Journal::reference);
        fields.put("Status", journal -> book.isCancelled(journal) ? "Cancelled" : "Processed");
        fields.put("ActivityDate", journal -> journal.created().toString());
        fields.put("PointsChange__c", Journal::points);
        fields.put("JournalType.Name", Journal::type);
        fields.put("Member.MembershipNumber", Journal::membership);
        return SObject.of(
                "TransactionJournal",
                fields,
                Map.of("JournalType", "JournalType", "Member", "LoyaltyProgramMember"),
                limits -> {
                    if (limits.containsKey("ExternalTransactionNumber")) {
                        return limits.get("ExternalTransactionNumber").stream()
                                .sorted()
                                .flatMap(book::byReference);
                    }
                    return limits.containsKey("Id")
                            ? limits.get("Id").stream().sorted().flatMap(id -> byId(id).stream())
                            : book.all();
                });
    }

    private Optional<Journal> byId(String id) {
        var number = RecordId.number(JOURNAL, id);
        return number.isPresent() ? book.bySequence(number.getAsInt()) : Optional.empty();
    }

    static String id(Journal journal) {
        return RecordId.of(JOURNAL, journal.sequence());
    }

    private static JsonObject parse(String body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException e) {
            throw new OrgRefusal(400, "JSON_PARSER_ERROR", "The body is no JSON object");
        }
    }

    private static JsonObject firstOf(JsonObject json, String list) {
        if (json.getValue(list) instanceof JsonArray array
                && array.size() == 1
                && array.getValue(0) instanceof JsonObject first) {
            return first;
        }
        throw new OrgRefusal(400, "INVALID_INPUT", "Specify one entry of " + list + ".");
    }

    private static BigDecimal points(JsonObject parameters, String name) {
        if (parameters.getValue(name) instanceof Number number) {
            BigDecimal points = new BigDecimal(number.toString());
            if (points.signum() > 0) {
                return points;
            }
        }
        throw new OrgRefusal(400, "INVALID_INPUT", name + " must be a positive number.");
    }
}
