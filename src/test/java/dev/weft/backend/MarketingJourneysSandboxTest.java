package dev.weft.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.client.BackendAuth;
import dev.weft.backend.client.KeyRule;
import dev.weft.backend.marketingcloud.MarketingCloudSettings;
import dev.weft.backend.marketingcloud.MarketingJourneys;
import dev.weft.journey.Basket;
import dev.weft.journey.Journeys;
import dev.weft.kernel.Money;
import dev.weft.kernel.Secret;
import dev.weft.kernel.Sku;
import dev.weft.outbox.Outcome;
import dev.weft.sandbox.Sandbox;
import dev.weft.sandbox.SandboxSettings;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Baskets left behind, told to the simulated Marketing Cloud, with and without faults. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MarketingJourneysSandboxTest {
    private static final Instant SINCE = Instant.parse("2026-11-30T09:15:27Z");

    private final Vertx vertx = Vertx.vertx();
    private int port;

    @BeforeAll
    void start() {
        SandboxSettings small = new SandboxSettings("127.0.0.1", 0, 42, 2, 20, 50, List.of());
        port = CannedBackend.await(vertx, () -> Sandbox.start(vertx, small)).port();
    }

    @AfterAll
    void stop() {
        vertx.close().await();
    }

    @BeforeEach
    void emptyBooks() {
        control(HttpMethod.DELETE, "/faults", "");
        control(HttpMethod.DELETE, "/books", "");
        control(HttpMethod.DELETE, "/events", "");
        control(HttpMethod.DELETE, "/requests", "");
    }

    private JsonObject control(HttpMethod method, String path, String body) {
        return CannedBackend.await(
                vertx,
                () -> vertx.createHttpClient()
                        .request(method, port, "127.0.0.1", "/_sandbox" + path)
                        .compose(request -> request.send(body))
                        .compose(HttpClientResponse::body)
                        .map(Buffer::toJsonObject));
    }

    private void fault(String json) {
        control(HttpMethod.PUT, "/faults/marketing", json);
    }

    private Journeys journeys(String secret) {
        String base = "http://127.0.0.1:" + port + "/marketing";
        BackendAuth auth = new BackendAuth.ClientCredentials(
                base + "/v2/token",
                "weft-journeys",
                new Secret(secret),
                BackendAuth.ClientCredentials.Style.JSON,
                Optional.empty(),
                Map.of("account_id", "7281698"));
        return new MarketingJourneys(
                CannedBackend.client(vertx, "marketing", base, auth),
                MarketingCloudSettings.of(new KeyRule("wsh", 0, "WC", Map.of()), Map.of()),
                Map.of("WeftEU", "WeftAbandonedBasket", "WeftUK", "WeftForgottenBasket"));
    }

    private Outcome tell(Journeys journeys, String site) {
        Currency eur = Currency.getInstance("EUR");
        Basket basket = new Basket(
                new Basket.Owner("slas", site, "wsh00000007"),
                "b-1",
                eur,
                List.of(new Basket.Line(Sku.of("10000231"), 2)),
                Optional.of(Money.ofMinor(12_390, eur)));
        return CannedBackend.await(vertx, () -> journeys.abandoned(basket, SINCE, CannedBackend.context()));
    }

    private int taken() {
        return control(HttpMethod.GET, "/events", "").getInteger("total");
    }

    private int asked(String operation) {
        return control(HttpMethod.GET, "/requests", "")
                .getJsonObject("marketing", new JsonObject())
                .getInteger(operation, 0);
    }

    @Test
    void tellsEachBasketUnderOneToken() {
        Journeys journeys = journeys("sandbox-secret");
        Outcome first = tell(journeys, "WeftEU");
        tell(journeys, "WeftEU");

        JsonObject event =
                control(HttpMethod.GET, "/events", "").getJsonArray("events").getJsonObject(0);
        assertThat(first).isEqualTo(new Outcome.Applied(event.getString("eventInstanceId"), Optional.empty()));
        assertThat(event.getString("contactKey")).isEqualTo("WC00000007");
        assertThat(event.getJsonObject("data").getMap())
                .containsEntry("BasketId", "b-1")
                .containsEntry("Amount", "123.90")
                .containsEntry("ChangedAt", "2026-11-30T09:15:27Z");
        assertThat(taken()).isEqualTo(2);
        assertThat(asked("token")).isEqualTo(1);
    }

    @Test
    void aTokenThatEndedEarlyIsRenewedAndTheEventToldOnce() {
        Journeys journeys = journeys("sandbox-secret");
        tell(journeys, "WeftEU");
        fault("{\"expireTokens\":true}");
        assertThat(tell(journeys, "WeftEU")).isInstanceOf(Outcome.Applied.class);
        assertThat(taken()).isEqualTo(2);
        assertThat(asked("token")).isEqualTo(2);
    }

    @Test
    void anEventTheToolDoesNotKnowIsRefusedForGood() {
        assertThat(tell(journeys("sandbox-secret"), "WeftUK"))
                .isEqualTo(new Outcome.Rejected("status 400, code 30000", Optional.empty()));
        assertThat(taken()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"applied-502, 1", "applied-503, 1", "reset, 1", "500, 0", "503, 0"})
    void isInDoubtWhereTheAnswerIsLostAndSendsOnce(String error, int happened) {
        fault("{\"operation\":\"event\",\"error\":\"" + error + "\"}");
        assertThat(tell(journeys("sandbox-secret"), "WeftEU")).isInstanceOf(Outcome.Uncertain.class);
        assertThat(asked("event")).isEqualTo(1);
        assertThat(taken()).isEqualTo(happened);
    }

    @Test
    void aGoodAnswerNobodyCanReadIsAGoodAnswer() {
        fault("{\"operation\":\"event\",\"error\":\"garbage\"}");
        assertThat(tell(journeys("sandbox-secret"), "WeftEU")).isEqualTo(new Outcome.Applied("", Optional.empty()));
        assertThat(taken()).isEqualTo(1);
    }

    @Test
    void laterIsSaidWithATime() {
        fault("{\"operation\":\"event\",\"error\":\"429\",\"retryAfterSeconds\":5}");
        assertThat(tell(journeys("sandbox-secret"), "WeftEU")).isInstanceOfSatisfying(Outcome.NotApplied.class, it -> {
            assertThat(it.down()).isTrue();
            assertThat(it.failure().retryAfter()).isEqualTo(Duration.ofSeconds(5));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"500", "reset", "garbage", "429"})
    void withoutATokenNothingWasTold(String error) {
        fault("{\"operation\":\"token\",\"error\":\"" + error + "\"}");
        assertThat(tell(journeys("sandbox-secret"), "WeftEU"))
                .isInstanceOfSatisfying(
                        Outcome.NotApplied.class, it -> assertThat(it.down()).isTrue());
        assertThat(asked("event")).isZero();
    }

    @Test
    void aWrongSecretIsTheSystemsTroubleAndStaysUnsaid() {
        Outcome outcome = tell(journeys("another-secret"), "WeftEU");
        assertThat(outcome).isInstanceOf(Outcome.NotApplied.class);
        assertThat(outcome.toString()).contains("401").doesNotContain("another-secret", "WC00000007", "wsh");
    }
}
