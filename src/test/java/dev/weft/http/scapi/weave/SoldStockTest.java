package dev.weft.http.scapi.weave;

import static dev.weft.testing.Samples.EUROPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.inventory.Position;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.Market;
import dev.weft.kernel.PartlyFailed;
import dev.weft.kernel.Quantity;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import dev.weft.product.StockLevel;
import dev.weft.testing.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a site that sells by the ERP's stock shows: what can be bought, which is less than the ERP has, and none of what it does not know. */
class SoldStockTest {
    private static final Sku LISTED = Sku.of("10000001");
    private static final Sku PUSHED = Sku.of("10000002");
    private static final Sku UNKNOWN = Sku.of("10000003");
    private static final Set<Sku> ALL = Set.of(LISTED, PUSHED, UNKNOWN);
    private static final StockLevel FIVE = new StockLevel(List.of(at("hamburg", 5)));
    private static final Lookup<Sku, StockLevel> ERP =
            (keys, market, context) -> Future.succeededFuture(Map.of(LISTED, Aged.fresh(FIVE, 0)));

    private final ManualClock clock = new ManualClock();
    private long safety;

    private static StockLevel.AtLocation at(String place, int units) {
        return new StockLevel.AtLocation(place, Quantity.of(units));
    }

    private static Position position(Sku sku, String place, long available) {
        return new Position(sku, place, available, Instant.EPOCH);
    }

    private SoldStock.Rules rules() {
        return new SoldStock.Rules(Map.of("hamburg", safety, "lyon", safety));
    }

    private Future<Map<Sku, Aged<StockLevel>>> told(Lookup<Sku, StockLevel> erp, SoldStock.Ledger ledger) {
        return new SoldStock(erp, ledger, rules(), () -> 0).fetch(ALL, EUROPE, clock.request(1_000));
    }

    private static SoldStock.Ledger has(Position... positions) {
        Map<Sku, List<Position>> all = new java.util.HashMap<>();
        for (Position position : positions) {
            all.computeIfAbsent(position.sku(), sku -> new ArrayList<>()).add(position);
        }
        return skus -> Future.succeededFuture(all);
    }

    private static StockLevel level(Map<Sku, Aged<StockLevel>> told, Sku sku) {
        Aged<StockLevel> aged = told.get(sku);
        assertThat(aged).isNotNull();
        return aged.value();
    }

    @Test
    void ofWhatTheErpDoesNotKnowThereIsWhatTheLedgerHasAtTheSitesPlaces() {
        Map<Sku, Aged<StockLevel>> told = told(ERP, has(position(PUSHED, "hamburg", 3), position(PUSHED, "leeds", 9)))
                .await();
        assertThat(told).containsOnlyKeys(ALL);
        assertThat(level(told, LISTED)).isEqualTo(FIVE);
        assertThat(level(told, PUSHED)).isEqualTo(new StockLevel(List.of(at("hamburg", 3))));
        assertThat(level(told, UNKNOWN).orderable()).isFalse();
    }

    @Test
    void thereIsNoMoreThanTheLedgerHasToPromiseAndNoMoreThanTheErpHas() {
        assertThat(level(told(ERP, has(position(LISTED, "hamburg", 2))).await(), LISTED))
                .isEqualTo(new StockLevel(List.of(at("hamburg", 2))));
        assertThat(level(told(ERP, has(position(LISTED, "hamburg", 9))).await(), LISTED))
                .isEqualTo(FIVE);
        assertThat(level(told(ERP, has(position(LISTED, "leeds", 2))).await(), LISTED))
                .as("another place's")
                .isEqualTo(FIVE);
    }

    @Test
    void theSafetyStockOfEachPlaceIsNotForSale() {
        safety = 2;
        Lookup<Sku, StockLevel> two = (keys, market, context) -> Future.succeededFuture(Map.of(
                LISTED, Aged.fresh(new StockLevel(List.of(at("hamburg", 5), at("lyon", 1))), 0)));
        StockLevel sold = level(told(two, SoldStock.Ledger.NONE).await(), LISTED);
        assertThat(sold.total()).isEqualTo(Quantity.of(3));
        assertThat(level(told(two, skus -> Future.failedFuture("dark")).await(), LISTED))
                .as("with a dark ledger too")
                .isEqualTo(sold);
        assertThat(level(told(two, has(position(LISTED, "hamburg", 1))).await(), LISTED)
                        .total())
                .isEqualTo(Quantity.of(1));
    }

