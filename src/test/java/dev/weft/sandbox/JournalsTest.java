package dev.weft.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JournalsTest {

    @RegisterExtension
    static final RunningSandbox sandbox = new RunningSandbox();

    private static final String DATA = "/loyalty/services/data/v62.0";

    @BeforeEach
    void emptyBooks() {
        sandbox.delete("/_sandbox/books");
    }

    @Test
    void pointsComeAndGoAndTheBalanceFollows() {
        double before = balance();
        String accrued = journal(process("WeftAccrual", "Accrual", "L-1", "PointsToCredit", 120));
        assertThat(balance()).isEqualTo(before + 120);
        journal(process("WeftRedemption", "Redemption", "L-2", "PointsToDebit", 50));
        assertThat(balance()).isEqualTo(before + 70);

        JsonObject cancelled = cancel("cancelAccrual", accrued);
        assertThat(cancelled.getBoolean("isSuccess")).isTrue();
        assertThat(balance()).isEqualTo(before - 50);
        assertThat(cancel("cancelAccrual", accrued).getBoolean("isSuccess")).isFalse();
        assertThat(balance()).isEqualTo(before - 50);
    }

    @Test
    void findsJournalsByTheCallersReference() {
        String id = journal(process("WeftAccrual", "Accrual", "L-3", "PointsToCredit", 5));
        JsonArray found = query("L-3");

        assertThat(found).hasSize(1);
        assertThat(found.getJsonObject(0).getString("Id")).isEqualTo(id);
        assertThat(found.getJsonObject(0).getJsonObject("JournalType").getString("Name"))
                .isEqualTo("Accrual");
        assertThat(query("L-4")).isEmpty();
        assertThat(query("L-3\\' OR Id != \\'")).isEmpty();
    }

    @Test
    void refusesInTheBodyWhereThePointsDoNotSuffice() {
        double before = balance();
        HttpResponse<String> refused = process("WeftRedemption", "Redemption", "L-5", "PointsToDebit", 1_000_000);

        assertThat(refused.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(refused.body()).getBoolean("status")).isFalse();
        assertThat(balance()).isEqualTo(before);
        sandbox.fault("loyalty", "{\"operation\":\"redeem\",\"error\":\"insufficient-points\"}");
        assertThat(new JsonObject(process("WeftRedemption", "Redemption", "L-6", "PointsToDebit", 1)
                                .body())
                        .getBoolean("status"))
                .isFalse();
        assertThat(query("L-6")).isEmpty();
    }

    @Test
    void countsReferencesThatCameTwice() {
        process("WeftAccrual", "Accrual", "L-7", "PointsToCredit", 5);
        process("WeftAccrual", "Accrual", "L-7", "PointsToCredit", 5);

        JsonObject loyalty = new JsonObject(sandbox.get("/_sandbox/verdicts").body()).getJsonObject("loyalty");
        assertThat(loyalty.getInteger("surplus")).isEqualTo(1);
        assertThat(loyalty.getJsonArray("duplicates")).containsExactly("L-7");
        assertThat(loyalty.getDouble("pointsMoved")).isEqualTo(10);
    }

    private static HttpResponse<String> process(
            String process, String type, String reference, String pointsName, int points) {
        JsonObject journal = new JsonObject()
                .put("ActivityDate", "2026-11-25T10:00:00Z")
                .put("ExternalTransactionNumber", reference)
                .put("JournalTypeName", type)
                .put("MembershipNumber", "WC00000007")
                .put("Status", "Processed");
        JsonObject body = new JsonObject()
                .put(
                        "processParameters",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("TransactionJournal", journal)
                                        .put(pointsName, points)));
        return sandbox.post(
                DATA + "/connect/loyalty/programs/Weft%20Circle/program-processes/" + process, body.encode(), token());
    }

    private static String journal(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body())
                .getJsonObject("outputParameters")
                .getJsonObject("outputParameters")
                .getJsonArray("results")
                .getJsonObject(0)
                .getString("TransactionJournalId");
    }

    private static JsonObject cancel(String action, String id) {
        JsonObject input = new JsonObject().put("TransactionJournalId", id).put("CancellationReason", "returned");
        return new JsonArray(sandbox.post(
                                DATA + "/actions/standard/" + action,
                                new JsonObject()
                                        .put("inputs", new JsonArray().add(input))
                                        .encode(),
                                token())
                        .body())
                .getJsonObject(0);
    }

    private static JsonArray query(String reference) {
        String soql = "SELECT Id,Status,JournalType.Name FROM TransactionJournal WHERE ExternalTransactionNumber = '"
                + reference + "'";
        return new JsonObject(sandbox.get(DATA + "/query?q=" + RunningSandbox.encoded(soql), token())
                        .body())
                .getJsonArray("records");
    }

    private static double balance() {
        return new JsonObject(sandbox.get(
                                DATA + "/loyalty-programs/Weft%20Circle/members?membershipNumber=WC00000007", token())
                        .body())
                .getJsonArray("memberCurrencies")
                .getJsonObject(0)
                .getDouble("pointsBalance");
    }

    private static String[] token() {
        return RunningSandbox.bearer(new JsonObject(sandbox.post(
                                "/loyalty/services/oauth2/token",
                                "grant_type=client_credentials&client_id=weft-gateway&client_secret=sandbox-secret")
                        .body())
                .getString("access_token"));
    }
}
