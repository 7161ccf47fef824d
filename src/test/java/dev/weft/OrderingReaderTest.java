package dev.weft;

import static dev.weft.testing.Samples.EUROPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Aged;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.PartlyFailed;
import dev.weft.kernel.Quantity;
import dev.weft.kernel.Sku;
import dev.weft.product.StockLevel;
import dev.weft.testing.ManualClock;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What orders read from the ERP, where its answer is not all that was asked for. */
class OrderingReaderTest {
    private static final Sku LISTED = Sku.of("10000001");
    private static final Sku GONE = Sku.of("10000002");
    private final ManualClock clock = new ManualClock();

    @Test
    void whatTheErpNoLongerListsItHasNoneOf() {
        StockLevel five = new StockLevel(List.of(new StockLevel.AtLocation("hamburg", Quantity.of(5))));
        Map<Sku, Map<String, Long>> read = Ordering.reader(
                        (keys, market, context) -> Future.succeededFuture(Map.of(LISTED, Aged.fresh(five, 0))),
                        List.of("hamburg", "lyon"))
                .read(Set.of(LISTED, GONE), EUROPE, clock.request(1_000))
                .await();
        assertThat(read.get(LISTED)).isEqualTo(Map.of("hamburg", 5L, "lyon", 0L));
        assertThat(read.get(GONE)).isEqualTo(Map.of("hamburg", 0L, "lyon", 0L));
    }

    @Test
    void aPartOfAPriceListIsNone() {
        Failure late = Failure.of(Failure.Reason.TIMEOUT, "sap", "late");
        Throwable cause = Ordering.book((keys, market, context) ->
                        Future.failedFuture(new PartlyFailed(Map.of(LISTED, Aged.fresh("a price", 0)), late)))
                .prices(Set.of(LISTED, GONE), EUROPE, clock.request(1_000))
                .cause();
        assertThat(cause)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.failure()).isEqualTo(late));
    }
}
