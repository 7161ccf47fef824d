package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cache.CacheListener;
import dev.weft.cache.ResponseCache;
import dev.weft.customer.CustomerView;
import dev.weft.fanout.Fanout;
import dev.weft.http.door.Door;
import dev.weft.http.door.DoorSettings;
import dev.weft.kernel.Ticker;
import dev.weft.product.ProductPage;
import dev.weft.security.Pace;
import dev.weft.security.SecurityListener;
import dev.weft.security.TokenValidator;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The routes there are and the routes the contract promises are the same. */
class ContractRoutesTest {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "options", "head", "trace");

    @Test
    void everyRouteIsInTheContractAndTheOtherWayRound() throws IOException {
        Set<String> built = new TreeSet<>();
        for (Route route : router().routes()) {
            built.add(route.method() + " " + route.template());
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

    private static EdgeRouter router() {
        Ticker ticker = Ticker.system();
        Fanout fanout = new Fanout(ticker, (delay, action) -> () -> {});
        return EdgeRouter.create(
                new EdgeSettings(
                        Duration.ofSeconds(2), Map.of(), Map.of(), Duration.ofSeconds(2), 50, Set.of(), Set.of()),
                new EdgeParts(
                        new RequestGuard(new Authorities(Set.of("localhost:*")), RequestGuard.Limits.DEFAULT),
                        new Door(DoorSettings.DEFAULT, 1, ticker, () -> 0.5),
                        new ProductPage(fanout, Map.of(), Map.of()),
                        new CustomerView(fanout, Map.of(), Map.of()),
                        TokenValidator.create(
                                List.of(),
                                issuer -> () -> Future.failedFuture("no keys here"),
                                new Pace(Clock.systemUTC(), ticker, (delay, action) -> () -> {}),
                                new SecurityListener() {}),
                        new ResponseCache(1024, ticker, new CacheListener() {}),
                        Map.of(),
                        new EdgeListener() {},
                        Clock.systemUTC()),
                ticker);
    }
}
