package dev.weft.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulator is only worth what it finds: each {@link Bug} within a few hundred seeds. */
class PlantedBugsTest {
    private static final long FIRST = 1;
    private static final long MOST = 600;

    @ParameterizedTest
    @EnumSource(Bug.class)
    void everyBugIsFound(Bug bug) {
        Optional<Simulation.Result> found = Seeds.broken(FIRST, MOST, bug);
        System.out.printf(
                "simulation: %s found by seed %s: %s%n",
                bug,
                found.map(Simulation.Result::seed).orElse(-1L),
                found.flatMap(Simulation.Result::broken).orElse("not found"));
        assertThat(found).as("%s, in %d seeds", bug, MOST).isPresent();
    }
}
