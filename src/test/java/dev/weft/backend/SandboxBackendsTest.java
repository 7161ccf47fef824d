package dev.weft.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.backend.client.BackendAuth;
import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.KeyRule;
import dev.weft.backend.rest.InHouse;
import dev.weft.backend.rest.RestOrders;
import dev.weft.backend.rest.RestPrices;
import dev.weft.backend.rest.RestStock;
import dev.weft.backend.salesforce.LoyaltyEarning;
import dev.weft.backend.salesforce.LoyaltyMembers;
import dev.weft.backend.salesforce.LoyaltySettings;
import dev.weft.backend.sap.SapOrders;
import dev.weft.backend.sap.SapPrices;
import dev.weft.backend.sap.SapSettings;
import dev.weft.backend.sap.SapStock;
import dev.weft.backend.scapi.ScapiBaskets;
import dev.weft.backend.scapi.ScapiCatalog;
import dev.weft.backend.scapi.ScapiOrders;
import dev.weft.backend.scapi.ScapiSettings;
import dev.weft.customer.BasketSummary;
import dev.weft.customer.Membership;
import dev.weft.customer.OrderSummary;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.Market;
import dev.weft.kernel.Money;
import dev.weft.kernel.Secret;
import dev.weft.kernel.Shopper;
import dev.weft.kernel.Sku;
import dev.weft.kernel.Ticker;
import dev.weft.product.Content;
import dev.weft.product.EarnRates;
import dev.weft.product.Price;
import dev.weft.product.StockLevel;
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
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every adapter against the simulated systems, with real credentials, and the two ERPs against each other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SandboxBackendsTest {
    private static final Clock TODAY = Clock.fixed(Instant.parse("2026-06-15T10:00:00Z"), ZoneOffset.UTC);
    private static final Market EU = market("WeftEU", "de-DE", "EUR");

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient control = HttpClient.newHttpClient();
    private String origin = "";

    @BeforeAll
    void startSandbox() {
        SandboxSettings small = new SandboxSettings("127.0.0.1", 0, 42, 2, 120, 400, List.of());
        origin = "http://127.0.0.1:"
                + CannedBackend.await(vertx, () -> Sandbox.start(vertx, small, TODAY))
                        .port();
    }

    @AfterAll
    void stop() {
        vertx.close().await();
    }

    @BeforeEach
    void forget() {
        control("DELETE", "/_sandbox/faults", "");
        control("DELETE", "/_sandbox/requests", "");
    }

    @ParameterizedTest
    @CsvSource({"WeftEU,de-DE,EUR", "WeftUK,en-GB,GBP", "WeftJP,ja-JP,JPY"})
    void bothErpsTellOneTruth(String site, String locale, String currency) {
        Market market = market(site, locale, currency);
        Set<Sku> skus = skus(50);
        Map<Sku, StockLevel> stock =
                fetch(new SapStock(sap(), sapSettings(Optional.empty()), Ticker.system(), TODAY), skus, market);
        assertThat(stock).hasSize(50);
        assertThat(stock.values())
                .anyMatch(StockLevel::orderable)
                .allMatch(level -> level.locations().size() == 2);
        assertThat(fetch(new RestStock(inHouse(), InHouse.settings(), Ticker.system()), skus, market))
                .isEqualTo(stock);
        Map<Sku, Price> prices =
                fetch(new SapPrices(sap(), sapSettings(Optional.empty()), Ticker.system(), TODAY), skus, market);
        assertThat(prices)
                .hasSize(50)
                .allSatisfy((sku, price) ->
                        assertThat(price.amount().currency().getCurrencyCode()).isEqualTo(currency));
        assertThat(amounts(fetch(new RestPrices(inHouse(), InHouse.settings(), Ticker.system(), TODAY), skus, market)))
                .isEqualTo(amounts(prices));
    }

    @Test
    void fiftySkusAreOneCall() {
        fetch(new SapStock(sap(), sapSettings(Optional.empty()), Ticker.system(), TODAY), skus(50), EU);
        assertThat(requests("sap")).containsEntry("stock", 1).doesNotContainKey("batch");
    }

    @Test
    void aBatchTellsTheSameAsAFilter() {
        SapSettings usual = sapSettings(Optional.empty());
        SapSettings cramped = new SapSettings(
                usual.sites(),
                usual.material(),
                usual.customer(),
                usual.conditionType(),
                usual.priceListType(),
                usual.atpRule(),
                1_000);
        Set<Sku> skus = skus(50);
        assertThat(fetch(new SapStock(sap(), cramped, Ticker.system(), TODAY), skus, EU))
                .isEqualTo(fetch(new SapStock(sap(), usual, Ticker.system(), TODAY), skus, EU));
        assertThat(requests("sap")).containsEntry("batch", 1).containsEntry("csrf", 1);
    }

    @Test
    void availabilityToPromiseAgreesWithTheShelf() {
        Set<Sku> skus = skus(8);
        assertThat(fetch(new SapStock(sap(), sapSettings(Optional.of("A")), Ticker.system(), TODAY), skus, EU))
                .isEqualTo(fetch(new SapStock(sap(), sapSettings(Optional.empty()), Ticker.system(), TODAY), skus, EU));
    }

    @Test
    void survivesAStaleCsrfToken() {
        SapStock stock = new SapStock(sap(), sapSettings(Optional.of("A")), Ticker.system(), TODAY);
        assertThat(fetch(stock, skus(2), EU)).hasSize(2);
        control("PUT", "/_sandbox/faults/sap", "{\"staleCsrf\":true}");
        control("DELETE", "/_sandbox/faults/sap", "");
        assertThat(fetch(stock, skus(2), EU)).hasSize(2);
        assertThat(requests("sap")).containsEntry("csrf", 2).containsEntry("batch", 3);
    }

    @Test
    void bothErpsTellOneStoryOfEveryOrder() {
        Set<Shopper> shoppers = shoppers(1, 30);
        Map<Shopper, List<OrderSummary>> sap =
                fetch(new SapOrders(sap(), sapSettings(Optional.empty()), Ticker.system()), shoppers, EU);
        Map<Shopper, List<OrderSummary>> inHouse =
                fetch(new RestOrders(inHouse(), InHouse.settings(), Ticker.system()), shoppers, EU);
        assertThat(sap).hasSize(30);
        assertThat(sap.values().stream().flatMap(List::stream).map(OrderSummary::status))
                .contains(OrderSummary.Status.SHIPPED, OrderSummary.Status.CANCELLED, OrderSummary.Status.OPEN)
                .doesNotContain(OrderSummary.Status.UNKNOWN);
        assertThat(stories(inHouse)).isEqualTo(stories(sap));
    }

    @ParameterizedTest
    @CsvSource({"WeftEU,de-DE,EUR", "WeftUK,en-GB,GBP", "WeftJP,ja-JP,JPY"})
    void commerceTellsWhatProductsAre(String site, String locale, String currency) {
        Set<Sku> skus = new LinkedHashSet<>(skus(50));
        skus.add(Sku.of("no-such-sku"));
        Map<Sku, Content> content = fetch(
                new ScapiCatalog(scapi(), scapiSettings(), Ticker.system()), skus, market(site, locale, currency));
        assertThat(content).hasSize(50).allSatisfy((sku, product) -> {
            assertThat(product.name()).isNotEqualTo(sku.value());
            assertThat(product.masterId()).isPresent();
            assertThat(product.variation()).isNotEmpty();
            assertThat(product.images()).isNotEmpty();
        });
        assertThat(requests("scapi")).containsEntry("products", 3);
    }

    @Test
    void commerceShowsABasketToItsOwnerOnly() {
        ScapiBaskets baskets = new ScapiBaskets(scapi(), scapiSettings(), Ticker.system());
        Shopper owner = shopper(1);
        Map<Shopper, BasketSummary> found = fetch(baskets, Set.of(owner, shopper(3)), EU);
        assertThat(found).containsOnlyKeys(owner);
        assertThat(found.values()).allMatch(basket -> !basket.lines().isEmpty());
        Shopper thief = new Shopper(owner.customerId(), shopper(2).accessToken());
        assertThat(catchThrowableOfType(Failed.class, () -> fetch(baskets, Set.of(thief), EU))
                        .failure()
                        .reason())
                .isIn(Failure.Reason.REFUSED, Failure.Reason.UNAUTHORIZED);
    }

    @Test
    void commerceListsItsOrders() {
        Map<Shopper, List<OrderSummary>> found =
                fetch(new ScapiOrders(scapi(), scapiSettings(), Ticker.system()), shoppers(1, 5), EU);
        assertThat(found.values().stream().flatMap(List::stream)).isNotEmpty();
    }

    @Test
    void loyaltyKnowsMembers() {
        Map<Shopper, Membership> members =
                fetch(new LoyaltyMembers(org("loyalty"), loyaltySettings(), Ticker.system()), shoppers(38, 51), EU);
        assertThat(numbers(members.keySet())).hasSize(13).doesNotContain("wsh00000040");
        assertThat(members.values())
                .allMatch(
                        member -> member.balances().size() == 1 && member.tier().isPresent());
    }

    @Test
    void renewsATokenThatEndedEarly() {
        LoyaltyMembers loyalty = new LoyaltyMembers(org("loyalty"), loyaltySettings(), Ticker.system());
        assertThat(fetch(loyalty, shoppers(1, 1), EU)).hasSize(1);
        control("PUT", "/_sandbox/faults/loyalty", "{\"expireTokens\":true}");
        control("DELETE", "/_sandbox/faults/loyalty", "");
        assertThat(fetch(loyalty, shoppers(1, 1), EU)).hasSize(1);
    }

    @Test
    void takesAUsedUpQuotaForOverload() {
        LoyaltyMembers loyalty = new LoyaltyMembers(org("loyalty"), loyaltySettings(), Ticker.system());
        assertThat(fetch(loyalty, shoppers(1, 1), EU)).hasSize(1);
        control("PUT", "/_sandbox/faults/loyalty", "{\"limitExceeded\":true}");
        assertThat(catchThrowableOfType(Failed.class, () -> fetch(loyalty, shoppers(1, 1), EU))
                        .failure()
                        .reason())
                .isEqualTo(Failure.Reason.OVERLOADED);
    }

    @Test
    void loyaltySaysWhatAPurchaseEarns() {
        LoyaltyEarning earning = new LoyaltyEarning(org("loyalty"), loyaltySettings(), Ticker.system());
        Map<String, EarnRates> rates = fetch(earning, Set.of("Weft Circle", "No Circle"), EU);
        assertThat(rates).containsOnlyKeys("Weft Circle");
        assertThat(rates.values())
                .allSatisfy(found -> assertThat(found.tiers())
                        .extracting(
                                tier -> tier.tier() + " " + tier.pointsPerUnit().doubleValue())
                        .containsExactly("Linen 1.0", "Wool 1.25", "Silk 1.5"));
    }

    private <K, V> Map<K, V> fetch(Lookup<K, V> port, Set<K> keys, Market market) {
        Map<K, Aged<V>> found = CannedBackend.await(vertx, () -> port.fetch(keys, market, CannedBackend.context()));
        Map<K, V> values = new HashMap<>();
        found.forEach((key, aged) -> values.put(key, aged.value()));
        return values;
    }

    private static Market market(String site, String locale, String currency) {
        return new Market(site, locale, Currency.getInstance(currency));
    }

    /** What it costs; only SAP's records know of changes far ahead, and so end earlier. */
    private static Map<Sku, Money> amounts(Map<Sku, Price> prices) {
        Map<Sku, Money> amounts = new HashMap<>();
        prices.forEach((sku, price) -> amounts.put(sku, price.amount()));
        return amounts;
    }

    /** SAP keeps the day of an order, the other ERP the second; sorted, because within a day the order may differ. */
    private static Map<String, Set<String>> stories(Map<Shopper, List<OrderSummary>> orders) {
        Map<String, Set<String>> stories = new HashMap<>();
        orders.forEach((shopper, list) -> stories.put(
                shopper.customerId(),
                list.stream()
                        .map(order -> order.number()
                                + ' '
                                + order.placedAt().toString().substring(0, 10)
                                + ' '
                                + order.status()
                                + ' '
                                + order.total()
                                + ' '
                                + order.lines())
                        .collect(Collectors.toCollection(TreeSet::new))));
        return stories;
    }

    private static Set<String> numbers(Set<Shopper> shoppers) {
        return shoppers.stream().map(Shopper::customerId).collect(Collectors.toSet());
    }

    private Set<Sku> skus(int count) {
        return new JsonObject(control("GET", "/_sandbox/skus?limit=" + count, ""))
                .getJsonArray("skus").stream().map(sku -> Sku.of((String) sku)).collect(Collectors.toSet());
    }

    private Set<Shopper> shoppers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(this::shopper).collect(Collectors.toSet());
    }

    private Shopper shopper(int number) {
        String id = "wsh%08d".formatted(number);
        String token = new JsonObject(control("POST", "/_sandbox/token", "{\"customer\":\"" + id + "\"}"))
                .getString("access_token");
        return new Shopper(id, token);
    }

    private Map<String, Integer> requests(String system) {
        Map<String, Integer> counts = new HashMap<>();
        new JsonObject(control("GET", "/_sandbox/requests", ""))
                .getJsonObject(system, new JsonObject())
                .forEach(count -> counts.put(count.getKey(), ((Number) count.getValue()).intValue()));
        return counts;
    }

    private String control(String method, String path, String body) {
        try {
            return control.send(
                            HttpRequest.newBuilder(URI.create(origin + path))
                                    .method(
                                            method,
                                            body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private static BackendAuth oauth(
            String path, String id, BackendAuth.ClientCredentials.Style style, Map<String, String> more) {
        return new BackendAuth.ClientCredentials(path, id, new Secret("sandbox-secret"), style, Optional.empty(), more);
    }

    private BackendClient open(String name, BackendAuth auth) {
        return CannedBackend.client(vertx, name, origin + "/" + name, auth);
    }

    private BackendClient sap() {
        return open(
                "sap",
                oauth("/sap/bc/sec/oauth2/token", "WEFT_GW", BackendAuth.ClientCredentials.Style.BASIC, Map.of()));
    }

    private BackendClient scapi() {
        return open(
                "scapi",
                oauth(
                        "/shopper/auth/v1/organizations/f_ecom_zzwf_001/oauth2/token",
                        "5f1c0c2e-weft-gateway",
                        BackendAuth.ClientCredentials.Style.BASIC,
                        Map.of("channel_id", "WeftEU")));
    }

    private BackendClient org(String name) {
        return open(
                name,
                oauth("/services/oauth2/token", "weft-gateway", BackendAuth.ClientCredentials.Style.FORM, Map.of()));
    }

    private BackendClient inHouse() {
        return open("erp-rest", new BackendAuth.ApiKey("x-api-key", new Secret("sandbox-key")));
    }

    private static ScapiSettings scapiSettings() {
        return new ScapiSettings("f_ecom_zzwf_001", Map.of("WeftEU", "WeftEU", "WeftUK", "WeftUK", "WeftJP", "WeftJP"));
    }

    private static LoyaltySettings loyaltySettings() {
        return new LoyaltySettings(
                "62.0", "Weft Circle", "Threads", new KeyRule("wsh", 0, "WC", Map.of()), "PointsPerUnit__c");
    }

    private static SapSettings sapSettings(Optional<String> atpRule) {
        SapSettings usual = SapSettings.of(
                Map.of(
                        "WeftEU", site("1010", "1010", "hamburg", "1011", "lyon"),
                        "WeftUK", site("1020", "1020", "leeds", "1021", "bristol"),
                        "WeftJP", site("1030", "1030", "osaka", "1031", "sendai")),
                new KeyRule("", 18, "", Map.of()),
                new KeyRule("wsh", 10, "", Map.of()));
        return new SapSettings(
                usual.sites(),
                usual.material(),
                usual.customer(),
                usual.conditionType(),
                usual.priceListType(),
                atpRule,
                usual.maxUrlLength());
    }

    private static SapSettings.Site site(String area, String plant1, String name1, String plant2, String name2) {
        Map<String, String> plants = new LinkedHashMap<>();
        plants.put(plant1, name1);
        plants.put(plant2, name2);
        return new SapSettings.Site(area, "10", plants);
    }
}
