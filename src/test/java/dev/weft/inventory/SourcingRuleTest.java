package dev.weft.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourcingRuleTest {
    private static final Sku MUG = Sku.of("MUG");
    private static final Sku TEE = Sku.of("TEE");
    private static final List<String> ORDER = List.of("north", "south", "east");

    private final Map<Sku, List<Position>> positions = new HashMap<>();

    private void there(String location, Sku sku, long available) {
        positions
                .computeIfAbsent(sku, none -> new ArrayList<>())
                .add(new Position(sku, location, available, Instant.EPOCH));
    }

    private static Wanted wanted(int line, Sku sku, int quantity) {
        return new Wanted(line, sku, quantity);
    }

    private static Set<String> parcels(Optional<List<Sourced>> sourced) {
        return sourced.orElseThrow().stream().map(Sourced::location).collect(Collectors.toSet());
    }

    @Test
    void byPriorityTakesWhatIsShortFromTheNextPlace() {
        there("south", MUG, 5);
        there("north", MUG, 2);
        assertThat(SourcingRule.byPriority(ORDER).source(List.of(wanted(1, MUG, 3)), positions))
                .contains(List.of(new Sourced(1, MUG, "north", 2), new Sourced(1, MUG, "south", 1)));
    }

    @Test
    void allLinesOrNone() {
        there("north", MUG, 5);
        there("north", TEE, 1);
        List<Wanted> both = List.of(wanted(1, MUG, 1), wanted(2, TEE, 2));
        assertThat(SourcingRule.byPriority(ORDER).source(both, positions)).isEmpty();
        assertThat(SourcingRule.fewestParcels(ORDER).source(both, positions)).isEmpty();
    }

    @Test
    void twoLinesOfOneSkuDoNotTakeTheSameUnit() {
        there("north", MUG, 3);
        List<Wanted> twice = List.of(wanted(1, MUG, 2), wanted(2, MUG, 2));
        assertThat(SourcingRule.byPriority(ORDER).source(twice, positions)).isEmpty();
        assertThat(SourcingRule.fewestParcels(ORDER).source(twice, positions)).isEmpty();
        there("east", MUG, 1);
        assertThat(SourcingRule.byPriority(ORDER).source(twice, positions))
                .contains(List.of(
                        new Sourced(1, MUG, "north", 2),
                        new Sourced(2, MUG, "north", 1),
                        new Sourced(2, MUG, "east", 1)));
    }

    @Test
    void placesThatAreNotTheSitesAreNeverUsed() {
        there("elsewhere", MUG, 100);
        List<Wanted> one = List.of(wanted(1, MUG, 1));
        assertThat(SourcingRule.byPriority(ORDER).source(one, positions)).isEmpty();
        assertThat(SourcingRule.fewestParcels(ORDER).source(one, positions)).isEmpty();
        assertThat(SourcingRule.byPriority(List.of()).source(one, positions)).isEmpty();
        assertThat(SourcingRule.fewestParcels(List.of()).source(one, positions)).isEmpty();
    }

    @Test
    void fewestParcelsPrefersOnePlaceThatHasAllToAnEarlierOneThatHasSome() {
        there("north", MUG, 1);
        there("east", MUG, 1);
        there("east", TEE, 1);
        List<Wanted> both = List.of(wanted(1, MUG, 1), wanted(2, TEE, 1));
        assertThat(parcels(SourcingRule.fewestParcels(ORDER).source(both, positions)))
                .containsExactly("east");
        assertThat(parcels(SourcingRule.byPriority(ORDER).source(both, positions)))
                .containsExactlyInAnyOrder("north", "east");
    }

    @Test
    void ofEqualWaysTheOneWhosePlacesComeFirst() {
        ORDER.forEach(place -> there(place, MUG, 1));
        assertThat(parcels(SourcingRule.fewestParcels(ORDER).source(List.of(wanted(1, MUG, 1)), positions)))
                .containsExactly("north");
        assertThat(parcels(SourcingRule.fewestParcels(ORDER).source(List.of(wanted(1, MUG, 2)), positions)))
                .containsExactlyInAnyOrder("north", "south");
    }

    @Test
    void nearestGoesByTheLongestRegionThatFits() {
        Map<String, List<String>> regions = Map.of("DE", List.of("south"), "DE-2", List.of("east"), "FR", List.of());
        ORDER.forEach(place -> there(place, MUG, 1));
        there("abroad", MUG, 9);
        List<Wanted> one = List.of(wanted(1, MUG, 1));
        assertThat(parcels(SourcingRule.nearest(regions, ORDER, "DE", "20457").source(one, positions)))
                .containsExactly("east");
        assertThat(parcels(SourcingRule.nearest(regions, ORDER, "DE", "80331").source(one, positions)))
                .containsExactly("south");
        assertThat(parcels(SourcingRule.nearest(regions, ORDER, "FR", "75001").source(one, positions)))
                .containsExactly("north");
        assertThat(parcels(SourcingRule.nearest(regions, ORDER, "D", "E-20457").source(one, positions)))
                .as("a country is told whole")
                .containsExactly("north");
    }

    private static List<Sourcing> rules() {
        return List.of(
                SourcingRule.byPriority(ORDER),
                SourcingRule.fewestParcels(ORDER),
                SourcingRule.nearest(Map.of("DE", List.of("east")), ORDER, "DE", "1"));
    }

    @Test
    void aLineThatNamesItsPlaceComesFromThereAlone() {
        ORDER.forEach(place -> there(place, MUG, 2));
        there("elsewhere", MUG, 9);
        for (Sourcing rule : rules()) {
            Wanted two = new Wanted(1, MUG, 2, Optional.of("south"));
            assertThat(rule.source(List.of(two), positions)).contains(List.of(new Sourced(1, MUG, "south", 2)));
            assertThat(rule.source(List.of(two.of(3)), positions)).isEmpty();
            assertThat(rule.source(List.of(new Wanted(1, MUG, 1, Optional.of("elsewhere"))), positions))
                    .as("a place that is not the site's")
                    .isEmpty();
            assertThat(SourcingRule.at(Map.of(1, "south"), rule).source(List.of(wanted(1, MUG, 2)), positions))
                    .contains(List.of(new Sourced(1, MUG, "south", 2)));
        }
    }

    @Test
    void linesFromAnywhereLeaveToOthersWhatTheseMayHaveFromOnePlaceAlone() {
        there("north", MUG, 2);
        there("south", MUG, 1);
        List<Wanted> both = List.of(wanted(1, MUG, 1), new Wanted(2, MUG, 2, Optional.of("north")));
        for (Sourcing rule : rules()) {
            assertThat(rule.source(both, positions))
                    .contains(List.of(new Sourced(2, MUG, "north", 2), new Sourced(1, MUG, "south", 1)));
        }
    }

    @Test
    void whatANearPlaceLacksComesFromTheOthersInTheirOrder() {
        there("north", MUG, 1);
        there("south", MUG, 5);
        there("east", MUG, 1);
        assertThat(SourcingRule.nearest(Map.of("DE", List.of("east")), ORDER, "DE", "1")
                        .source(List.of(wanted(1, MUG, 3)), positions))
                .contains(List.of(
                        new Sourced(1, MUG, "east", 1),
                        new Sourced(1, MUG, "north", 1),
                        new Sourced(1, MUG, "south", 1)));
    }

    @Test
    void everyRuleFindsAWayWhereThereIsOneAndTakesNoUnitTwice() {
        Random random = new Random(11);
        for (int run = 0; run < 2_000; run++) {
            positions.clear();
            List<String> places = IntStream.range(0, 1 + random.nextInt(12))
                    .mapToObj(i -> "p" + i)
                    .toList();
            for (String place : places) {
                there(place, MUG, random.nextInt(3));
                there(place, TEE, random.nextInt(3));
            }
            List<Wanted> wanted = List.of(
                    wanted(1, MUG, 1 + random.nextInt(4)),
                    wanted(2, TEE, 1 + random.nextInt(4)),
                    wanted(3, MUG, 1 + random.nextInt(3)));
            boolean possible = enough(MUG, wanted) && enough(TEE, wanted);
            for (Sourcing rule : List.of(
                    SourcingRule.byPriority(places),
                    SourcingRule.fewestParcels(places),
                    SourcingRule.nearest(Map.of("DE", List.of("p0")), places, "DE", "1"))) {
                Optional<List<Sourced>> found = rule.source(wanted, positions);
                assertThat(found.isPresent()).as("run %d", run).isEqualTo(possible);
                found.ifPresent(sourced -> adds(wanted, sourced));
            }
            if (possible) {
                assertThat(parcels(SourcingRule.fewestParcels(places).source(wanted, positions)))
                        .hasSizeLessThanOrEqualTo(
                                parcels(SourcingRule.byPriority(places).source(wanted, positions))
                                        .size());
            }
        }
    }

    private boolean enough(Sku sku, List<Wanted> wanted) {
        long needed = wanted.stream()
                .filter(it -> it.sku().equals(sku))
                .mapToLong(Wanted::quantity)
                .sum();
        return positions.get(sku).stream().mapToLong(Position::available).sum() >= needed;
    }

    private void adds(List<Wanted> wanted, List<Sourced> sourced) {
        for (Wanted line : wanted) {
            assertThat(sourced.stream()
                            .filter(it -> it.line() == line.line())
                            .mapToInt(Sourced::quantity)
                            .sum())
                    .isEqualTo(line.quantity());
        }
        positions
                .values()
                .forEach(list -> list.forEach(position -> assertThat(sourced.stream()
                                .filter(it -> it.sku().equals(position.sku())
                                        && it.location().equals(position.location()))
                                .mapToLong(Sourced::quantity)
                                .sum())
                        .isLessThanOrEqualTo(position.available())));
    }
}
