package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.backend.client.BackendAuth;
import dev.weft.backend.scapi.ScapiAgents;
import dev.weft.backend.scapi.ScapiSettings;
import dev.weft.http.scapi.AgentTokens;
import dev.weft.http.scapi.BasketPricing;
import dev.weft.http.scapi.FaceSettings;
import dev.weft.inventory.Availability;
import dev.weft.inventory.Reservations;
import dev.weft.inventory.Sourced;
import dev.weft.inventory.Sourcing;
import dev.weft.journey.Basket;
import dev.weft.journey.BasketChange;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Money;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Secret;
import dev.weft.kernel.Sku;
import dev.weft.order.InjectOrder;
import dev.weft.order.InventoryLists;
import dev.weft.order.PricePolicy;
import dev.weft.store.Database;
import dev.weft.store.StoreSettings;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What Weft looks at on its way, asks for itself and puts right is told as it is in the end; what it only reads is not told. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ExtendWith(FaceBasketFeedTest.Systems.class)
class FaceBasketFeedWritesTest {
    private static final Basket.Owner OWNER = new Basket.Owner("slas", "WeftEU", SharedSandbox.SHOPPER);
    private static final Currency EUR = Currency.getInstance("EUR");

    /** What one unit of anything costs in the ERP, in cents; 0 where the ERP does not know. */
    private static final AtomicLong PRICE = new AtomicLong();

    @TempDir
    static Path folder;

    private static Database database;

    @RegisterExtension
    @Order(1)
    static final Tap TAP = new Tap();

    @RegisterExtension
    @Order(2)
    static final FedFace FACE = new FedFace(TAP, FaceBasketFeedWritesTest::writes);

    private final SharedSandbox sandbox;
    private final FaceShopper member;

    FaceBasketFeedWritesTest(SharedSandbox sandbox) {
        this.sandbox = sandbox;
        member = new FaceShopper(FACE::port, sandbox::port, sandbox.shopper(SharedSandbox.SHOPPER));
        member.emptied(SharedSandbox.SHOPPER);
        PRICE.set(0);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** An ERP with enough of everything, all at one price, which an agent sets in baskets; orders have their stock held. */
    private static FaceSettings.Writes writes(FedFace face) {
        database = Database.open(StoreSettings.embedded(folder.resolve("weft.db")), Clock.systemUTC());
        return new FaceSettings.Writes(
                "erp",
                InventoryLists.NONE,
                Optional.of((skus, market, context) -> Future.succeededFuture(plenty(skus))),
                Optional.of(new FaceSettings.Checkout("WeftEU", inject(face), document -> {
                    throw Failure.of(Failure.Reason.REFUSED, "scapi", "nobody takes orders here")
                            .asException();
                })),
                Optional.of(new BasketPricing(
                        "erp",
                        (skus, market, context) -> Future.succeededFuture(prices(skus)),
                        EUR,
                        false,
                        true,
                        PricePolicy.EXACT,
                        new BasketPricing.Adjustment(agents(face)))));
    }

    private static InjectOrder inject(FedFace face) {
        Availability stock = new Availability(
                database.stock(),
                (skus, market, context) -> Future.succeededFuture(plenty(skus)),
                Duration.ofHours(1),
                place -> 0,
                face.ticker());
        Sourcing somewhere = (wanted, positions) -> Optional.of(wanted.stream()
                .map(it -> new Sourced(it.line(), it.sku(), "hamburg", it.quantity()))
                .toList());
        return new InjectOrder(
                database.orders(),
                new Reservations(database.stock(), Map.of("WeftEU", new Reservations.Rules(stock, somewhere))),
                Map.of(),
                Map.of(),
                Duration.ofMinutes(10),
                Clock.systemUTC());
    }

    private static Map<Sku, BigDecimal> prices(Set<Sku> skus) {
        return PRICE.get() == 0 ? Map.of() : each(skus, BigDecimal.valueOf(PRICE.get()));
    }

    private static Map<Sku, Map<String, Long>> plenty(Set<Sku> skus) {
        return each(skus, Map.of("hamburg", 1000L));
    }

    private static <T> Map<Sku, T> each(Set<Sku> skus, T value) {
        return skus.stream().collect(Collectors.toMap(Function.identity(), sku -> value));
    }

    private static AgentTokens agents(FedFace face) {
        BackendAuth accountManager = new BackendAuth.ClientCredentials(
                "http://127.0.0.1:" + face.sandbox() + "/scapi-admin/dwsso/oauth2/access_token",
                "5f1c0c2e-weft-gateway",
                new Secret("sandbox-secret"),
                BackendAuth.ClientCredentials.Style.BASIC,
                Optional.empty(),
                Map.of("grant_type", "password", "username", "weft.agent@example.com", "password", "agent-secret"));
        ScapiAgents tokens = new ScapiAgents(
                face.client("agent", "/scapi", accountManager),
                new ScapiSettings("f_ecom_zzwf_001", Map.of("WeftEU", "WeftEU")),
                new ScapiAgents.Agent(
                        "weft.agent@example.com",
                        "5f1c0c2e-weft-gateway",
                        new Secret("sandbox-secret"),
                        "http://localhost:3000/callback"),
                face.ticker());
        return new AgentTokens() {
            @Override
            public Future<String> of(String site, String usid, Optional<String> login, RequestContext context) {
                return tokens.token(site, usid, login, context);
            }

            @Override
            public void refused(String site, String usid, Optional<String> login, String token) {
                tokens.refused(site, usid, login, token);
            }
        };
    }

    private static HttpResponse<String> good(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static BasketChange filled(String basketId, String sku, int quantity, long minor) {
        return new BasketChange.Filled(new Basket(
                OWNER,
                basketId,
                EUR,
                List.of(new Basket.Line(Sku.of(sku), quantity)),
                Optional.of(Money.ofMinor(minor, EUR))));
    }

    private static void told(List<BasketChange> changes) {
        await().untilAsserted(() -> assertThat(FACE.told()).containsExactlyElementsOf(changes));
    }

    private static long cents(JsonNode amount) {
        return amount.decimalValue().movePointRight(2).longValueExact();
    }

    /** The basket is read before and told of after; the agent's call makes of it what the shopper is shown, so that is told last. */
    @Test
    void anItemThatWasLookedAtIsToldAndThenAtTheErpsPrice() {
        String sku = sandbox.stocked();
        JsonNode before = FaceShopper.json(good(member.add(sku, 1)));
        String id = before.path("basketId").asText();
        long price = cents(before.path("productTotal"));
        assertThat(TAP.passed()).extracting(it -> it.method().name()).containsExactly("GET", "POST");
        told(List.of(filled(id, sku, 1, price)));

        PRICE.set(price - 1);
        HttpResponse<String> answer = good(member.add(sku, 1));
        assertThat(answer.headers().firstValue("weft-complete")).contains("?1");
        assertThat(cents(FaceShopper.json(answer).path("productTotal"))).isEqualTo(2 * (price - 1));
        told(List.of(filled(id, sku, 1, price), filled(id, sku, 2, 2 * price), filled(id, sku, 2, 2 * (price - 1))));
    }

    /** Its stock is held before, and SCAPI's answer read whole. */
    @Test
    void anOrderThatWasLookedAtIsToldOnce() {
        good(member.direct("POST", member.basket() + "/items", FaceShopper.item(sandbox.stocked(), 1)));
        member.checkout();
        HttpResponse<String> ordered = good(member.order());
        assertThat(ordered.headers().firstValue("weft-missing")).contains("order;reason=refused");
        told(List.of(new BasketChange.Ordered(OWNER)));
    }
}
