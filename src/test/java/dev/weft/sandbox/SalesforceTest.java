package dev.weft.sandbox;

import static dev.weft.sandbox.RunningSandbox.bearer;
import static dev.weft.sandbox.RunningSandbox.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SalesforceTest {

    @RegisterExtension
    static final RunningSandbox sandbox = new RunningSandbox();

    private static final String DATA = "/services/data/v62.0";
    private static final String GRANT =
            "grant_type=client_credentials&client_id=weft-gateway&client_secret=sandbox-secret";

    @Test
    void givesASessionWithoutAnExpiry() {
        HttpResponse<String> answer = sandbox.post("/crm/services/oauth2/token", GRANT);
        JsonObject token = new JsonObject(answer.body());

        assertThat(token.fieldNames())
                .containsExactlyInAnyOrder(
                        "access_token", "signature", "instance_url", "id", "token_type", "issued_at");
        assertThat(token.getString("instance_url")).isEqualTo("http://127.0.0.1:" + sandbox.port() + "/crm");
        assertThat(answer.headers().firstValue("sforce-limit-info").orElseThrow())
                .matches("api-usage=\\d+/\\d+");
        assertThat(sandbox.post("/crm/services/oauth2/token", GRANT + "x").statusCode())
                .isEqualTo(400);
    }

    @Test
    void findsAContactByQueryAndByExternalId() {
        JsonObject found = query(
                "crm",
                "SELECT Id, Email, FirstName, Account.Name FROM Contact WHERE StorefrontId__c = 'wsh00000007' LIMIT 2");
        JsonObject record = found.getJsonArray("records").getJsonObject(0);
        JsonObject contact = new JsonObject(
                get("crm", "/sobjects/Contact/StorefrontId__c/wsh00000007").body());

        assertThat(found.getInteger("totalSize")).isEqualTo(1);
        assertThat(record.getString("Id")).hasSize(18).isEqualTo(contact.getString("Id"));
        assertThat(record.getJsonObject("Account").getString("Name")).isNotEmpty();
        assertThat(record.getJsonObject("attributes").getString("type")).isEqualTo("Contact");
        assertThat(contact.getString("StorefrontId__c")).isEqualTo("wsh00000007");
        assertThat(query("crm", "SELECT Id FROM Contact WHERE Email='" + record.getString("Email") + "'")
                        .getInteger("totalSize"))
                .isEqualTo(1);
        assertThat(query("crm", "select Id from Contact where Id in ('" + record.getString("Id") + "','x')")
                        .getInteger("totalSize"))
                .isEqualTo(1);
    }

    @Test
    void combinesConditionsAndOrders() {
        JsonArray cases = query(
                        "crm",
                        "SELECT CaseNumber, Status FROM Case WHERE Status IN ('New','Closed') AND Origin = 'Web'"
                                + " ORDER BY CaseNumber DESC LIMIT 5")
                .getJsonArray("records");

        assertThat(cases).hasSize(5);
        assertThat(cases.stream().map(it -> ((JsonObject) it).getString("CaseNumber")))
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(cases.stream().map(it -> ((JsonObject) it).getString("Status")))
                .containsOnly("New", "Closed");
    }

    @Test
    void pagesThroughNextRecordsUrl() {
        sandbox.put("/_sandbox/crm/page-size", "{\"rows\":150}");
        try {
            Set<String> ids = new HashSet<>();
            JsonObject page = query("crm", "SELECT Id FROM Contact");
            int total = page.getInteger("totalSize");
            int pages = 1;
            while (!page.getBoolean("done")) {
                page.getJsonArray("records").forEach(it -> ids.add(((JsonObject) it).getString("Id")));
                page = new JsonObject(sandbox.get("/crm" + page.getString("nextRecordsUrl"), session("crm"))
                        .body());
                pages++;
            }
            page.getJsonArray("records").forEach(it -> ids.add(((JsonObject) it).getString("Id")));

            assertThat(total).isEqualTo(392);
            assertThat(ids).hasSize(total);
            assertThat(pages).isEqualTo(3);
        } finally {
            sandbox.put("/_sandbox/crm/page-size", "{\"rows\":2000}");
        }
    }

    @Test
    void refusesInErrorArrays() {
        assertError(sandbox.get("/crm" + DATA + "/query?q=x"), 401, "INVALID_SESSION_ID");
        assertError(get("crm", "/query?q=" + encoded("SELECT FROM Contact")), 400, "MALFORMED_QUERY");
        assertError(get("crm", "/query?q=" + encoded("SELECT Id FROM Contact WHERE Id = 'x")), 400, "MALFORMED_QUERY");
        assertError(get("crm", "/query?q=" + encoded("SELECT Shoe FROM Contact")), 400, "INVALID_FIELD");
        assertError(get("crm", "/query?q=" + encoded("SELECT Id FROM Shoe")), 400, "INVALID_TYPE");
        assertError(get("crm", "/sobjects/Contact/StorefrontId__c/wsh00000050"), 404, "NOT_FOUND");
        sandbox.fault("crm", "{\"limitExceeded\":true,\"operation\":\"query\"}");
        assertError(get("crm", "/query?q=" + encoded("SELECT Id FROM Contact")), 403, "REQUEST_LIMIT_EXCEEDED");
    }

    @Test
    void readsEscapedTexts() {
        assertThat(query("crm", "SELECT Id FROM Contact WHERE Email = 'o\\'neill\\\\@example.com'")
                        .getInteger("totalSize"))
                .isZero();
    }

    @Test
    void answersAMemberWithPointsAndTier() {
        JsonObject member =
                new JsonObject(get("loyalty", "/loyalty-programs/Weft%20Circle/members?membershipNumber=WC00000007")
                        .body());
        JsonObject same = new JsonObject(get(
                        "loyalty",
                        "/loyalty-programs/Weft%20Circle/members?memberId="
                                + member.getString("loyaltyProgramMemberId"))
                .body());

        assertThat(same).isEqualTo(member);
        assertThat(member.getString("membershipNumber")).isEqualTo("WC00000007");
        assertThat(member.getJsonArray("memberCurrencies").getJsonObject(0).getString("loyaltyMemberCurrencyName"))
                .isEqualTo("Threads");
        assertThat(member.getJsonArray("memberTiers").getJsonObject(0).getString("loyaltyMemberTierName"))
                .isIn("Linen", "Wool", "Silk");
        assertError(
                get("loyalty", "/loyalty-programs/Weft%20Circle/members?membershipNumber=WC00000040"),
                404,
                "NOT_FOUND");
        assertError(get("loyalty", "/loyalty-programs/Other/members?membershipNumber=WC00000007"), 404, "NOT_FOUND");
    }

    @Test
    void tellsTheEarnRatesOfTheTiers() {
        JsonArray tiers = query(
                        "loyalty",
                        "SELECT Name, SequenceNumber, PointsPerUnit__c, LoyaltyTierGroup.LoyaltyProgram.Name FROM"
                                + " LoyaltyTier WHERE LoyaltyTierGroup.LoyaltyProgram.Name = 'Weft Circle' ORDER BY"
                                + " SequenceNumber")
                .getJsonArray("records");

        assertThat(tiers.stream().map(it -> ((JsonObject) it).getString("Name")))
                .containsExactly("Linen", "Wool", "Silk");
        assertThat(tiers.stream().map(it -> ((JsonObject) it).getDouble("PointsPerUnit__c")))
                .containsExactly(1.0, 1.25, 1.5);
        assertThat(tiers.getJsonObject(0)
                        .getJsonObject("LoyaltyTierGroup")
                        .getJsonObject("LoyaltyProgram")
                        .getString("Name"))
                .isEqualTo("Weft Circle");
    }

    @Test
    void findsTheMemberBehindAStorefrontId() {
        JsonObject record = query(
                        "loyalty",
                        "SELECT MembershipNumber, Contact.StorefrontId__c FROM LoyaltyProgramMember WHERE"
                                + " Contact.StorefrontId__c = 'wsh00000007'")
                .getJsonArray("records")
                .getJsonObject(0);

        assertThat(record.getString("MembershipNumber")).isEqualTo("WC00000007");
        assertThat(record.getJsonObject("Contact").getString("StorefrontId__c")).isEqualTo("wsh00000007");
    }

    private static JsonObject query(String system, String soql) {
        HttpResponse<String> answer = get(system, "/query?q=" + encoded(soql).replace("%20", "+"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private static HttpResponse<String> get(String system, String path) {
        return sandbox.get("/" + system + DATA + path, session(system));
    }

    private static String[] session(String system) {
        return bearer(new JsonObject(sandbox.post("/" + system + "/services/oauth2/token", GRANT)
                        .body())
                .getString("access_token"));
    }

    private static void assertError(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(new JsonArray(answer.body()).getJsonObject(0).getString("errorCode"))
                .isEqualTo(code);
        assertThat(answer.headers().firstValue("sforce-limit-info")).isPresent();
    }
}
