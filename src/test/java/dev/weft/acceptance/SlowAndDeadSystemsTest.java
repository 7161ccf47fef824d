package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A system that is slow or gone costs its own part and nothing else. */
class SlowAndDeadSystemsTest {
    private static final Duration RESET = Duration.ofMillis(500);

    /**
     * A breaker that opens and closes in test time, a shopper's screen that is nothing without the profile, and far more time than a busy
     * machine needs wherever it is not the client who is in a hurry.
     */
    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    RunningWeft.edited(
                            patient(text),
                            "breaker: { failures: 20, window: 10s, reset: 5s }",
                            "breaker: { failures: 30, window: 10s, reset: 500ms }\n"
                                    + "    retry: { attempts: 0, budget: 20%, backoff: 50ms }"),
                    "profile: { required: false",
                    "profile: { required: true"));

    private static String patient(String text) {
        return RunningWeft.edited(text, "requestDeadline: 2s", "requestDeadline: 8s")
                .replaceAll("budget: (800ms|1s|1500ms)", "budget: 6s")
                .replaceAll("\n    timeout: (1s|1500ms)\n", "\n    timeout: 6s\n");
    }

    @Test
    void aSlowErpIsMissingWithinTheClientsDeadline() {
        WEFT.sandbox().fault("sap", "{'latency':{'kind':'fixed','ms':20000}}");
        Storefront hurried = WEFT.guest().with("X-Request-Deadline-Ms", "1000");
        for (int i = 0; i < 4; i++) {
            Answer answer = hurried.get("/v1/products/" + WEFT.sandbox().sku());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.complete()).isFalse();
            assertThat(answer.part("content")).isEqualTo("ok");
            assertThat(answer.part("price")).isEqualTo("missing: timeout");
            assertThat(answer.part("stock")).isEqualTo("missing: timeout");
            assertThat(answer.part("points")).isEqualTo("ok");
            assertThat(answer.at("/price").isNull()).isTrue();
            assertThat(answer.millis()).isLessThan(5_000);
        }
        WEFT.sandbox().clearFaults();
        untilErpIsBack();
    }

    @Test
    void aHurriedClientsGapIsNotEverybodys() {
        String path = "/v1/products/" + WEFT.sandbox().sku() + "?include=price,stock";
        WEFT.sandbox().fault("sap", "{'latency':{'kind':'fixed','ms':400}}");
        Storefront guest = WEFT.guest();
        Answer hurried = guest.with("X-Request-Deadline-Ms", "150").get(path);
        Answer patient = guest.get(path);
        assertThat(hurried.part("stock")).isEqualTo("missing: timeout");
        assertThat(patient.part("stock")).isEqualTo("ok");
        assertThat(patient.complete()).isTrue();
    }

    @Test
    void aDeadErpIsMissingAndCallsStopButForProbes() {
        WEFT.sandbox().fault("sap", "{'offline':true}");
        Storefront guest = WEFT.guest();
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Answer answer = guest.get("/v1/products/" + WEFT.sandbox().sku());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.part("content")).isEqualTo("ok");
            assertThat(answer.part("stock")).isEqualTo("missing: breaker_open");
        });
        WEFT.sandbox().resetCounts();
        Storefront other = WEFT.guest();
        long begun = System.nanoTime();
        int asked = 60;
        for (int i = 0; i < asked; i++) {
            Answer answer = other.get("/v1/products/" + WEFT.sandbox().sku() + "?include=stock");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.part("stock")).startsWith("missing: ");
        }
        long resets = Duration.ofNanos(System.nanoTime() - begun).dividedBy(RESET) + 1;
        assertThat((long) WEFT.sandbox().calls("sap"))
                .as("one probe each time the breaker is half open")
                .isLessThanOrEqualTo(resets);
        WEFT.sandbox().clearFaults();
        untilErpIsBack();
    }

    @Test
    void withoutErpAndCrmTheProductStillAnswers() {
        WEFT.sandbox().fault("sap", "{'offline':true}");
        WEFT.sandbox().fault("crm", "{'offline':true}");
        Answer product = WEFT.guest().get("/v1/products/" + WEFT.sandbox().sku());
        assertThat(product.status()).isEqualTo(200);
        assertThat(product.complete()).isFalse();
        assertThat(product.at("/content/name").asText()).isNotEmpty();
        assertThat(product.part("price")).startsWith("missing: ");
        assertThat(product.part("points")).isEqualTo("ok");
        assertThat(product.at("/points").isNull()).as("points need the price").isTrue();

        Answer me = WEFT.shopper().get("/v1/me");
        assertThat(me.status()).isEqualTo(502);
        assertThat(me.at("/backends").toString()).isEqualTo("[\"crm\"]");
        assertThat(me.at("/retryable").asBoolean()).isTrue();
        assertThat(me.header("retry-after")).isNotEmpty();

        Answer rest = WEFT.shopper().get("/v1/me?include=loyalty,orders,basket");
        assertThat(rest.status()).isEqualTo(200);
        assertThat(rest.part("loyalty")).isEqualTo("ok");
        assertThat(rest.part("basket")).isEqualTo("ok");
        assertThat(rest.part("orders")).startsWith("missing: ");
        WEFT.sandbox().clearFaults();
        untilErpIsBack();
    }

    @Test
    void aRequiredPartTooLateIsAGatewayTimeoutNamingTheSystem() {
        WEFT.sandbox().fault("scapi", "{'latency':{'kind':'fixed','ms':20000}}");
        Answer answer = WEFT.guest()
                .with("X-Request-Deadline-Ms", "300")
                .get("/v1/products/" + WEFT.sandbox().sku());
        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.code()).isEqualTo("backend_timeout");
        assertThat(answer.at("/backends").toString()).isEqualTo("[\"scapi\"]");
        assertThat(answer.millis()).isLessThan(5_000);
    }

    @Test
    void aRequiredPartFailedIsABadGatewayNamingTheSystem() {
        WEFT.sandbox().fault("scapi", "{'error':'500'}");
        for (String path : new String[] {"/v1/products/", "/v1/products?skus="}) {
            Answer answer = WEFT.guest().get(path + WEFT.sandbox().sku());
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.code()).isEqualTo("backend_failed");
            assertThat(answer.at("/detail").asText()).contains("content");
            assertThat(answer.at("/backends").toString()).isEqualTo("[\"scapi\"]");
        }
        Answer stock = WEFT.guest().get("/v1/products/" + WEFT.sandbox().sku() + "?include=stock");
        assertThat(stock.status()).as("commerce is not asked").isEqualTo(200);
    }

    @Test
    void tokensThatExpireEarlyAreFetchedAgainUnseen() {
        for (String system : new String[] {"sap", "crm", "loyalty", "scapi"}) {
            WEFT.sandbox().fault(system, "{'expireTokens':true}");
        }
        assertThat(WEFT.guest().get("/v1/products/" + WEFT.sandbox().sku()).complete())
                .isTrue();
        assertThat(WEFT.shopper().get("/v1/me").complete()).isTrue();
        assertThat(WEFT.sandbox().calls("sap", "token")).isEqualTo(1);
    }

    private static void untilErpIsBack() {
        Storefront guest = WEFT.guest();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                guest.get("/v1/products/" + WEFT.sandbox().sku())
                                        .complete())
                        .isTrue());
    }
}
