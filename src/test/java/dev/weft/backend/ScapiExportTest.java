package dev.weft.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.client.BackendAuth;
import dev.weft.backend.scapi.ScapiExport;
import dev.weft.backend.scapi.ScapiSettings;
import dev.weft.kernel.Secret;
import dev.weft.order.Order;
import dev.weft.outbox.Outcome;
import dev.weft.sandbox.Sandbox;
import dev.weft.sandbox.SandboxSettings;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Export states told to the simulated commerce system's Orders API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScapiExportTest {
    private static final String ORDERS = "/scapi-admin/checkout/orders/v1/organizations/f_ecom_zzwf_001/orders";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private String origin = "";
    private Optional<ScapiExport> opened = Optional.empty();

    @BeforeAll
    void start() {
        SandboxSettings small = new SandboxSettings("127.0.0.1", 0, 42, 2, 120, 400, List.of());
        origin = "http://127.0.0.1:"
                + CannedBackend.await(vertx, () -> Sandbox.start(vertx, small)).port();
        BackendAuth auth = new BackendAuth.ClientCredentials(
                "/dwsso/oauth2/access_token",
                "5f1c0c2e-weft-gateway",
                new Secret("sandbox-secret"),
                BackendAuth.ClientCredentials.Style.BASIC,
                Optional.empty(),
                Map.of());
        opened = Optional.of(new ScapiExport(
                CannedBackend.client(vertx, "scapi-admin", origin + "/scapi-admin", auth),
                new ScapiSettings("f_ecom_zzwf_001", Map.of("WeftEU", "WeftEU"))));
    }

    @AfterAll
    void stop() {
        vertx.close().await();
    }

    @Test
    void tellsAStateOnceAndAgain() throws Exception {
        assertThat(export("WEB900000001", false)).isInstanceOf(Outcome.Applied.class);
        assertThat(export("WEB900000001", true)).isInstanceOf(Outcome.Applied.class);
        assertThat(export("WEB900000001", true)).isInstanceOf(Outcome.Applied.class);
        assertThat(exported()).contains("WEB900000001");
    }

    @Test
    void isRefusedForGoodWhatCommerceDoesNotKnow() {
        assertThat(export("NOPE", true)).isInstanceOf(Outcome.Rejected.class);
        assertThat(CannedBackend.await(
                        vertx,
                        () -> opened.orElseThrow().export(Orders.of("WEFT-0001"), true, CannedBackend.context())))
                .isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void tellsDownFromDoubt() throws Exception {
        fault("{\"operation\":\"exportStatus\",\"error\":\"429\"}");
        assertThat(export("WEB900000002", true)).isInstanceOf(Outcome.NotApplied.class);
        fault("{\"operation\":\"exportStatus\",\"error\":\"503\"}");
        assertThat(export("WEB900000002", true)).isInstanceOf(Outcome.Uncertain.class);
        fault("{\"operation\":\"exportStatus\",\"error\":\"applied-503\"}");
        assertThat(export("WEB900000002", true)).isInstanceOf(Outcome.Uncertain.class);
        fault("{\"operation\":\"exportStatus\"}");
        assertThat(exported()).contains("WEB900000002");
    }

    private Outcome export(String number, boolean exported) {
        Order plain = Orders.of("WEFT-0001");
        Order order = new Order(
                plain.id(),
                plain.buyer(),
                plain.placedAt(),
                plain.basket(),
                plain.books(),
                plain.payment(),
                new Order.Origin(Optional.empty(), Optional.of(number), Optional.empty()),
                plain.sourced());
        return CannedBackend.await(vertx, () -> opened.orElseThrow().export(order, exported, CannedBackend.context()));
    }

    private String exported() throws IOException, InterruptedException {
        String basic = "Basic "
                + java.util.Base64.getEncoder()
                        .encodeToString("5f1c0c2e-weft-gateway:sandbox-secret"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String token = new JsonObject(send("POST", "/scapi-admin/dwsso/oauth2/access_token", "", basic))
                .getString("access_token");
        return send("GET", ORDERS + "?siteId=WeftEU&exportStatus=exported", "", "Bearer " + token);
    }

    private void fault(String json) throws IOException, InterruptedException {
        send("PUT", "/_sandbox/faults/scapi-admin", json, "none");
    }

    private String send(String method, String path, String body, String authorization)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(origin + path))
                .header("Authorization", authorization)
                .method(method, BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }
}
