package dev.weft.backend.salesforce;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendRequest;
import dev.weft.backend.client.BackendResponse;
import dev.weft.backend.client.JsonReader;
import dev.weft.backend.client.UrlText;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.MalformedJson;
import dev.weft.kernel.Money;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.StrictJson;
import dev.weft.order.PointsSink;
import dev.weft.order.SpentPoints;
import dev.weft.outbox.AfterSend;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Points booked in Loyalty Management by program processes, under our reference in {@code ExternalTransactionNumber}. A journal is taken
 * back whole by the ledger's own cancellation, in part by a journal of the other kind. The org keeps no reference unique by itself, and
 * refuses with {@code status:false} in a 200.
 */
public final class LoyaltyPoints implements PointsSink {
    private static final String ACCRUAL = "Accrual";
    private static final String REDEMPTION = "Redemption";
    private static final Outcome PROCESS_REFUSED =
            AfterSend.rejected("process_refused"); // its message may name the member
    private static final Outcome CANCELLATION_REFUSED = AfterSend.rejected("cancellation_refused");
    private static final String NO_MEMBER = "no member";
    private static final JsonPointer STATUS = JsonPointer.compile("/status");
    private static final JsonPointer MESSAGE = JsonPointer.compile("/message");

    private final BackendClient client;
    private final LoyaltySettings settings;
    private final LoyaltyRules rules;
    private final Clock clock;
    private final Soql soql;
    private final String data;
    private final JsonPointer journalId;

    public LoyaltyPoints(BackendClient client, LoyaltySettings settings, LoyaltyRules rules, Clock clock) {
        this.client = client;
        this.settings = settings;
        this.rules = rules;
        this.clock = clock;
        this.soql = new Soql(client, settings.apiVersion());
        this.data = "/services/data/v" + settings.apiVersion();
        this.journalId = JsonPointer.compile(rules.journalId());
    }

    @Override
    public Future<Outcome> book(Booking booking, RequestContext context) {
        if (booking.reverses().equals(NO_MEMBER)) {
            return Future.succeededFuture(AfterSend.applied(NO_MEMBER));
        }
        if (cancels(booking)) {
            String action = booking.kind() == Kind.REVERSE_ACCRUAL ? "cancelAccrual" : "cancelRedemption";
            JsonObject input = new JsonObject()
                    .put("TransactionJournalId", booking.reverses())
                    .put("CancellationReason", "Order returned");
            return send(
                            action,
                            data + "/actions/standard/" + action,
                            new JsonObject().put("inputs", new JsonArray().add(input)),
                            answer -> cancelled(booking, answer),
                            context)
                    .compose(outcome -> outcome.equals(CANCELLATION_REFUSED) && earns(booking)
                            ? unlessTheMember(booking, outcome, context)
                            : Future.succeededFuture(outcome));
        }
        boolean credits = credits(booking);
        return send(
                        credits ? "accrue" : "redeem",
                        data + "/connect/loyalty/programs/" + UrlText.segment(settings.program())
                                + "/program-processes/"
                                + UrlText.segment(credits ? rules.accrual() : rules.redemption()),
                        process(booking, credits),
                        this::processed,
                        context)
                .compose(outcome -> outcome.equals(PROCESS_REFUSED) && earns(booking)
                        ? unlessTheMember(booking, outcome, context)
                        : Future.succeededFuture(outcome));
    }

    /** Whether this gives points for a purchase, or takes such points back. */
    private static boolean earns(Booking booking) {
        return booking.kind() == Kind.ACCRUE || booking.kind() == Kind.REVERSE_ACCRUAL;
    }

    /**
     * Whoever is no member earns nothing, and has nothing to be taken back: that is no fault of the entry's. Orders taken while the
     * ledger was dark do not know who is a member. And points cannot be taken back from a member who has fewer: the balance tells it, since
     * the org's message is in its own words and language.
     */
    private Future<Outcome> unlessTheMember(Booking booking, Outcome refused, RequestContext context) {
        String member = settings.member().theirs(booking.customerId());
        String target = data + "/loyalty-programs/" + UrlText.segment(settings.program()) + "/members?membershipNumber="
                + UrlText.segment(member);
        return client.send(BackendRequest.get("members", target), context)
                .map(answer -> {
                    if (answer.status() == 404) {
                        return AfterSend.applied(NO_MEMBER);
                    }
                    if (!answer.ok()) {
                        throw SalesforceError.failure(client.name(), answer.status(), answer.body());
                    }
                    return booking.kind() == Kind.REVERSE_ACCRUAL && hasFewer(booking, answer) ? SPENT : refused;
                })
                .otherwise(cause -> AfterSend.notSent(cause, client.name()));
    }

    private boolean hasFewer(Booking booking, BackendResponse answer) {
        BigDecimal wanted = BigDecimal.valueOf(booking.points());
        return JsonReader.read(client.name(), answer.body(), in -> MemberDraft.read(in, settings.pointsCurrency()))
                .balances()
                .stream()
                .allMatch(balance -> balance.points().compareTo(wanted) < 0);
    }

    /** Whether the ledger's own cancellation does it: then there is a journal to name, and nothing of it is to stay. */
    private static boolean cancels(Booking booking) {
        boolean reversal = booking.kind() == Kind.REVERSE_ACCRUAL || booking.kind() == Kind.REVERSE_REDEMPTION;
        return reversal && booking.whole() && !booking.reverses().isEmpty();
    }

    /** Taking back a part of a redemption is an accrual, and the other way round. */
    private static boolean credits(Booking booking) {
        return booking.kind() == Kind.ACCRUE || booking.kind() == Kind.REVERSE_REDEMPTION;
    }

