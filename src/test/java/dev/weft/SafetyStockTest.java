package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.SafetyStock.Kept;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafetyStockTest {
    @Test
    void aPlaceKeepsTheMostThatOneOfItsSitesKeeps() {
        SafetyStock safety = new SafetyStock(List.of(
                new Kept(1, List.of("hamburg", "lyon")),
                new Kept(3, List.of("lyon", "leeds")),
                new Kept(2, List.of("leeds"))));
        assertThat(safety.at(List.of("hamburg", "lyon", "leeds", "osaka")))
                .isEqualTo(Map.of("hamburg", 1L, "lyon", 3L, "leeds", 3L, "osaka", 0L));
    }
}
