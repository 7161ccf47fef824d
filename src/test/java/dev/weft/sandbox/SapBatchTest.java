package dev.weft.sandbox;

import static dev.weft.sandbox.RunningSandbox.basic;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SapBatchTest {

    @RegisterExtension
    static final RunningSandbox sandbox = new RunningSandbox();

    private static final String SERVICE = "/sap/sap/opu/odata/sap/API_MATERIAL_STOCK_SRV";
    private static final String ATP = "/sap/sap/opu/odata/sap/API_PRODUCT_AVAILY_INFO_BASIC";
    private static final String USER = basic("WEFT_GW", "sandbox-secret");
    private static final String GOOD = "GET A_MatlStkInAcctMod?$filter=Material%20eq%20'000000000010000001' HTTP/1.1";
    private static final String BAD = "GET A_MatlStkInAcctMod?$filter=Plant%20eq%201710 HTTP/1.1";

    /** What a fetch handed out. */
    private record Handshake(String token, String cookies) {}

    @Test
    void answersEachPartWithItsOwnStatus() {
        HttpResponse<String> answer = batch(SERVICE, handshake(), List.of(GOOD, BAD));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("multipart/mixed; boundary=");
        assertThat(answer.body()).contains("HTTP/1.1 200 OK\r\n", "HTTP/1.1 400 Bad Request\r\n");
        assertThat(answer.body()).contains("Content-ID: part0", "Content-ID: part1");
        assertThat(sandbox.counts().getJsonObject("sap"))
                .isEqualTo(
                        new JsonObject().put("batch", 1).put("batch.stock", 2).put("csrf", 1));
    }

    @Test
    void batchesTheAvailabilityFunction() {
        HttpResponse<String> answer = batch(
                ATP,
                handshake(),
                List.of("GET DetermineAvailabilityAt?SupplyingPlant='1010'&Material='000000000010000001'"
                        + "&ATPCheckingRule='A'&RequestedUTCDateTime=datetimeoffset'2026-11-01T00:00:00Z' HTTP/1.1"));

        assertThat(answer.body()).contains("AvailableQuantityInBaseUnit");
        assertThat(sandbox.counts().getJsonObject("sap").getInteger("batch.atp"))
                .isEqualTo(1);
    }

    @Test
    void needsTokenAndCookieTogether() {
        Handshake good = handshake();

        assertRequired(batch(SERVICE, new Handshake(good.token(), "other=1"), List.of(GOOD)));
        assertRequired(batch(SERVICE, new Handshake("wrong", good.cookies()), List.of(GOOD)));
        assertThat(batch(SERVICE, good, List.of(GOOD)).statusCode()).isEqualTo(202);
    }

    @Test
    void refusesAStaleToken() {
        Handshake stale = handshake();
        sandbox.fault("sap", "{\"staleCsrf\":true}");

        assertRequired(batch(SERVICE, stale, List.of(GOOD)));
        assertThat(batch(SERVICE, handshake(), List.of(GOOD)).statusCode()).isEqualTo(202);
    }

    @Test
    void failsSinglePartsByFault() {
        sandbox.fault("sap", "{\"operation\":\"stock\",\"error\":\"503\"}");
        HttpResponse<String> answer = batch(SERVICE, handshake(), List.of(GOOD));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("HTTP/1.1 503 Service Unavailable\r\n");
    }

    @Test
    void answersAChangeSetInItsPlaceAndRefusesABrokenBatch() {
        HttpResponse<String> write = batch(SERVICE, handshake(), List.of("POST A_MatlStkInAcctMod HTTP/1.1"));
        Handshake handshake = handshake();
        HttpResponse<String> broken = sandbox.post(
                SERVICE + "/$batch",
                "--b\r\nContent-Type: application/http\r\n" + GOOD,
                "Authorization",
                USER,
                "x-csrf-token",
                handshake.token(),
                "Cookie",
                handshake.cookies(),
                "Content-Type",
                "multipart/mixed; boundary=b");

        assertThat(write.body()).contains("HTTP/1.1 501 ");
        assertThat(broken.statusCode()).isEqualTo(400);
    }

    private static Handshake handshake() {
        HttpResponse<String> answer =
                sandbox.send(sandbox.request(SERVICE + "/", "Authorization", USER, "x-csrf-token", "fetch")
                        .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        String cookies = answer.headers().allValues("set-cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .collect(Collectors.joining("; "));
        return new Handshake(answer.headers().firstValue("x-csrf-token").orElseThrow(), cookies);
    }

    private static HttpResponse<String> batch(String service, Handshake handshake, List<String> requests) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < requests.size(); i++) {
            body.append(
                            "--batch_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: part")
                    .append(i)
                    .append("\r\n\r\n")
                    .append(requests.get(i))
                    .append("\r\nAccept: application/json\r\n\r\n\r\n");
        }
        body.append("--batch_1--\r\n");
        return sandbox.post(
                service + "/$batch",
                body.toString(),
                "Authorization",
                USER,
                "x-csrf-token",
                handshake.token(),
                "Cookie",
                handshake.cookies(),
                "Content-Type",
                "multipart/mixed; boundary=batch_1");
    }

    private static void assertRequired(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("x-csrf-token")).hasValue("Required");
    }
}
