package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cache.CacheListener;
import dev.weft.cache.ResponseCache;
import dev.weft.customer.CustomerView;
import dev.weft.fanout.Fanout;
import dev.weft.http.door.Door;
import dev.weft.http.door.DoorSettings;
import dev.weft.inventory.Reservations;
import dev.weft.journey.BasketActivity;
import dev.weft.journey.JourneyListener;
import dev.weft.kernel.Secret;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Tracer;
import dev.weft.order.ChangeOrder;
import dev.weft.order.OrderId;
import dev.weft.order.OrderStatus;
import dev.weft.order.PlaceOrder;
import dev.weft.product.ProductPage;
import dev.weft.security.Pace;
import dev.weft.security.SealSettings;
import dev.weft.security.SealedMessages;
import dev.weft.security.SecurityListener;
import dev.weft.security.TokenValidator;
import dev.weft.store.Database;
import dev.weft.store.StoreSettings;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The routes there are and the routes the contract promises are the same. */
class ContractRoutesTest {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "options", "head", "trace");

    @TempDir
    private Path folder;

    @Test
    void everyRouteIsInTheContractAndTheOtherWayRound() throws IOException {
        Set<String> built = new TreeSet<>();
        try (Database database = Database.open(StoreSettings.embedded(folder.resolve("weft.db")), Clock.systemUTC())) {
            for (Route route : router(database).routes()) {
                built.add(route.method() + " " + route.template());
            }
        }
        assertThat(built).isNotEmpty().isEqualTo(promised());
    }

    private static Set<String> promised() throws IOException {
        try (InputStream in = ContractRoutesTest.class.getResourceAsStream("/openapi.yaml")) {
            Map<String, Map<String, Map<String, Object>>> document =
                    new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            Set<String> promised = new TreeSet<>();
            document.getOrDefault("paths", Map.of())
                    .forEach((path, item) -> item.keySet().stream()
                            .filter(METHODS::contains)
                            .forEach(method -> promised.add(method.toUpperCase(Locale.ROOT) + " " + path)));
            return promised;
        }
    }

    private static EdgeRouter router(Database database) {
        Ticker ticker = Ticker.system();
        Fanout fanout = new Fanout(ticker, (delay, action) -> () -> {});
        return EdgeRouter.create(
                new EdgeSettings(
                        Duration.ofSeconds(2),
                        Map.of(),
                        Map.of(),
                        Duration.ofSeconds(2),
                        50,
                        Set.of(),
                        Set.of(),
                        Exposure.NONE),
                new EdgeParts(
                        new RequestGuard(
                                new Authorities(Set.of("localhost:*")), RequestGuard.Limits.DEFAULT, Proxies.NONE),
                        new Door(DoorSettings.DEFAULT, 1, ticker, () -> 0.5),
                        new ProductPage(fanout, Map.of(), Map.of()),
                        new CustomerView(fanout, Map.of(), Map.of()),
                        Optional.of(orders(database)),
                        Optional.of(
                                new BasketUses(new BasketActivity(database.baskets(), JourneyListener.NONE), Set.of())),
                        hooks(),
                        Optional.empty(),
                        TokenValidator.create(
                                List.of(),
                                issuer -> () -> Future.failedFuture("no keys here"),
                                new Pace(Clock.systemUTC(), ticker, (delay, action) -> () -> {}),
                                new SecurityListener() {}),
                        new ResponseCache(1024, ticker, new CacheListener() {}),
                        Map.of(),
                        new EdgeListener() {},
                        Clock.systemUTC()),
                ticker,
                Tracer.NONE);
    }

    private static Hooks hooks() {
        SealSettings seal =
                new SealSettings(List.of(new Secret("a secret of at least 24 bytes")), Duration.ofMinutes(5));
        Hooks.Sender erp = new Hooks.Sender(new SealedMessages(seal, Clock.systemUTC()), Map.of(), Map.of(), Set.of());
        return new Hooks(
                Map.of("erp", erp),
                Optional.empty(),
                Optional.empty(),
                tags -> Future.succeededFuture(),
                Clock.systemUTC());
    }

    private static OrderUses orders(Database database) {
        return new OrderUses(
                new PlaceOrder(database.orders(), Map.of(), () -> new OrderId("WO-TEST-1"), Clock.systemUTC()),
                new ChangeOrder(database.orders(), Map.of(), Clock.systemUTC()),
                new OrderStatus(database.orders()),
                new Reservations(database.stock(), Map.of()));
    }
}
