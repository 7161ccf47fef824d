package dev.weft.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.store.MemoryDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many seeds, none of which may break a rule. Longer with {@code -Dweft.simulation.seeds=20000}; one seed again with {@code
 * -Dweft.simulation.first=SEED -Dweft.simulation.seeds=1}.
 */
@Tag("reckoning")
class SimulationTest {
    private static final long FIRST = Long.getLong("weft.simulation.first", 1);
    private static final long SEEDS = Long.getLong("weft.simulation.seeds", 2_000);
    private static final int REPLAYED = 20;

    @Test
    void noSeedBreaksARule() {
        long began = System.nanoTime();
        List<Simulation.Result> results = Seeds.all(FIRST, SEEDS, Plant.NONE);
        System.out.printf(
                "simulation: %d seeds, %d steps, %d lives, %d orders in the ERP, %d ms%n",
                results.size(),
                results.stream().mapToLong(Simulation.Result::lines).sum(),
                results.stream().mapToLong(Simulation.Result::lives).sum(),
                results.stream().mapToLong(Simulation.Result::orders).sum(),
                (System.nanoTime() - began) / 1_000_000);
        assertThat(results).hasSize((int) SEEDS);
        assertThat(results.stream()
                        .filter(result -> result.broken().isPresent())
                        .limit(2)
                        .map(Simulation.Result::report))
                .isEmpty();
    }

    @Test
    void aSeedReplaysToTheByte() throws SQLException {
        String before = "";
        try (MemoryDatabase used = new MemoryDatabase(Plant.NONE::sql)) {
            for (long seed = FIRST; seed < FIRST + REPLAYED; seed++) {
                String once = trace(seed, used);
                try (MemoryDatabase fresh = new MemoryDatabase(Plant.NONE::sql)) {
                    assertThat(trace(seed, fresh)).isEqualTo(once);
                }
                assertThat(once.lines()).hasSizeGreaterThan(300);
                assertThat(once).isNotEqualTo(before);
                before = once;
            }
        }
    }

    private static String trace(long seed, MemoryDatabase database) {
        return Simulation.whole(seed, Plant.NONE, database).trace();
    }
}
