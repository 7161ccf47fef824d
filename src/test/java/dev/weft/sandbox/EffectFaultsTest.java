package dev.weft.sandbox;

import static dev.weft.sandbox.SapDesk.ORDERS;
import static dev.weft.sandbox.SapDesk.item;
import static dev.weft.sandbox.SapDesk.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What leaves a caller in doubt: effects without answers, answers without effects, and searches that lag behind. */
class EffectFaultsTest {

    @RegisterExtension
    static final RunningSandbox sandbox = new RunningSandbox();

    private static final SapDesk sap = new SapDesk(sandbox);
    private static final String ORDER = "{\"Ext_Ref\":\"%s\",\"Customer\":\"00000007\",\"List\":\"RETAIL_EU\","
            + "\"Cur\":\"EUR\",\"Rows\":[{\"Code\":\"WF-10000001\",\"Qty\":1}]}";

    @BeforeEach
    void emptyBooks() {
        sandbox.delete("/_sandbox/books");
    }

    @Test
    void appliesAndNeverAnswers() {
        sandbox.fault("erp-rest", "{\"operation\":\"orderCreate\",\"error\":\"applied-timeout\"}");

        assertThatThrownBy(() -> createInHaste("W-1")).isInstanceOf(HttpTimeoutException.class);
        Awaitility.await().untilAsserted(() -> assertThat(orders("W-1")).hasSize(1));
        assertThat(history("W-1", "erp-rest.order")).isEqualTo("U");
    }

    @Test
    void appliesAndAnswers502() throws Exception {
        sandbox.fault("erp-rest", "{\"operation\":\"orderCreate\",\"error\":\"applied-502\"}");

        assertThat(create("W-2").statusCode()).isEqualTo(502);
        assertThat(orders("W-2")).hasSize(1);
    }

