package dev.weft.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.client.BackendAuth;
import dev.weft.cache.Freshness;
import dev.weft.customer.CustomerPart;
import dev.weft.customer.OrderSummary;
import dev.weft.fanout.PartRule;
import dev.weft.order.PricePolicy;
import dev.weft.order.TenderOrder;
import dev.weft.product.ProductPart;
import dev.weft.resilience.Rate;
import dev.weft.resilience.ResilienceSettings;
import dev.weft.security.IssuerSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the documents we ship come to. */
class GatewaySettingsTest {
    private static final Map<String, String> SECRETS = Map.of(
            "SFCC_CLIENT_ID", "c1",
            "SFCC_CLIENT_SECRET", "s1",
            "SAP_CLIENT_ID", "c2",
            "SAP_CLIENT_SECRET", "s2",
            "SAP_HOOK_SECRET", "0123456789abcdef0123456789abcdef",
            "WAREHOUSE_KEY", "s3",
            "CRM_CLIENT_ID", "c4",
            "CRM_CLIENT_SECRET", "s4");

    @TempDir
    Path folder = Path.of("");

    @Test
    void theProductionSampleIsAcceptedWithoutAWord() {
        Loaded.Accepted accepted = accepted(Path.of("conf/gateway.yaml"), SECRETS);

        assertThat(accepted.warnings()).isEmpty();
        assertThat(accepted.settings().backends()).containsOnlyKeys("sfcc", "s4", "warehouse", "crm", "loyalty");
    }

