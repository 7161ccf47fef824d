package dev.weft.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import dev.weft.store.Database;
import dev.weft.store.MemoryDatabase;
import dev.weft.testing.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where positions come from before anything is promised, on a real store. */
class AvailabilityTest {
    private static final Sku SHOE = new Sku("SHOE");
    private static final Market MARKET = new Market("shop", "", Currency.getInstance("EUR"));
    private static final Instant STORE_TIME = Instant.parse("2026-03-01T10:00:00Z");

    private final ManualClock clock = new ManualClock();
    private final RequestContext context = clock.request(1_000);
    private MemoryDatabase memory;
    private StockStore store;
    private Future<Map<Sku, Map<String, Long>>> erp = Future.succeededFuture(Map.of(SHOE, Map.of("NORTH", 5L)));

    @BeforeEach
    void opens() throws SQLException {
        memory = new MemoryDatabase(sql -> sql);
        Clock storeClock = Clock.fixed(STORE_TIME, ZoneOffset.UTC);
        store = Database.simulated(memory.seenBy((step, sql) -> {}), Runnable::run, storeClock, () -> "id")
                .stock();
    }

    @AfterEach
    void closes() throws SQLException {
        memory.close();
    }

    private Availability stock() {
        return new Availability(
                store,
                (skus, market, asked) -> erp,
                Duration.ofSeconds(10),
                place -> place.equals("WEST") ? 2 : 0,
                clock);
    }

    private Future<Void> ensured() {
        return ensured(Future.future(never -> {}));
    }

    private Future<Void> ensured(Future<Void> enough) {
        return stock().ensure(List.of(SHOE), MARKET, context, enough);
    }

    @Test
    void aLevelIsCutOffByTheClockThatDatesHandOvers() {
        assertThat(ensured().succeeded()).isTrue();
        assertThat(store.positions(List.of(SHOE)).result().get(SHOE))
                .containsExactly(new Position(SHOE, "NORTH", 5, STORE_TIME));
    }

    @Test
    void eachPlaceKeepsItsOwnSafetyStockBack() {
        erp = Future.succeededFuture(Map.of(SHOE, Map.of("NORTH", 5L, "WEST", 5L)));
        assertThat(ensured().succeeded()).isTrue();
        assertThat(store.positions(List.of(SHOE)).result().get(SHOE))
                .containsExactly(new Position(SHOE, "NORTH", 5, STORE_TIME), new Position(SHOE, "WEST", 3, STORE_TIME));
    }

    @Test
    void whatWasNeverFedIsNotSoldOutButUnknownWhileTheErpIsDark() {
        erp = Future.failedFuture(
                Failure.of(Failure.Reason.CONNECT, "erp", "dark").asException());
        assertThat(ensured().cause())
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().reason()).isEqualTo(Failure.Reason.CONNECT));
    }

    @Test
    void whatTheErpHasNothingOfTakesNoPlaceAndStaysSoldOutWhileTheErpIsDark() {
        erp = Future.succeededFuture(Map.of(SHOE, Map.of("NORTH", 0L, "SOUTH", 0L)));
        Availability stock = stock();
        assertThat(stock.ensure(List.of(SHOE), MARKET, context).succeeded()).isTrue();
        assertThat(store.positions(List.of(SHOE)).result().get(SHOE)).isEmpty();

        clock.pass(Duration.ofSeconds(11));
        erp = Future.failedFuture(
                Failure.of(Failure.Reason.CONNECT, "erp", "dark").asException());
        assertThat(stock.ensure(List.of(SHOE), MARKET, context).succeeded()).isTrue();
    }

    @Test
    void whoHasWaitedLongEnoughTakesAnOlderPositionAndTheReadGoesOn() {
        assertThat(ensured().succeeded()).isTrue();
        Promise<Map<Sku, Map<String, Long>>> slow = Promise.promise();
        erp = slow.future();
        Promise<Void> enough = Promise.promise();
        Future<Void> waiting = ensured(enough.future());
        assertThat(waiting.isComplete()).isFalse();
        enough.complete();
        assertThat(waiting.succeeded()).isTrue();
        slow.complete(Map.of(SHOE, Map.of("NORTH", 3L)));
        assertThat(store.positions(List.of(SHOE)).result().get(SHOE))
                .containsExactly(new Position(SHOE, "NORTH", 3, STORE_TIME));
    }

    @Test
    void nobodyIsPatientEnoughToBePromisedWhatWasNeverRead() {
        Promise<Map<Sku, Map<String, Long>>> slow = Promise.promise();
        erp = slow.future();
        Future<Void> waiting = ensured(Future.succeededFuture());
        assertThat(waiting.isComplete()).isFalse();
        slow.complete(Map.of(SHOE, Map.of("NORTH", 5L)));
        assertThat(waiting.succeeded()).isTrue();
    }

    @Test
    void anOlderPositionWillDoWhileTheErpIsDark() {
        assertThat(ensured().succeeded()).isTrue();
        erp = Future.failedFuture(
                Failure.of(Failure.Reason.CONNECT, "erp", "dark").asException());
        assertThat(ensured().succeeded()).isTrue();
    }
}
