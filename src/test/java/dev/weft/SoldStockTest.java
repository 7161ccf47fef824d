package dev.weft;

import static dev.weft.testing.Samples.EUROPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.inventory.Position;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.PartlyFailed;
import dev.weft.kernel.Quantity;
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

/** What a site that sells by the ERP's stock shows of goods the ERP does not know. */
class SoldStockTest {
    private static final Sku LISTED = Sku.of("10000001");
    private static final Sku PUSHED = Sku.of("10000002");
    private static final Sku UNKNOWN = Sku.of("10000003");
    private static final Set<Sku> ALL = Set.of(LISTED, PUSHED, UNKNOWN);
    private static final StockLevel FIVE = new StockLevel(List.of(at("hamburg", 5)));
    private static final Lookup<Sku, StockLevel> ERP =
            (keys, market, context) -> Future.succeededFuture(Map.of(LISTED, Aged.fresh(FIVE, 0)));

    private final ManualClock clock = new ManualClock();

    private static StockLevel.AtLocation at(String place, int units) {
        return new StockLevel.AtLocation(place, Quantity.of(units));
    }

    private Future<Map<Sku, Aged<StockLevel>>> told(Lookup<Sku, StockLevel> erp, SoldStock.Ledger ledger) {
        return new SoldStock(erp, ledger, Set.of("hamburg"), () -> 0).fetch(ALL, EUROPE, clock.request(1_000));
    }

    @Test
    void ofWhatTheErpDoesNotKnowThereIsWhatTheLedgerHasAtTheSitesPlaces() {
        Map<Sku, Aged<StockLevel>> told = told(
                        ERP,
                        skus -> Future.succeededFuture(Map.of(
                                PUSHED,
                                List.of(
                                        new Position(PUSHED, "hamburg", 3, Instant.EPOCH),
                                        new Position(PUSHED, "leeds", 9, Instant.EPOCH)),
                                UNKNOWN,
                                List.of())))
                .await();
        assertThat(told).containsOnlyKeys(ALL);
        assertThat(told.get(LISTED).value()).isEqualTo(FIVE);
        assertThat(told.get(PUSHED).value()).isEqualTo(new StockLevel(List.of(at("hamburg", 3))));
        assertThat(told.get(UNKNOWN).value().orderable()).isFalse();
    }

    @Test
    void withoutALedgerThereIsNone() {
        Map<Sku, Aged<StockLevel>> told = told(ERP, SoldStock.Ledger.NONE).await();
        assertThat(told.get(LISTED).value()).isEqualTo(FIVE);
        assertThat(told.get(UNKNOWN).value().total()).isEqualTo(Quantity.ZERO);
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

    @Test
    void theLedgerIsAskedOnceInTwoSeconds() {
        List<Collection<Sku>> asked = new ArrayList<>();
        SoldStock stock = new SoldStock(
                ERP,
                skus -> {
                    asked.add(Set.copyOf(skus));
                    return Future.succeededFuture(Map.of());
                },
                Set.of("hamburg"),
                clock);
        for (int i = 0; i < 3; i++) {
            assertThat(stock.fetch(ALL, EUROPE, clock.request(1_000)).await()).containsOnlyKeys(ALL);
        }
        assertThat(asked).containsExactly(Set.of(PUSHED, UNKNOWN));
        clock.pass(Duration.ofSeconds(3));
        stock.fetch(ALL, EUROPE, clock.request(1_000)).await();
        assertThat(asked).hasSize(2);
    }

    @Test
    void anAnswerInPartStaysOne() {
        Failure late = Failure.of(Failure.Reason.TIMEOUT, "sap", "late");
        Future<Map<Sku, Aged<StockLevel>>> told = told(
                (keys, market, context) ->
                        Future.failedFuture(new PartlyFailed(Map.of(LISTED, Aged.fresh(FIVE, 0)), late)),
                SoldStock.Ledger.NONE);
        assertThat(told.cause()).isInstanceOf(PartlyFailed.class);
    }
}
