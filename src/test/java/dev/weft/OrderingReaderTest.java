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
import java.util.LinkedHashMap;
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
        Map<Sku, Map<String, Long>> read = ReadStock.reader(
                        (keys, market, context) -> Future.succeededFuture(Map.of(LISTED, Aged.fresh(five, 0))),
                        List.of("hamburg", "lyon"))
                .read(Set.of(LISTED, GONE), EUROPE, clock.request(1_000))
                .await();
        assertThat(read.get(LISTED)).isEqualTo(Map.of("hamburg", 5L, "lyon", 0L));
        assertThat(read.get(GONE)).isEqualTo(Map.of("hamburg", 0L, "lyon", 0L));
    }

    private static ReadStock.Served served(String erp, String... codesAndPlaces) {
        Map<String, String> places = new LinkedHashMap<>();
        for (int i = 0; i < codesAndPlaces.length; i += 2) {
            places.put(codesAndPlaces[i], codesAndPlaces[i + 1]);
        }
        return new ReadStock.Served(erp, false, places);
    }

    @Test
    void placesThatSitesOfOneErpShareAreToldOfByAnyOfThem() {
        ReadStock.Served own = served("sap", "1010", "hamburg", "1011", "lyon");
        assertThat(ReadStock.alone(own, List.of())).containsExactly("hamburg", "lyon");
        assertThat(ReadStock.alone(own, List.of(served("sap", "1011", "lyon", "1020", "leeds"))))
                .containsExactly("hamburg", "lyon");
    }

    @Test
    void aPlaceThatIsToldOfByAnotherErpOrAsAnotherPlaceIsNot() {
        ReadStock.Served own = served("sap", "1010", "hamburg", "1011", "lyon");
        assertThat(ReadStock.alone(own, List.of(served("rest", "1011", "lyon"))))
                .containsExactly("hamburg");
        assertThat(ReadStock.alone(own, List.of(served("sap", "1099", "hamburg"))))
                .containsExactly("lyon");
        assertThat(ReadStock.alone(own, List.of(served("sap", "1010", "hamburg", "1099", "hamburg"))))
                .containsExactly("lyon");
        assertThat(ReadStock.alone(own, List.of(new ReadStock.Served("sap", true, Map.of("1011", "lyon")))))
                .as("whoever asks for its own goods alone says nothing of the others'")
                .containsExactly("hamburg");
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
