package dev.weft.backend.marketingcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.backend.CannedBackend;
import dev.weft.backend.CannedBackend.Canned;
import dev.weft.backend.client.BackendAuth;
import dev.weft.backend.client.KeyRule;
import dev.weft.backend.marketingcloud.MarketingCloudSettings.Fact;
import dev.weft.journey.Basket;
import dev.weft.kernel.Deadline;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Money;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Secret;
import dev.weft.kernel.Sku;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.TraceContext;
import dev.weft.outbox.Outcome;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Baskets left behind, told to Journey Builder. */
final class MarketingJourneysTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final String WHO = "wsh00000007";
    private static final Instant SINCE = Instant.parse("2026-11-30T09:15:27.654321Z");
    private static final Map<String, String> EVENTS = Map.of("WeftEU", "WeftAbandonedBasket");

    @RegisterExtension
    final CannedBackend cloud = new CannedBackend();

    private static Basket basket(Optional<Money> amount, Basket.Line... lines) {
        return new Basket(new Basket.Owner("slas", "WeftEU", WHO), "b-1", EUR, List.of(lines), amount);
    }

    private static Basket basket() {
        return basket(Optional.of(Money.ofMinor(12_390, EUR)), line("10000231", 2), line("10000455", 1));
    }

    private static Basket.Line line(String sku, long quantity) {
        return new Basket.Line(Sku.of(sku), quantity);
    }

    private Outcome tell(Basket basket) {
        return tell(MarketingCloudSettings.USUAL, basket, CannedBackend.context());
    }

    private Outcome tell(MarketingCloudSettings settings, Basket basket, RequestContext context) {
        return cloud.await(
                () -> new MarketingJourneys(cloud.client(), settings, EVENTS).abandoned(basket, SINCE, context));
    }

    private JsonObject data() {
        return new JsonObject(cloud.only().body()).getJsonObject("Data");
    }

    @Test
    void firesTheEntryEventOfTheSitesJourney() {
        cloud.answers(request -> Canned.status(201, "{\"eventInstanceId\":\"5d9c0a1e-0000-4000-8000-0123456789ab\"}"));

        assertThat(tell(basket()))
                .isEqualTo(new Outcome.Applied("5d9c0a1e-0000-4000-8000-0123456789ab", Optional.empty()));
        assertThat(cloud.only().method() + " " + cloud.only().target()).isEqualTo("POST /interaction/v1/events");
        assertThat(cloud.only().header("content-type")).isEqualTo("application/json; charset=UTF-8");
        assertThat(new JsonObject(cloud.only().body()))
                .isEqualTo(new JsonObject()
                        .put("ContactKey", WHO)
                        .put("EventDefinitionKey", "WeftAbandonedBasket")
                        .put(
                                "Data",
                                new JsonObject()
                                        .put("BasketId", "b-1")
                                        .put("SiteId", "WeftEU")
                                        .put("Currency", "EUR")
                                        .put("Amount", "123.90")
                                        .put("Units", 3)
                                        .put("Skus", "10000231,10000455")
                                        .put("ChangedAt", "2026-11-30T09:15:27Z")));
    }

    @Test
    void namesPersonsAndFieldsAsTheTenantDoes() {
        cloud.answers(request -> Canned.status(201, "{}"));
        MarketingCloudSettings theirs = MarketingCloudSettings.of(
                new KeyRule("wsh", 0, "MC", Map.of()),
                Map.of(Fact.BASKET, "Cart", Fact.SITE, "", Fact.CONTACT, "SubscriberKey"));
        tell(theirs, basket(Optional.empty(), line("1", 1)), CannedBackend.context());

        assertThat(new JsonObject(cloud.only().body()).getString("ContactKey")).isEqualTo("MC00000007");
        assertThat(data().fieldNames())
                .containsExactlyInAnyOrder("Cart", "Currency", "Units", "Skus", "ChangedAt", "SubscriberKey");
        assertThat(data().getString("SubscriberKey")).isEqualTo("MC00000007");
    }

    @Test
    void sendsTwentySkusAtMostAndEachOnce() {
        cloud.answers(request -> Canned.status(201, "{}"));
        Basket.Line[] many = IntStream.rangeClosed(0, 29)
                .mapToObj(number -> line("S" + Math.max(1, number), 1))
                .toArray(Basket.Line[]::new);
        tell(basket(Optional.empty(), many));

        assertThat(data().getInteger("Units")).isEqualTo(30);
        assertThat(data().getString("Skus").split(","))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20)
                        .mapToObj(number -> "S" + number)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"eventInstanceId\":\"e\"} | e",
                "202 | not JSON | ''",
                "201 | {\"eventInstanceId\":7} | ''"
            })
    void anyGoodAnswerMeansThatItHappened(int status, String body, String result) {
        cloud.answers(request -> Canned.status(status, body));
        assertThat(tell(basket())).isEqualTo(new Outcome.Applied(result, Optional.empty()));
    }

    @Test
    void aRefusalSaysTheCodeAndNothingOfThePerson() {
        cloud.answers(request -> Canned.status(
                400, "{\"message\":\"Contact " + WHO + " is not active\",\"errorcode\":30003,\"documentation\":\"\"}"));
        assertThat(tell(basket())).isEqualTo(new Outcome.Rejected("status 400, code 30003", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 422, 429, 500, 503, 401})
    void noOutcomeNamesThePersonEvenWhereTheCodeDoes(int status) {
        cloud.answers(request ->
                Canned.status(status, "{\"message\":\"" + WHO + "\",\"errorcode\":\"" + WHO + "\",\"x\":\"0000007\"}"));
        assertThat(tell(basket()).toString()).doesNotContain(WHO, "0000007");
    }

    @Test
    void laterMeansThatItDidNotHappenAndWhenToComeBack() {
        cloud.answers(request ->
                Canned.status(429, "{\"errorcode\":50100,\"retryAfter\":5}").with("retry-after", "5"));
        assertThat(tell(basket())).isInstanceOfSatisfying(Outcome.NotApplied.class, later -> {
            assertThat(later.down()).isTrue();
            assertThat(later.failure().reason()).isEqualTo(Failure.Reason.OVERLOADED);
            assertThat(later.failure().retryAfter()).isEqualTo(Duration.ofSeconds(5));
        });
    }

    @Test
    void credentialsThatAreRefusedAreTheSystemsTrouble() {
        cloud.answers(request -> Canned.status(401, "{\"message\":\"Not Authorized\",\"errorcode\":0}"));
        assertThat(tell(basket()))
                .isInstanceOfSatisfying(
                        Outcome.NotApplied.class, it -> assertThat(it.down()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 405})
    void rightsAndAddressesAreTheSystemsTroubleUntilTheyArePutRight(int status) {
        cloud.answers(
                request -> Canned.status(status, "{\"message\":\"Insufficient Privileges\",\"errorcode\":20000}"));
        assertThat(tell(basket()))
                .isInstanceOfSatisfying(
                        Outcome.NotApplied.class, it -> assertThat(it.down()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 302})
    void whatMayHaveHappenedIsInDoubtAndAskedOnce(int status) {
        cloud.answers(request -> Canned.status(status, ""));
        assertThat(tell(basket())).isInstanceOf(Outcome.Uncertain.class);
        assertThat(cloud.seen()).hasSize(1);
    }

    @Test
    void noAnswerInTimeIsInDoubt() {
        cloud.neverAnswers();
        RequestContext hurried = new RequestContext(
                "test", TraceContext.create(false), Deadline.after(Duration.ofMillis(300), Ticker.system()));
        assertThat(tell(MarketingCloudSettings.USUAL, basket(), hurried))
                .isInstanceOfSatisfying(
                        Outcome.Uncertain.class,
                        it -> assertThat(it.failure().reason()).isEqualTo(Failure.Reason.TIMEOUT));
    }

    /** Whoever answers a token request would say where our events go, and with which token. */
    @Test
    void asksForATokenInJsonAndDoesNotGoWhereItsAnswerPoints() {
        cloud.answers(request -> request.target().equals("/v2/token")
                ? Canned.json("{\"access_token\":\"t-1\",\"token_type\":\"Bearer\",\"expires_in\":1079,"
                        + "\"rest_instance_url\":\"https://elsewhere.example/\"}")
                : Canned.status(201, "{\"eventInstanceId\":\"e-1\"}"));
        BackendAuth auth = new BackendAuth.ClientCredentials(
                "/v2/token",
                "weft",
                new Secret("s3cret"),
                BackendAuth.ClientCredentials.Style.JSON,
                Optional.of("journeys_execute"),
                Map.of("account_id", "7281698"));

        assertThat(cloud.await(() -> new MarketingJourneys(cloud.client(auth), MarketingCloudSettings.USUAL, EVENTS)
                        .abandoned(basket(), SINCE, CannedBackend.context())))
                .isEqualTo(new Outcome.Applied("e-1", Optional.empty()));
        assertThat(cloud.seen()).hasSize(2);
        assertThat(cloud.seen().get(0).header("content-type")).isEqualTo("application/json");
        assertThat(new JsonObject(cloud.seen().get(0).body()).getMap())
                .isEqualTo(Map.of(
                        "grant_type", "client_credentials",
                        "client_id", "weft",
                        "client_secret", "s3cret",
                        "scope", "journeys_execute",
                        "account_id", "7281698"));
        assertThat(cloud.seen().get(1).target()).isEqualTo("/interaction/v1/events");
        assertThat(cloud.seen().get(1).header("authorization")).isEqualTo("Bearer t-1");
    }

    @Test
    void aSiteWithoutAnEventTellsNobody() {
        Basket elsewhere = new Basket(
                new Basket.Owner("slas", "WeftUK", WHO), "b-1", EUR, List.of(line("1", 1)), Optional.empty());
        assertThat(tell(elsewhere)).isEqualTo(new Outcome.Rejected("no_event_for_site", Optional.empty()));
        assertThat(cloud.seen()).isEmpty();
    }

    @Test
    void aKeyWithAPeriodOrAFieldForTwoIsRefusedAtOnce() {
        assertThatThrownBy(() -> new MarketingJourneys(
                        cloud.client(), MarketingCloudSettings.USUAL, Map.of("WeftEU", "Weft.Basket")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without a period");
        assertThatThrownBy(() -> MarketingCloudSettings.of(KeyRule.SAME, Map.of(Fact.SITE, "BasketId")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"200, YES", "404, NO", "400, NO", "403, NOT_TOLD"})
    void anEventIsAskedForWithoutFiringIt(int status, EventDefinitions.Known known) {
        cloud.answers(request -> Canned.status(status, "{}"));
        assertThat(cloud.await(() -> new EventDefinitions(cloud.client()).known("Weft-1", CannedBackend.context())))
                .isEqualTo(known);
        assertThat(cloud.only().method() + " " + cloud.only().target())
                .isEqualTo("GET /interaction/v1/eventDefinitions/key:Weft-1");
    }
}
