package dev.weft.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("FaultsTest")
class FaultsTest {

    @RegisterExtension
    static final RunningSandbox sandbox = new RunningSandbox();

    private static final String STOCK = "/erp-rest/v2/stock?codes=WF-10000001";
    private static final String PRICES = "/erp-rest/v2/prices?list=RETAIL_EU&codes=WF-10000001";

    @Test
    void delaysAnswersOfOneOperation() {
        sandbox.fault("erp-rest", "{\"operation\":\"stock\",\"latency\":{\"kind\":\"fixed\",\"ms\":400}}");

        assertThat(took(STOCK)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
        assertThat(sandbox.get(PRICES, key()).statusCode()).isEqualTo(200);
    }

    @Test
    void drawsLatenciesThatDiffer() {
        for (String kind : List.of("normal", "longtail")) {
            sandbox.fault("erp-rest", "{\"latency\":{\"kind\":\"" + kind + "\",\"ms\":20,\"sigmaMs\":15}}");
            List<Long> taken =
                    IntStream.range(0, 12).mapToObj(i -> took(STOCK).toMillis()).toList();
            assertThat(taken.stream().distinct().count()).isGreaterThan(2);
        }
    }

    @Test
    void failsTheGivenShareOfRequests() {
        sandbox.fault("erp-rest", "{\"errorRate\":0.3,\"error\":\"503\",\"retryAfterSeconds\":7}");
        List<HttpResponse<String>> answers =
                IntStream.range(0, 200).mapToObj(i -> sandbox.get(STOCK, key())).toList();
        List<HttpResponse<String>> failed =
                answers.stream().filter(it -> it.statusCode() == 503).toList();

        assertThat(failed.size()).isBetween(30, 95);
        assertThat(failed.get(0).headers().firstValue("retry-after")).hasValue("7");
        assertThat(new JsonObject(failed.get(0).body()).containsKey("fault")).isTrue();
    }

    @Test
    void failsInEachVendorsShape() {
        for (String system : List.of("scapi", "sap", "crm", "loyalty")) {
            sandbox.fault(system, "{\"error\":\"429\"}");
        }

        assertThat(new JsonObject(sandbox.get("/scapi/x").body()).containsKey("title"))
                .isTrue();
        assertThat(new JsonObject(sandbox.get("/sap/x").body()).containsKey("error"))
                .isTrue();
        assertThat(new JsonArray(sandbox.get("/crm/x").body())).hasSize(1);
        assertThat(sandbox.get("/loyalty/x").statusCode()).isEqualTo(429);
    }

    @Test
    void closesTheConnectionWhenOfflineOrReset() {
        for (String fault : List.of("{\"offline\":true}", "{\"error\":\"reset\"}")) {
            sandbox.fault("erp-rest", fault);
            assertThatThrownBy(() -> sandbox.get(STOCK, key())).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void dripsByteByByte() throws Exception {
        sandbox.fault("erp-rest", "{\"error\":\"drip\"}");
        long start = System.currentTimeMillis();
        HttpResponse<InputStream> answer =
                sandbox.client().send(sandbox.request(STOCK, key()).build(), BodyHandlers.ofInputStream());

        assertThat(answer.statusCode()).isEqualTo(200);
        try (InputStream body = answer.body()) {
            assertThat(body.read()).isEqualTo('{');
            assertThat(body.read()).isEqualTo('"');
        }
        assertThat(System.currentTimeMillis() - start).isGreaterThanOrEqualTo(900);
        assertThatThrownBy(() -> sandbox.client()
                        .sendAsync(sandbox.request(STOCK, key()).build(), BodyHandlers.ofString())
                        .get(1500, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void sendsGarbageThatIsNoJson() {
        sandbox.fault("erp-rest", "{\"error\":\"garbage\"}");
        HttpResponse<String> answer = sandbox.get(STOCK, key());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> new JsonObject(answer.body())).isInstanceOf(RuntimeException.class);
    }

    @Test
    void streamsMoreThanAnyoneWantsAndStopsWhenTheClientGoes() throws Exception {
        sandbox.fault("erp-rest", "{\"error\":\"oversized\"}");
        HttpResponse<InputStream> answer =
                sandbox.client().send(sandbox.request(STOCK, key()).build(), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            assertThat(body.readNBytes(12 * 1024 * 1024)).hasSize(12 * 1024 * 1024);
        }
        sandbox.delete("/_sandbox/faults");

        assertThat(sandbox.get(STOCK, key()).statusCode()).isEqualTo(200);
    }

    @Test
    void promisesMoreThanItSends() {
        sandbox.fault("erp-rest", "{\"error\":\"wrong-length\"}");

        assertThatThrownBy(() -> sandbox.client()
                        .sendAsync(sandbox.request(STOCK, key()).build(), BodyHandlers.ofString())
                        .get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void expiresTokensGivenOutSoFar() {
        String path = "/scapi/product/shopper-products/v1" + RunningSandbox.ORG + "/products/10000001?siteId=WeftEU";
        String[] before = sandbox.guest();
        assertThat(sandbox.get(path, before).statusCode()).isEqualTo(200);
        sandbox.fault("scapi", "{\"expireTokens\":true}");

        assertThat(sandbox.get(path, before).statusCode()).isEqualTo(401);
        assertThat(sandbox.get(path, sandbox.guest()).statusCode()).isEqualTo(200);
    }

    @Test
    void listsAndForgetsFaults() {
        sandbox.fault("erp-rest", "{\"offline\":true}");
        sandbox.fault("crm", "{\"operation\":\"query\",\"error\":\"500\",\"errorRate\":0.5}");

        JsonObject listed = new JsonObject(sandbox.get("/_sandbox/faults").body());
        assertThat(listed.fieldNames()).containsExactlyInAnyOrder("erp-rest", "crm");
        sandbox.delete("/_sandbox/faults/erp-rest");
        assertThat(sandbox.get(STOCK, key()).statusCode()).isEqualTo(200);
        sandbox.delete("/_sandbox/faults");
        assertThat(new JsonObject(sandbox.get("/_sandbox/faults").body())).isEmpty();
    }

    @Test
    void refusesAFaultItDoesNotKnow() {
        assertThat(sandbox.put("/_sandbox/faults/erp-rest", "{\"explode\":true}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(sandbox.put("/_sandbox/faults/erp-rest", "{\"error\":\"418\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(sandbox.put("/_sandbox/faults/erp-rest", "{\"errorRate\":2}").statusCode())
                .isEqualTo(400);
        assertThat(sandbox.put("/_sandbox/faults/nope", "{\"offline\":true}").statusCode())
                .isEqualTo(400);
        assertThat(sandbox.put("/_sandbox/faults/erp-rest", "[").statusCode()).isEqualTo(400);
    }

    private static Duration took(String path) {
        long start = System.currentTimeMillis();
        assertThat(sandbox.get(path, key()).statusCode()).isEqualTo(200);
        return Duration.ofMillis(System.currentTimeMillis() - start);
    }

    private static String[] key() {
        return new String[] {"X-Api-Key", "sandbox-key"};
    }
}
