package dev.weft.sandbox.salesforce;

import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Operation;
import dev.weft.sandbox.wire.Reply;
import dev.weft.sandbox.wire.Subject;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names journals are moved under: {@code accrue}, {@code redeem}, {@code cancelAccrual}, {@code cancelRedemption}, {@code journalLookup}. */
final class JournalOperations {

    private static final Pattern REFERENCE =
            Pattern.compile("\"ExternalTransactionNumber\"\\s*:\\s*\"([^\"\\\\]{1,255})\"");
    private static final Pattern SOUGHT =
            Pattern.compile("ExternalTransactionNumber\\s*(?:=|IN\\s*\\()\\s*'([^'\\\\]{1,255})'");

    private final SalesforceOrg org;
    private final JournalDesk desk;
    private final Operation cancelAccrual;
    private final Operation cancelRedemption;

    JournalOperations(SalesforceOrg org, JournalDesk desk) {
        this.org = org;
        this.desk = desk;
        this.cancelAccrual = new Operation("cancelAccrual", call -> org.guarded(call, desk::cancel));
        this.cancelRedemption = new Operation("cancelRedemption", call -> org.guarded(call, desk::cancel));
    }

    /** The operation, if the call is about journals. */
    Optional<Operation> operation(Call call) {
        if (call.segment(3).equals("query")) {
            return sought(call);
        }
        if (!call.method().equals(HttpMethod.POST)) {
            return Optional.empty();
        }
        if (call.segment(3).equals("connect") && call.segment(7).equals("program-processes")) {
            String name = call.segment(8).endsWith("Redemption") ? "redeem" : "accrue";
            return Optional.of(new Operation(name, it -> org.guarded(it, desk::process), JournalOperations::created));
        }
        if (call.segment(3).equals("actions") && call.segment(4).equals("standard")) {
            return switch (call.segment(5)) {
                case "cancelAccrual" -> Optional.of(cancelAccrual);
                case "cancelRedemption" -> Optional.of(cancelRedemption);
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    private static Optional<Subject> created(Call call) {
        Matcher matcher = REFERENCE.matcher(call.body());
        return matcher.find()
                ? Optional.of(new Subject("journal", matcher.group(1), Subject.Act.CREATE, JournalOperations::done))
                : Optional.empty();
    }

    private static boolean done(Reply reply) {
        return reply.status() == 200 && reply.bodyText().contains("\"status\":true");
    }

    private Optional<Operation> sought(Call call) {
        String query = call.param("q").orElse("");
        Matcher matcher = SOUGHT.matcher(query);
        return matcher.find()
                ? Optional.of(new Operation(
                        "journalLookup",
                        it -> org.guarded(it, org::query),
                        it -> Optional.of(new Subject(
                                "journal",
                                matcher.group(1),
                                Subject.Act.LOOKUP,
                                reply -> reply.status() == 200
                                        && !reply.bodyText().contains("\"totalSize\":0")))))
                : Optional.empty();
    }
}