    @Test
    void theProductionSampleNamesEveryMissingSecret() {
        List<Problem> problems = Settings.load(Path.of("conf/gateway.yaml"), Map.of())
                .fold(accepted -> List.of(), Loaded.Refused::problems);

        assertThat(problems)
                .hasSize(10)
                .allSatisfy(problem ->
                        assertThat(problem.message()).matches("the environment variable [A-Z_]+ is not set"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 4",
        "'    orders: { rate: 90/s, concurrency: 12 }\n', 12",
        "'    orders: { rate: 90/s, concurrency: 60 }\n', 32"
    })
    void effectsHaveTheirOwnShareOfABackendsPlaces(String orders, int places) throws IOException {
        String adaptive = "    concurrency: { adaptive: { initial: 16, min: 8, max: 64 } }\n";
        String document = Files.readString(Path.of("conf/sandbox.yaml"));
        assertThat(document).contains(adaptive);
        Path file = Files.writeString(
                folder.resolve("lane.yaml"), document.replaceFirst(Pattern.quote(adaptive), "$0" + orders));

        assertThat(accepted(file, Map.of())
                        .settings()
                        .backends()
                        .get("sap")
                        .lane()
                        .concurrency())
                .isEqualTo(places);
    }

    @Test
    void rulesOfOrders() {
        Map<String, Site> sites =
                accepted(Path.of("conf/gateway.yaml"), SECRETS).settings().sites();

        SiteOrders europe = sites.get("shop-eu").orders();
        assertThat(europe.prices()).isEqualTo(new PricePolicy(true, 0, BigDecimal.ONE));
        assertThat(europe.sourcing()).isEqualTo(SiteOrders.Rule.NEAREST);
        assertThat(europe.regions()).isEqualTo(Map.of("DE", List.of("hamburg", "lyon"), "FR", List.of("lyon")));
        assertThat(sites.get("shop-jp").orders())
                .isEqualTo(new SiteOrders(
                        PricePolicy.EXACT,
                        Duration.ofSeconds(10),
                        0,
                        SiteOrders.Rule.FEWEST_PARCELS,
                        Map.of(),
                        TenderOrder.AS_PAID,
                        Optional.empty()));
    }

    @Test
    void serverAndOperations() {
        GatewaySettings settings =
                accepted(Path.of("conf/gateway.yaml"), SECRETS).settings();

        assertThat(settings.server().listen()).isEqualTo(new ServerSettings.Listen("0.0.0.0", 8080));
        assertThat(settings.server().limits()).isEqualTo(new ServerSettings.Limits(8192, 24 * 1024, 100, 1024 * 1024));
        assertThat(settings.server().times().drainDelay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.operations().log())
                .isEqualTo(new OperationsSettings.Log("info", 0.01, Duration.ofSeconds(1)));
        assertThat(settings.operations().otlp()).isPresent();
        assertThat(settings.limits()).containsEntry("personal", new Rate(20, Duration.ofSeconds(1), 40));
    }

    @Test
    void partsAndLifetimes() {
        GatewaySettings settings =
                accepted(Path.of("conf/gateway.yaml"), SECRETS).settings();

        assertThat(settings.screens().product())
                .containsEntry(ProductPart.CONTENT, new PartRule(true, Duration.ofMillis(1500)));
        assertThat(settings.screens().customer())
                .containsEntry(CustomerPart.BASKET, new PartRule(false, Duration.ofSeconds(1)));
        assertThat(settings.freshness("s4", ProductPart.STOCK)).isEqualTo(Freshness.of(Duration.ofSeconds(5)));
        assertThat(settings.freshness("warehouse", ProductPart.STOCK)).isEqualTo(Freshness.of(Duration.ofSeconds(30)));
        assertThat(settings.edge().defaultProductParts())
                .containsExactlyInAnyOrder("content", "price", "stock", "points");
        assertThat(settings.edge().defaultCustomerParts())
                .containsExactlyInAnyOrder("profile", "loyalty", "orders", "basket");
    }

    @Test
    void sitesAndIssuers() {
        GatewaySettings settings =
                accepted(Path.of("conf/gateway.yaml"), SECRETS).settings();

        assertThat(settings.sites().get("shop-jp")).satisfies(site -> {
            assertThat(site.edge().currency().getCurrencyCode()).isEqualTo("JPY");
            assertThat(site.erp()).isEqualTo("warehouse");
        });
        assertThat(settings.issuers()).singleElement().satisfies(issuer -> {
            assertThat(issuer.profile()).isEqualTo(IssuerSettings.Profile.SLAS);
            assertThat(issuer.sites()).isEqualTo(Set.of("shop-eu", "shop-jp"));
            assertThat(issuer.keys().orElseThrow().refresh()).isEqualTo(Duration.ofMinutes(5));
        });
    }

    @Test
    void aBackendsClientAndItsProtection() {
        Backend s4 = backend("s4");

        assertThat(s4.client().auth()).isInstanceOfSatisfying(BackendAuth.ClientCredentials.class, auth -> {
            assertThat(auth.tokenUrl()).isEqualTo("/sap/bc/sec/oauth2/token");
            assertThat(auth.clientSecret().reveal()).isEqualTo("s2");
        });
        assertThat(s4.client().resilience())
                .isEqualTo(new ResilienceSettings(
                        Duration.ofSeconds(1),
                        new ResilienceSettings.Limit(16, 8, 32),
                        64,
                        new ResilienceSettings.Retry(1, 0.2, Duration.ofMillis(50)),
                        new ResilienceSettings.Breaker(20, Duration.ofSeconds(10), Duration.ofSeconds(5)),
                        Optional.of(new Rate(200, Duration.ofSeconds(1), 50)),
                        new ResilienceSettings.Batch(Duration.ofMillis(2), 50)));
        assertThat(backend("crm").client().resilience().throttle())
                .contains(new Rate(6000, Duration.ofMinutes(5), 100));
    }

    @Test
    void whatIsNotSaidHasTheDefaultTheReferencePromises() {
        Backend warehouse = backend("warehouse");

        assertThat(warehouse.coalesce()).isTrue();
        assertThat(warehouse.client().maxResponseBytes()).isEqualTo(2 * 1024 * 1024);
        assertThat(warehouse.client().connectTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(warehouse.client().resilience().limit()).isEqualTo(ResilienceSettings.Limit.fixed(16));
        assertThat(warehouse.client().resilience().retry()).isEqualTo(ResilienceSettings.Retry.DEFAULT);
        assertThat(warehouse.client().resilience().breaker()).isEqualTo(ResilienceSettings.Breaker.DEFAULT);
        assertThat(backend("sfcc").client().resilience().batch().size()).isEqualTo(24);
    }

    @Test
    void vendorsMappings() {
        assertThat(backend("sfcc").vendor())
                .isInstanceOfSatisfying(
                        Backend.Scapi.class,
                        scapi -> assertThat(scapi.settings().sites())
                                .isEqualTo(Map.of("shop-eu", "RefArchEU", "shop-jp", "RefArchJP")));
        assertThat(backend("s4").vendor()).isInstanceOfSatisfying(Backend.Sap.class, sap -> {
            assertThat(sap.settings().material().theirs("10000231")).isEqualTo("000000000010000231");
            assertThat(known(sap.settings().sites(), "shop-eu").plants()).containsEntry("1011", "lyon");
        });
        assertThat(backend("loyalty").vendor())
                .isInstanceOfSatisfying(
                        Backend.Loyalty.class,
                        loyalty -> assertThat(loyalty.settings().member().theirs("00001234"))
                                .isEqualTo("AC00001234"));
        assertThat(backend("warehouse").vendor()).isInstanceOfSatisfying(Backend.Rest.class, rest -> {
            assertThat(rest.settings().sku().theirs("10000231")).isEqualTo("WF-10000231");
            assertThat(rest.settings().prices().orElseThrow().amount().field()).isEqualTo("Gross_Cents");
            assertThat(rest.settings().orders().orElseThrow().status().table())
                    .containsEntry("90", OrderSummary.Status.CANCELLED);
        });
    }

    @Test
    void theRestDemoDiffersFromTheDemoInItsErpAlone() {
        GatewaySettings sap = accepted(Path.of("conf/sandbox.yaml"), Map.of()).settings();
        Loaded.Accepted accepted = accepted(Path.of("conf/sandbox-rest.yaml"), Map.of());
        GatewaySettings rest = accepted.settings();

        assertThat(accepted.warnings()).isEmpty();
        assertThat(rest.server()).isEqualTo(sap.server());
        assertThat(rest.screens()).isEqualTo(sap.screens());
        assertThat(rest.edge()).isEqualTo(sap.edge());
        for (String same : List.of("scapi", "crm", "loyalty")) {
            assertThat(rest.backends().get(same)).isEqualTo(sap.backends().get(same));
        }
        assertThat(rest.sites().values())
                .allSatisfy(site -> assertThat(site.erp()).isEqualTo("erp-rest"));
    }

    @Test
    void aPortMayComeFromTheEnvironmentAndASecretFromAFile() throws IOException {
        Files.writeString(folder.resolve("sap.secret"), "from-a-file\n");
        String document = Files.readString(Path.of("conf/sandbox.yaml"))
                .replace("port: 8080", "port: ${env:PORT}")
                .replace(
                        "clientId: WEFT_GW, clientSecret: sandbox-secret",
                        "clientId: W, clientSecret: \"${file:sap.secret}\"");
        Path file = Files.writeString(folder.resolve("gateway.yaml"), document);

        GatewaySettings settings = accepted(file, Map.of("PORT", "8181")).settings();

        assertThat(settings.server().listen().port()).isEqualTo(8181);
        assertThat(known(settings.backends(), "sap").client().auth())
                .isInstanceOfSatisfying(
                        BackendAuth.ClientCredentials.class,
                        auth -> assertThat(auth.clientSecret().reveal()).isEqualTo("from-a-file"));
    }

    private static Backend backend(String name) {
        return known(accepted(Path.of("conf/gateway.yaml"), SECRETS).settings().backends(), name);
    }

    private static <T> T known(Map<String, T> table, String name) {
        return Optional.ofNullable(table.get(name)).orElseThrow();
    }

    private static Loaded.Accepted accepted(Path file, Map<String, String> env) {
        Loaded loaded = Settings.load(file, env);
        assertThat(loaded).isInstanceOf(Loaded.Accepted.class);
        return (Loaded.Accepted) loaded;
    }
}
