package dev.weft.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulator is only worth what it finds: each {@link Bug} within a few hundred seeds, by each rule that is there to find it. */
@Tag("reckoning")
class PlantedBugsTest {
    private static final long FIRST = 1;
    private static final long MOST = 600;

    @ParameterizedTest
    @EnumSource(Bug.class)
    void everyBugIsFoundByTheRulesItBreaks(Bug bug) {
        Map<Rule, String> found = new ConcurrentSkipListMap<>();
        Seeds.until(FIRST, MOST, bug, result -> {
            result.broken().ifPresent(it -> found.putIfAbsent(it.rule(), "seed " + result.seed() + ", " + it.by()));
            return found.keySet().containsAll(bug.by());
        });
        System.out.printf("simulation: %s found: %s%n", bug, found);
        assertThat(found.keySet()).as("%s, in %d seeds", bug, MOST).containsAll(bug.by());
    }
}