    @Test
    void appliesAndAnswers503AsAProxyDoes() throws Exception {
        sandbox.fault("erp-rest", "{\"operation\":\"orderCreate\",\"error\":\"applied-503\",\"retryAfterSeconds\":7}");

        HttpResponse<String> answer = create("W-2A");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).contains("7");
        assertThat(orders("W-2A")).hasSize(1);
        assertThat(history("W-2A", "erp-rest.order")).isEqualTo("U");
    }

    @Test
    void losesTheRequestBeforeItIsApplied() {
        sandbox.fault("erp-rest", "{\"operation\":\"orderCreate\",\"error\":\"lost\"}");

        assertThatThrownBy(() -> createInHaste("W-3")).isInstanceOf(HttpTimeoutException.class);
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(history("W-3", "erp-rest.order")).isEqualTo("L"));
        assertThat(orders("W-3")).isEmpty();
    }

    @Test
    void appliesOnlyAfterTheCallerHasGone() {
        sandbox.fault("erp-rest", "{\"operation\":\"orderCreate\",\"error\":\"applied-late\",\"lateMs\":3000}");

        assertThatThrownBy(() -> createInHaste("W-4")).isInstanceOf(HttpTimeoutException.class);
        assertThat(orders("W-4")).isEmpty();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(orders("W-4")).hasSize(1));
        assertThat(history("W-4", "erp-rest.order")).isEqualTo("LT");
    }

    @Test
    void mixesEndsByTheirShares() throws Exception {
        sandbox.fault("erp-rest", "{\"operation\":\"orderCreate\",\"errors\":{\"applied-502\":0.5,\"503\":0.3}}");
        int[] seen = new int[3];
        for (int i = 0; i < 100; i++) {
            int status = create("M-" + i).statusCode();
            seen[status == 502 ? 0 : status == 503 ? 1 : 2]++;
        }

        assertThat(seen[0]).isBetween(30, 70);
        assertThat(seen[1]).isBetween(12, 48);
        assertThat(seen[2]).isBetween(5, 38);
        JsonObject verdict = new JsonObject(sandbox.get("/_sandbox/verdicts").body());
        assertThat(verdict.getJsonObject("erp-rest").getInteger("orders")).isEqualTo(seen[0] + seen[2]);
        assertThat(sandbox.put("/_sandbox/faults/sap", "{\"errors\":{\"lost\":0.7,\"503\":0.7}}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void doesNotFindByReferenceWhatIsYoungerThanTheLag() {
        sandbox.fault("sap", "{\"searchLagMs\":600000}");
        String number = sap.taken("W-5");

        assertThat(sap.byReference(ORDERS, "W-5")).isEmpty();
        assertThat(sap.found(ORDERS, "SalesOrder eq '" + number + "'")).hasSize(1);
        sandbox.delete("/_sandbox/faults/sap");
        assertThat(sap.byReference(ORDERS, "W-5")).hasSize(1);
    }

    @Test
    void knowsWhoSentBlindlyAndWhoAskedFirst() {
        sap.post(ORDERS, order("W-6", new JsonArray().add(item())));
        sap.post(ORDERS, order("W-6", new JsonArray().add(item())));
        sandbox.fault("sap", "{\"operation\":\"orderCreate\",\"error\":\"429\"}");
        sap.post(ORDERS, order("W-7", new JsonArray().add(item())));
        sandbox.delete("/_sandbox/faults/sap");
        sap.post(ORDERS, order("W-7", new JsonArray().add(item())));
        sandbox.fault("sap", "{\"operation\":\"orderCreate\",\"error\":\"502\"}");
        sap.post(ORDERS, order("W-8", new JsonArray().add(item())));
        sandbox.delete("/_sandbox/faults/sap");
        sap.byReference(ORDERS, "W-8");
        sap.post(ORDERS, order("W-8", new JsonArray().add(item())));

        JsonObject arrivals = new JsonObject(sandbox.get("/_sandbox/verdicts").body())
                .getJsonObject("arrivals")
                .getJsonObject("sap.order");
        assertThat(arrivals.getInteger("blindSends")).isEqualTo(1);
        assertThat(arrivals.getJsonArray("examples").getJsonObject(0).getString("reference"))
                .isEqualTo("W-6");
        assertThat(arrivals.getInteger("lookups")).isEqualTo(1);
        assertThat(history("W-8", "sap.order")).isEqualTo("LnA");
    }

    @Test
    void whoeverSendsAgainAfterA503WithoutAskingSendsBlindly() {
        sandbox.fault("sap", "{\"operation\":\"orderCreate\",\"error\":\"503\"}");
        sap.post(ORDERS, order("W-9", new JsonArray().add(item())));
        sandbox.delete("/_sandbox/faults/sap");
        sap.post(ORDERS, order("W-9", new JsonArray().add(item())));

        assertThat(new JsonObject(sandbox.get("/_sandbox/verdicts").body())
                        .getJsonObject("arrivals")
                        .getJsonObject("sap.order")
                        .getInteger("blindSends"))
                .isEqualTo(1);
    }

    @Test
    void readsHistoriesFromLeftToRight() {
        assertThat(Arrivals.History.of("UfA")).isEqualTo(new Arrivals.History(2, 1, 0, 1));
        assertThat(Arrivals.History.of("UxA")).isEqualTo(new Arrivals.History(2, 1, 1, 0));
        assertThat(Arrivals.History.of("LnTA")).isEqualTo(new Arrivals.History(2, 1, 0, 0));
        assertThat(Arrivals.History.of("RRA")).isEqualTo(new Arrivals.History(3, 0, 0, 0));
        assertThat(Arrivals.History.of("LRA")).isEqualTo(new Arrivals.History(3, 0, 2, 0));
    }

    @Test
    void takesMixedFaultsFromFlags() {
        RunningSandbox flagged = new RunningSandbox(RunningSandbox.SMALL.withFaults(List.of(
                "sap.orderCreate=applied-timeout:0.3,lost:0.1,applied-late:0.05,late:2000",
                "sap=searchLag:2000,duplicates:refused",
                "erp-rest=blackhole")));
        flagged.start();
        try {
            JsonObject faults = new JsonObject(flagged.get("/_sandbox/faults").body());
            JsonObject create = faults.getJsonArray("sap").getJsonObject(0);
            assertThat(create.getString("operation")).isEqualTo("orderCreate");
            assertThat(create.getJsonObject("errors").getDouble("applied-timeout"))
                    .isEqualTo(0.3);
            assertThat(create.getInteger("lateMs")).isEqualTo(2_000);
            assertThat(faults.getJsonArray("sap").getJsonObject(1).getString("duplicates"))
                    .isEqualTo("refused");
            assertThat(faults.getJsonArray("erp-rest").getJsonObject(0).getString("error"))
                    .isEqualTo("lost");
        } finally {
            flagged.stop();
        }
    }

    private static HttpResponse<String> create(String reference) throws Exception {
        return create(reference, Duration.ofSeconds(20));
    }

    /** Sends an order and waits for half a second, where nobody will answer. */
    private static HttpResponse<String> createInHaste(String reference) throws Exception {
        return create(reference, Duration.ofMillis(500));
    }

    private static HttpResponse<String> create(String reference, Duration patience) throws Exception {
        HttpRequest request = sandbox.request("/erp-rest/v2/orders", "X-Api-Key", "sandbox-key")
                .timeout(patience)
                .POST(BodyPublishers.ofString(ORDER.formatted(reference)))
                .build();
        return sandbox.client().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonArray orders(String reference) {
        return new JsonObject(
                        sandbox.get("/_sandbox/orders/erp-rest/" + reference).body())
                .getJsonArray("orders");
    }

    private static String history(String reference, String kind) {
        return new JsonObject(sandbox.get("/_sandbox/orders/sap/" + reference).body())
                .getJsonObject("history")
                .getString(kind);
    }
}
