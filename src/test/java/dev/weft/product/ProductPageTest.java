package dev.weft.product;

import static dev.weft.testing.Samples.EUROPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fanout.Fanout;
import dev.weft.fanout.PartRule;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.Market;
import dev.weft.kernel.Money;
import dev.weft.kernel.Quantity;
import dev.weft.kernel.Sku;
import dev.weft.testing.ManualClock;
import dev.weft.testing.Samples;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProductPageTest {
    private static final Sku KNOWN = Sku.of("known");
    private static final Sku UNKNOWN = Sku.of("unknown");
    private static final Price PRICE = new Price(Money.ofMinor(1999, Samples.EUR), 1, "list", Optional.empty());
    private static final Content CONTENT = new Content(
            Optional.empty(),
            "Name",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            List.of());

    private final ManualClock clock = new ManualClock();
    private final List<Market> asked = new ArrayList<>();
    private Future<Map<Sku, Aged<Price>>> prices = Future.succeededFuture(Map.of(KNOWN, Aged.fresh(PRICE, 0)));

    @Test
    void bringsTogetherWhatEachSourceKnows() {
        ProductScreen screen = screen(EnumSet.allOf(ProductPart.class)).result();
        assertThat(screen.content(KNOWN).orElseThrow().value()).isEqualTo(CONTENT);
        assertThat(screen.price(KNOWN).orElseThrow().value()).isEqualTo(PRICE);
        assertThat(screen.stock(KNOWN).orElseThrow().value().orderable()).isTrue();
        assertThat(screen.earnRates().orElseThrow().value().pointsName()).isEqualTo("Stars");
        assertThat(screen.composite().complete()).isTrue();
        assertThat(screen.unknown(KNOWN)).isFalse();
        assertThat(screen.unknown(UNKNOWN)).isTrue();
    }

    @Test
    void onlyContentDependsOnTheLanguage() {
        screen(EnumSet.allOf(ProductPart.class));
        assertThat(asked).containsExactly(EUROPE, EUROPE.anyLocale(), EUROPE.anyLocale(), EUROPE.anyLocale());
    }

    @Test
    void asksOnlyForThePartsThatAreWanted() {
        ProductScreen screen = screen(EnumSet.of(ProductPart.STOCK)).result();
        assertThat(asked).hasSize(1);
        assertThat(screen.price(KNOWN)).isEmpty();
        assertThat(screen.unknown(UNKNOWN)).as("nobody asked the catalogue").isFalse();
    }

    @Test
    void aSourceThatIsDownLeavesAGapAndTheRestStands() {
        prices = Future.failedFuture(
                Failure.of(Failure.Reason.CONNECT, "erp", "refused").asException());
        ProductScreen screen = screen(EnumSet.allOf(ProductPart.class)).result();
        assertThat(screen.price(KNOWN)).isEmpty();
        assertThat(screen.content(KNOWN)).isPresent();
        assertThat(screen.composite().complete()).isFalse();
    }

    @Test
    void aSiteThatIsNotConfiguredIsAMistake() {
        assertThat(page().screen(Set.of(KNOWN), Set.of(), Samples.AMERICA, clock.request(100))
                        .failed())
                .isTrue();
    }

    @Test
    void stockAddsUpPlacesAndNoPlaceOwesAnother() {
        StockLevel level = new StockLevel(List.of(
                new StockLevel.AtLocation("a", Quantity.of(5)), new StockLevel.AtLocation("b", Quantity.of(-3))));
        assertThat(level.total()).isEqualTo(Quantity.of(5));
        StockLevel halves = new StockLevel(List.of(
                new StockLevel.AtLocation("a", new Quantity(new BigDecimal("0.5"))),
                new StockLevel.AtLocation("b", new Quantity(new BigDecimal("0.4")))));
        assertThat(halves.orderable()).isFalse();
    }

    @Test
    void pointsAreWholeAndFractionsAreDropped() {
        EarnRates.TierRate rate = new EarnRates.TierRate("Gold", new BigDecimal("1.5"));
        assertThat(rate.points(Money.ofMinor(1999, Samples.EUR))).isEqualTo(29);
        assertThat(rate.points(Money.ofMinor(66, Samples.EUR))).isZero();
    }

    private Future<ProductScreen> screen(Set<ProductPart> include) {
        return page().screen(Set.of(KNOWN, UNKNOWN), include, EUROPE, clock.request(1_000));
    }

    private ProductPage page() {
        Map<ProductPart, PartRule> rules = Arrays.stream(ProductPart.values())
                .collect(Collectors.toMap(Function.identity(), p -> new PartRule(false, Duration.ofMillis(500))));
        StockLevel stock = new StockLevel(List.of(new StockLevel.AtLocation("hub", Quantity.of(3))));
        EarnRates rates = new EarnRates("Stars", List.of(new EarnRates.TierRate("Base", BigDecimal.ONE)));
        SiteSources sources = new SiteSources(
                "commerce",
                answering(Future.succeededFuture(Map.of(KNOWN, Aged.fresh(CONTENT, 0))))::fetch,
                "erp",
                answering(prices)::fetch,
                answering(Future.succeededFuture(Map.of(KNOWN, Aged.fresh(stock, 0))))::fetch,
                "loyalty",
                this.<String, EarnRates>answering(
                        Future.succeededFuture(new HashMap<>(Map.of("programme", Aged.fresh(rates, 0)))))::fetch,
                "programme");
        return new ProductPage(new Fanout(clock, clock), rules, Map.of(EUROPE.site(), sources));
    }

    private <K, V> Lookup<K, V> answering(Future<Map<K, Aged<V>>> answer) {
        return (keys, market, context) -> {
            asked.add(market);
            return answer;
        };
    }
}