    private JsonObject process(Booking booking, boolean credits) {
        JsonObject journal = new JsonObject()
                .put(
                        "ActivityDate",
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("ExternalTransactionNumber", booking.reference())
                .put("JournalTypeName", credits ? ACCRUAL : REDEMPTION)
                .put("MembershipNumber", settings.member().theirs(booking.customerId()))
                .put(
                        "TransactionAmount",
                        Money.ofMinor(booking.amount(), Currency.getInstance(booking.currency()))
                                .major())
                .put("CurrencyIsoCode", booking.currency())
                .put("Status", "Processed");
        JsonObject parameters = new JsonObject()
                .put("TransactionJournal", journal)
                .put(credits ? rules.creditParameter() : rules.debitParameter(), booking.points());
        return new JsonObject().put("processParameters", new JsonArray().add(parameters));
    }

    private Future<Outcome> send(
            String operation,
            String target,
            JsonObject body,
            Function<BackendResponse, Outcome> judge,
            RequestContext context) {
        BackendRequest request = new BackendRequest(
                operation,
                HttpMethod.POST,
                target,
                List.of(Map.entry("accept", "application/json")),
                Optional.of(new BackendRequest.Body(
                        "application/json", body.toBuffer().getBytes())),
                false);
        return client.send(request, context).map(judge).otherwise(cause -> AfterSend.of(cause, client.name()));
    }

    private Outcome processed(BackendResponse answer) {
        if (!answer.ok()) {
            return refused(answer);
        }
        JsonNode tree = tree(answer.body());
        if (!tree.at(STATUS).isBoolean()) {
            throw bad("expected a status");
        }
        if (!tree.at(STATUS).booleanValue()) {
            return tree.at(MESSAGE).asText("").contains("DUPLICATE_VALUE") ? taken() : PROCESS_REFUSED;
        }
        String id = tree.at(journalId).asText("");
        return id.isEmpty()
                ? new Outcome.Uncertain(
                        Failure.of(Failure.Reason.BAD_ANSWER, client.name(), "booked, but without a journal's id"))
                : AfterSend.applied(id);
    }

    private Outcome taken() {
        return new Outcome.Uncertain(Failure.of(
                Failure.Reason.REFUSED, client.name(), "the reference is taken: the question tells by whom"));
    }

    /** An action that fails answers 400 with the same shape as one that succeeds. */
    private Outcome cancelled(Booking booking, BackendResponse answer) {
        if (answer.status() != 400 && !answer.ok()) {
            return refused(answer);
        }
        JsonNode first = tree(answer.body()).path(0);
        if (!first.path("isSuccess").isBoolean()) {
            return answer.ok() ? unreadable() : refused(answer);
        }
        if (first.path("isSuccess").booleanValue()) {
            return AfterSend.applied(
                    first.at("/outputValues/CancellationTransactionJournalId").asText(booking.reverses()));
        }
        String code = first.at("/errors/0/statusCode").asText("");
        return code.equals("ALREADY_CANCELLED") ? AfterSend.applied(booking.reverses()) : CANCELLATION_REFUSED;
    }

    private Outcome unreadable() {
        return new Outcome.Uncertain(
                Failure.of(Failure.Reason.BAD_ANSWER, client.name(), "expected the outcome of one action"));
    }

    private Outcome refused(BackendResponse answer) {
        Failure failure = SalesforceError.failure(client.name(), answer.status(), answer.body())
                .failure();
        if (answer.status() == 403 && failure.reason() == Failure.Reason.OVERLOADED) { // a used-up quota
            return new Outcome.NotApplied(failure, true);
        }
        return switch (answer.status()) {
            case 400, 409, 413, 415, 422 -> AfterSend.rejected(failure.detail());
            case 403, 404, 405 -> new Outcome.NotApplied(failure, false);
            default -> new Outcome.Uncertain(failure);
        };
    }

    /** A cancellation is known by the journal it took back, everything else by our reference and its kind. */
    @Override
    public Future<Outcome> find(Booking booking, RequestContext context) {
        List<String> found = new ArrayList<>(1);
        boolean cancels = cancels(booking);
        String condition = cancels
                ? "Id IN " + Soql.in(List.of(booking.reverses()))
                : "ExternalTransactionNumber IN " + Soql.in(List.of(booking.reference()));
        String query = "SELECT Id,ExternalTransactionNumber,Status,JournalType.Name FROM TransactionJournal WHERE "
                + condition;
        return soql.rows(
                        query,
                        in -> {
                            Journal journal = Journal.read(in);
                            boolean wanted = cancels
                                    ? journal.status().equals("Cancelled")
                                    : journal.reference().equals(booking.reference())
                                            && journal.type().equals(credits(booking) ? ACCRUAL : REDEMPTION);
                            if (wanted) {
                                found.add(journal.id());
                            }
                        },
                        context)
                .map(read -> found.isEmpty()
                        ? AfterSend.absent(client.name())
                        : AfterSend.applied(found.stream().sorted().findFirst().orElseThrow()))
                .otherwise(cause -> AfterSend.notTold(cause, client.name()));
    }

    @Override
    public Duration lag() {
        return rules.lag();
    }

    @Override
    public SpentPoints spentPoints() {
        return rules.spentPoints();
    }

    private JsonNode tree(byte[] document) {
        try {
            return StrictJson.unambiguous(document);
        } catch (MalformedJson notJson) {
            throw bad("the answer is not JSON: " + notJson.fault().code());
        }
    }

    private Failed bad(String detail) {
        return Failure.of(Failure.Reason.BAD_ANSWER, client.name(), detail).asException();
    }
}
