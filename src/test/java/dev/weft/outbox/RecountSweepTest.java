package dev.weft.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.testing.ManualClock;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RecountSweepTest {
    private static final Duration LAG = Duration.ofSeconds(30);

    private final ManualClock clock = new ManualClock();
    private final Ended ended = new Ended(clock);
    private final Counted counted = new Counted();
    private final List<String> heard = new ArrayList<>();
    private final RelayListener listener = new RelayListener() {
        @Override
        public void duplicated(String lane, NewEntry entry, String reason) {
            heard.add(lane + " " + entry.aggregateId() + ": " + reason);
        }

        @Override
        public void notCounted(String lane, NewEntry entry, Failure failure) {
            heard.add("not counted: " + entry.aggregateId() + " " + failure.code());
        }
    };

    private RecountSweep begun() {
        RecountSweep sweep = new RecountSweep(
                "sap",
                counted,
                ended,
                Duration.ofMillis(100),
                Runnable::run,
                new RelayParts(new MemoryOutbox(clock), List.of(), clock, Clock.systemUTC(), clock, () -> 0, listener));
        sweep.start();
        return sweep;
    }

    @Test
    void countsOnceTheLagIsOverFiveMinutesLaterAndAnHourLater() {
        begun();
        ended.add("A");
        clock.pass(Duration.ofSeconds(29));
        assertThat(counted.asked).isEmpty();
        clock.pass(Duration.ofSeconds(65));
        assertThat(counted.asked).containsExactly("A");
        clock.pass(Duration.ofMinutes(4));
        assertThat(counted.asked).hasSize(1);
        clock.pass(Duration.ofMinutes(2));
        assertThat(counted.asked).hasSize(2);
        clock.pass(Duration.ofMinutes(50));
        assertThat(counted.asked).hasSize(2);
        clock.pass(Duration.ofHours(5));
        assertThat(counted.asked).hasSize(3);
    }

    @Test
    void setsAsideWhatIsThereTwiceAndTellsItOnce() {
        begun();
        ended.add("A");
        ended.add("B");
        counted.live.put("A", 2);
        clock.pass(Duration.ofHours(2));
        assertThat(ended.aside).containsExactly("A");
        assertThat(heard).containsExactly("sap A: 2 there");
    }

    @Test
    void asksOneAfterTheOtherThroughManyPages() {
        for (int i = 0; i < 120; i++) {
            ended.add("O-" + i);
        }
        clock.pass(LAG.plusSeconds(1));
        begun();
        clock.pass(Duration.ofSeconds(6));
        assertThat(counted.asked).hasSizeBetween(55, 61);
        clock.pass(Duration.ofSeconds(10));
        assertThat(counted.asked).hasSize(120).doesNotHaveDuplicates();
    }

    @Test
    void aDarkErpIsLeftAloneAndAllIsCountedOnceItIsBack() {
        ended.add("A");
        ended.add("B");
        clock.pass(LAG.plusSeconds(1));
        counted.silent.addAll(List.of("A", "B"));
        begun();
        clock.pass(Duration.ofMinutes(3));
        assertThat(counted.calls).isBetween(16, 19);
        counted.silent.clear();
        clock.pass(Duration.ofSeconds(25));
        assertThat(counted.asked).containsExactlyInAnyOrder("A", "B");
        assertThat(heard).isEmpty();
    }

    @Test
    void oneThatIsNeverAnsweredHoldsUpTheOthersOfItsPageForNoLongerThanItsTurn() {
        ended.add("A");
        for (int i = 0; i < 20; i++) {
            ended.add("O-" + i);
        }
        clock.pass(LAG.plusSeconds(1));
        counted.silent.add("A");
        begun();
        clock.pass(Duration.ofSeconds(15));
        assertThat(counted.asked).hasSize(20);
    }

    @Test
    void whatCannotBeReadIsToldAndPassedOver() {
        ended.add("A");
        ended.add("B");
        clock.pass(LAG.plusSeconds(1));
        counted.spoilt.add("A");
        begun();
        clock.pass(Duration.ofSeconds(2));
        assertThat(counted.asked).containsExactly("B");
        assertThat(heard).containsExactly("not counted: A bad_answer");
    }

    @Test
    void beginsTwoHoursBackAfterAStart() {
        ended.add("OLD");
        clock.pass(Duration.ofMinutes(90));
        ended.add("NEW");
        clock.pass(Duration.ofMinutes(31));
        begun();
        clock.pass(Duration.ofSeconds(1));
        assertThat(counted.asked).contains("NEW").doesNotContain("OLD");
    }

    @Test
    void stopsForGood() {
        RecountSweep sweep = begun();
        sweep.stop();
        ended.add("A");
        clock.pass(Duration.ofHours(2));
        assertThat(counted.calls).isZero();
        assertThat(clock.armed()).isZero();
    }

    /** Ended entries in memory. */
    private static final class Ended implements Doubts {
        private record Row(Instant at, NewEntry entry) {}

        private final ManualClock clock;
        private final long start;
        private final List<Row> rows = new ArrayList<>();
        private final List<String> aside = new ArrayList<>();

        Ended(ManualClock clock) {
            this.clock = clock;
            this.start = clock.nanos();
        }

        private Instant now() {
            return Instant.EPOCH.plus(Duration.ofDays(1)).plusNanos(clock.nanos() - start);
        }

        void add(String id) {
            rows.add(new Row(now(), new NewEntry("sap", "order.create", "order", id, "site", "{}")));
            clock.passMillis(1);
        }

        @Override
        public Future<Page> ended(Search search, Optional<Place> from) {
            Instant until = now().minus(search.age());
            Place begin = from.orElse(new Place(now().minus(search.reach()), ""));
            List<Row> found = rows.stream()
                    .filter(row -> !row.at().isBefore(begin.at()) && row.at().isBefore(until))
                    .filter(row -> row.at().isAfter(begin.at())
                            || row.entry().aggregateId().compareTo(begin.id()) > 0)
                    .limit(search.limit())
                    .toList();
            Row last = found.isEmpty() ? null : found.get(found.size() - 1);
            Place next = last != null && found.size() == search.limit()
                    ? new Place(last.at(), last.entry().aggregateId())
                    : until.isAfter(begin.at()) ? new Place(until, "") : begin;
            return Future.succeededFuture(
                    new Page(found.stream().map(Row::entry).toList(), next));
        }

        @Override
        public Future<Boolean> setAside(NewEntry entry, String reason, Predicate<List<NewEntry>> news) {
            boolean fresh = !aside.contains(entry.aggregateId());
            if (fresh) {
                aside.add(entry.aggregateId());
            }
            return Future.succeededFuture(fresh);
        }
    }

    private static final class Counted implements Recount {
        private final List<String> asked = new ArrayList<>();
        private final Map<String, Integer> live = new HashMap<>();
        private final List<String> silent = new ArrayList<>();
        private final List<String> spoilt = new ArrayList<>();
        private int calls;

        @Override
        public Set<String> types() {
            return Set.of("order.create");
        }

        @Override
        public Future<Optional<Surplus>> count(NewEntry entry, RequestContext context) {
            calls++;
            String id = entry.aggregateId();
            if (silent.contains(id)) {
                return failed(Failure.Reason.TIMEOUT);
            }
            if (spoilt.contains(id)) {
                return failed(Failure.Reason.BAD_ANSWER);
            }
            asked.add(id);
            int there = live.getOrDefault(id, 1);
            return Future.succeededFuture(
                    there > 1 ? Optional.of(new Surplus(entry, there + " there", it -> true)) : Optional.empty());
        }

        private static <T> Future<T> failed(Failure.Reason reason) {
            return Future.failedFuture(Failure.of(reason, "sap", "no").asException());
        }

        @Override
        public Duration lag() {
            return LAG;
        }
    }
}
