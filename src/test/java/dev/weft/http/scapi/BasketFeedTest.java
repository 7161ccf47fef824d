package dev.weft.http.scapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.journey.Basket;
import dev.weft.journey.BasketChange;
import dev.weft.kernel.Market;
import dev.weft.order.InventoryLists;
import dev.weft.security.Principal;
import dev.weft.testing.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told without a socket: the rest is in {@code FaceBasketFeedTest}. */
class BasketFeedTest {
    private static final String BASKETS = "/checkout/shopper-baskets/v2";
    private static final Basket.Owner OWNER = new Basket.Owner("slas", "WeftEU", "c1");

    private final ManualClock clock = new ManualClock();
    private final List<BasketChange> told = new ArrayList<>();

    private FaceSettings.Site site() {
        return new FaceSettings.Site(
                        new Market("WeftEU", "de-DE", Currency.getInstance("EUR")),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        new FaceSettings.Writes(
                                "sap",
                                new InventoryLists(Map.of()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))
                .told(Optional.of(told::add));
    }

    /** Who asked not to be tracked since they filled a basket: with what they do next all of theirs is forgotten. */
    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void ofWhoAskedNotToBeTrackedAllIsForgotten(boolean tracking, boolean forgotten) {
        Principal who = new Principal(
                "slas", "WeftEU", "sub", "c1", true, new Principal.Grant("c", Set.of(), tracking), Instant.MAX);
        Shoppers shoppers = new Shoppers(token -> Future.succeededFuture(who), clock);
        Upstream scapi = (onward, context) -> Future.succeededFuture(
                new Upstream.Answer(204, "", HttpHeaders.headers(), new OneBody(new byte[0]), () -> {}));
        MultiMap fields = HttpHeaders.headers().set(HttpHeaders.AUTHORIZATION, "Bearer t");
        new BasketFeed(shoppers, Map.of("WeftEU", site()))
                .over(scapi)
                .send(
                        new Upstream.Onward(
                                BASKETS,
                                HttpMethod.DELETE,
                                BASKETS + "/organizations/o/baskets/b1?siteId=WeftEU",
                                fields,
                                Optional.empty()),
                        clock.request(1_000));
        assertThat(told)
                .containsExactly(forgotten ? new BasketChange.Ordered(OWNER) : new BasketChange.Gone(OWNER, "b1"));
    }
}