    @Test
    void aLedgerThatIsDarkLeavesWhatTheErpSaid() {
        assertThat(told(ERP, skus -> Future.failedFuture("dark")).await()).containsOnlyKeys(LISTED);
    }

    @Test
    void aLedgerThatIsLateLeavesWhatTheErpSaid() {
        assertThat(told(ERP, skus -> Promise.<Map<Sku, List<Position>>>promise().future())
                        .await())
                .containsOnlyKeys(LISTED);
    }

    /** Counts. */
    private static final class Books implements SoldStock.Ledger {
        private final List<Collection<Sku>> asked = new ArrayList<>();
        private final List<Set<Sku>> renewed = new ArrayList<>();
        private long millisToRenew;
        private final Map<Sku, List<Position>> positions;
        private Future<Void> renewal = Future.succeededFuture();

        Books(Map<Sku, List<Position>> positions) {
            this.positions = positions;
        }

        @Override
        public Future<Map<Sku, List<Position>>> positions(Collection<Sku> skus) {
            asked.add(Set.copyOf(skus));
            return Future.succeededFuture(positions);
        }

        @Override
        public Future<Void> renew(Set<Sku> skus, Market market, RequestContext context) {
            renewed.add(Set.copyOf(skus));
            millisToRenew = context.deadline().remainingNanos() / 1_000_000;
            return renewal;
        }
    }

    @Test
    void theLedgerIsAskedOnceInTwoSeconds() {
        Books books = new Books(Map.of());
        SoldStock stock = new SoldStock(ERP, books, rules(), clock);
        for (int i = 0; i < 3; i++) {
            assertThat(stock.fetch(ALL, EUROPE, clock.request(1_000)).await()).containsOnlyKeys(ALL);
        }
        assertThat(books.asked).containsExactly(ALL);
        clock.pass(Duration.ofSeconds(3));
        stock.fetch(ALL, EUROPE, clock.request(1_000)).await();
        assertThat(books.asked).hasSize(2);
    }

    @Test
    void aLedgerThatHasLessThanTheErpLooksAtItAgainForTheNextAnswer() {
        Books books = new Books(Map.of(LISTED, List.of(position(LISTED, "hamburg", 2))));
        SoldStock stock = new SoldStock(ERP, books, rules(), clock);
        Promise<Void> renewal = Promise.promise();
        books.renewal = renewal.future();
        stock.fetch(ALL, EUROPE, clock.request(1_000)).await();
        stock.fetch(ALL, EUROPE, clock.request(1_000)).await();
        assertThat(books.renewed).as("once for what it was asked once").containsExactly(Set.of(LISTED));
        renewal.complete();
        stock.fetch(ALL, EUROPE, clock.request(1_000)).await();
        assertThat(books.asked).as("what it says now").containsExactly(ALL, Set.of(LISTED));
    }

    /** An ERP that takes 250 ms to answer a page of 300 ms would else never be read again for the ledger. */
    @Test
    void lookingAgainIsNotOnThePagesTime() {
        Books books = new Books(Map.of(LISTED, List.of(position(LISTED, "hamburg", 2))));
        new SoldStock(ERP, books, rules(), clock)
                .fetch(ALL, EUROPE, clock.request(50))
                .await();
        assertThat(books.millisToRenew).isEqualTo(5_000);
    }

    @Test
    void aLedgerThatHasAsMuchAsTheErpIsLeftAlone() {
        safety = 1;
        Books books = new Books(Map.of(LISTED, List.of(position(LISTED, "hamburg", 4))));
        new SoldStock(ERP, books, rules(), clock)
                .fetch(ALL, EUROPE, clock.request(1_000))
                .await();
        assertThat(books.renewed).isEmpty();
    }

    @Test
    void anAnswerInPartStaysOneAndIsWhatIsSold() {
        Failure late = Failure.of(Failure.Reason.TIMEOUT, "sap", "late");
        Future<Map<Sku, Aged<StockLevel>>> told = told(
                (keys, market, context) ->
                        Future.failedFuture(new PartlyFailed(Map.of(LISTED, Aged.fresh(FIVE, 0)), late)),
                has(position(LISTED, "hamburg", 2)));
        assertThat(told.cause())
                .isInstanceOfSatisfying(
                        PartlyFailed.class,
                        partly -> assertThat(partly.found())
                                .isEqualTo(Map.of(LISTED, Aged.fresh(new StockLevel(List.of(at("hamburg", 2))), 0))));
    }
}
