package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.acceptance.ScapiCalls.Call;
import dev.weft.acceptance.StorefrontTour.Goods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How often SCAPI is asked during one whole tour, by the storefront itself and through the face: counted where the calls arrive.
 *
 * <p>The shopper is alone, and nothing is remembered at the beginning: among others, who share categories, products and search, a tour
 * costs less. Before each page the gateway's clock is put forward, so what it remembers runs out as it does for somebody who reads.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FaceTourTest {
    private static final int MOST_PERCENT = 60;
    private static final AtomicLong AHEAD = new AtomicLong();

    /** A shopper's own lives for half a minute: one gateway, or shoppers who stay on one. */
    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.timed(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(RunningWeft.operated(text), "own: 5s }", "own: 30s }"),
            () -> System.nanoTime() + AHEAD.get());

    @Test
    void aTourCostsScapiTwoFifthsLess() {
        List<Goods> goods = TourGoods.of(WEFT);
        Map<String, Integer> direct = tour(ScapiCalls.direct(WEFT), goods, Duration.ZERO);
        List<Map<String, Integer>> tours = new ArrayList<>(List.of(direct));
        for (int seconds : new int[] {0, 10, 20, 40}) {
            tours.add(tour(ScapiCalls.throughTheFace(WEFT), goods, Duration.ofSeconds(seconds)));
        }
        print(tours);
        assertThat(sum(direct)).as("a whole tour").isGreaterThan(190);
        for (Map<String, Integer> tour : tours.subList(1, 3)) { // who reads slower is spared less
            assertThat(sum(tour) * 100).as(tour.toString()).isLessThanOrEqualTo(sum(direct) * MOST_PERCENT);
        }
        for (Map<String, Integer> tour : tours) {
            assertThat(sum(tour)).isLessThanOrEqualTo(sum(direct));
            direct.keySet().stream()
                    .filter(FaceTourTest::writes)
                    .forEach(operation -> assertThat(tour)
                            .as("no write is left out")
                            .containsEntry(operation, direct.get(operation)));
        }
    }

    private static boolean writes(String operation) {
        return operation.matches("(add|create|set|update)-.*|register|login|logout|authorize|token");
    }

    /** Walks the tour with nothing remembered and {@code pace} from page to page, and tells what SCAPI was asked. */
    private static Map<String, Integer> tour(ScapiCalls calls, List<Goods> goods, Duration pace) {
        WEFT.invalidate(false, "site:WeftEU", "part:keys");
        WEFT.sandbox().resetCounts();
        new StorefrontTour(calls, goods, () -> AHEAD.addAndGet(pace.toNanos())).walk();
        assertThat(calls.made()).noneMatch(FaceTourTest::failed);
        Map<String, Integer> counts = new TreeMap<>();
        JsonNode arrived = new Answer(200, Map.of(), WEFT.sandbox().counts(), 0).at("/scapi");
        arrived.properties()
                .forEach(one -> counts.put(one.getKey(), one.getValue().asInt()));
        return counts;
    }

    private static boolean failed(Call call) {
        boolean noContext = call.status() == 404 && call.target().contains("/shopper-context/");
        return call.status() >= 400 && !noContext;
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static void print(List<Map<String, Integer>> tours) {
        TreeSet<String> operations = new TreeSet<>();
        tours.forEach(tour -> operations.addAll(tour.keySet()));
        StringBuilder table = new StringBuilder(String.format(
                "%-20s %8s %8s %8s %8s %8s%n", "asked of SCAPI", "direct", "at once", "10 s", "20 s", "40 s"));
        for (String operation : operations) {
            row(table, operation, tours, tour -> tour.getOrDefault(operation, 0));
        }
        int direct = sum(tours.get(0));
        row(table, "all", tours, FaceTourTest::sum);
        row(table, "% less", tours, tour -> 100 - (100 * sum(tour) + direct - 1) / direct);
        System.out.print(table);
    }

    private static void row(
            StringBuilder table,
            String name,
            List<Map<String, Integer>> tours,
            java.util.function.ToIntFunction<Map<String, Integer>> number) {
        table.append(String.format("%-20s", name));
        tours.forEach(tour -> table.append(String.format(" %8d", number.applyAsInt(tour))));
        table.append(System.lineSeparator());
    }
}
