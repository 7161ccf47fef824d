package dev.weft.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Many seeds, none of which may break a rule. Longer with {@code -Dweft.simulation.seeds=100000}; one seed again with {@code
 * -Dweft.simulation.first=SEED -Dweft.simulation.seeds=1}.
 */
class SimulationTest {
    private static final long FIRST = Long.getLong("weft.simulation.first", 1);
    private static final long SEEDS = Long.getLong("weft.simulation.seeds", 200);

    @Test
    void noSeedBreaksARule() {
        long began = System.nanoTime();
        List<Simulation.Result> results = LongStream.range(FIRST, FIRST + SEEDS)
                .parallel()
                .mapToObj(seed -> Simulation.run(seed, Plant.NONE))
                .toList();
        System.out.printf(
                "simulation: %d seeds, %d steps, %d lives, %d orders in the ERP, %d ms%n",
                results.size(),
                results.stream().mapToLong(Simulation.Result::lines).sum(),
                results.stream().mapToLong(Simulation.Result::lives).sum(),
                results.stream().mapToLong(Simulation.Result::orders).sum(),
                (System.nanoTime() - began) / 1_000_000);
        assertThat(results.stream()
                        .filter(result -> result.broken().isPresent())
                        .limit(2)
                        .map(Simulation.Result::report))
                .isEmpty();
    }

    @Test
    void aSeedReplaysToTheByte() {
        for (long seed = FIRST; seed < FIRST + 20; seed++) {
            Simulation.Result once = Simulation.run(seed, Plant.NONE);
            assertThat(Simulation.run(seed, Plant.NONE)).isEqualTo(once);
        }
        assertThat(Simulation.run(FIRST, Plant.NONE).hash())
                .isNotEqualTo(Simulation.run(FIRST + 1, Plant.NONE).hash());
    }
}
