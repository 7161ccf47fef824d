package dev.weft.resilience;

import static dev.weft.testing.Samples.AMERICA;
import static dev.weft.testing.Samples.EUROPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Aged;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.RequestContext;
import dev.weft.testing.ManualClock;
import dev.weft.testing.Outcomes;
import dev.weft.testing.RecordingLookup;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BatcherTest {
    private static final ResilienceSettings.Batch FOUR_IN_TWO_MILLIS =
            new ResilienceSettings.Batch(Duration.ofMillis(2), 4);

    private final ManualClock clock = new ManualClock();
    private final RecordingLookup source = new RecordingLookup();
    private final Batcher<String, String> batcher = batcher(FOUR_IN_TWO_MILLIS, source);

    @Test
    void questionsWithinTheWindowLeaveAsOne() {
        Future<Map<String, Aged<String>>> first = ask("a");
        clock.passMillis(1);
        Future<Map<String, Aged<String>>> second = ask("b", "a");
        assertThat(source.count()).isZero();
        clock.passMillis(1);
        assertThat(source.count()).isEqualTo(1);
        assertThat(source.question(0).keys()).containsExactlyInAnyOrder("a", "b");
        source.question(0).answer("price", 1);
        assertThat(first.result()).containsKey("a");
        assertThat(second.result()).containsKeys("a", "b");
    }

    @Test
    void afterTheWindowTheNextOneOpens() {
        ask("a");
        clock.passMillis(2);
        ask("b");
        assertThat(source.count()).isEqualTo(1);
        clock.passMillis(2);
        assertThat(source.question(1).keys()).containsExactly("b");
    }

    @Test
    void moreThanFitGoInSeveralAndNoQuestionIsTornApart() {
        ask("a", "b", "c");
        ask("d", "e");
        ask("f");
        clock.passMillis(2);
        assertThat(source.questions())
                .extracting(RecordingLookup.Question::keys)
                .containsExactly(Set.of("a", "b", "c"), Set.of("d", "e", "f"));
    }

    @Test
    void aQuestionThatFillsABatchAloneDoesNotWait() {
        ask("a", "b", "c", "d", "e");
        assertThat(source.count()).isEqualTo(1);
        assertThat(clock.armed()).isZero();
    }

    @Test
    void marketsAreNotMixed() {
        ask("a");
        batcher.fetch(Set.of("a"), AMERICA, clock.request(100));
        clock.passMillis(2);
        assertThat(source.questions())
                .extracting(RecordingLookup.Question::market)
                .containsExactlyInAnyOrder(EUROPE, AMERICA);
    }

    @Test
    void livesUntilTheMostPatientMembersDeadlineAndCarriesTheFirstOnesTrace() {
        RequestContext first = clock.request(50);
        batcher.fetch(Set.of("a"), EUROPE, first);
        batcher.fetch(Set.of("b"), EUROPE, clock.request(300));
        batcher.fetch(Set.of("c"), EUROPE, clock.request(100));
        clock.passMillis(2);
        assertThat(source.question(0).context().deadline().remaining()).isEqualTo(Duration.ofMillis(298));
        assertThat(source.question(0).context().trace()).isEqualTo(first.trace());
    }

    @Test
    void livesNoLongerThanItsCap() {
        batcher.fetch(Set.of("a"), EUROPE, clock.request(60_000));
        clock.passMillis(2);
        assertThat(source.question(0).context().deadline().remaining()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void troubleReachesEveryMember() {
        Future<?> first = ask("a");
        Future<?> second = ask("b");
        clock.passMillis(2);
        source.question(0).fail(Failure.Reason.OVERLOADED);
        assertThat(Outcomes.reason(first)).isEqualTo(Failure.Reason.OVERLOADED);
        assertThat(Outcomes.reason(second)).isEqualTo(Failure.Reason.OVERLOADED);
        assertThat(source.count()).isEqualTo(1);
    }

    @Test
    void oneQuestionTheSourceRefusesDoesNotSpoilTheOthers() {
        Future<Map<String, Aged<String>>> good = ask("good");
        Future<Map<String, Aged<String>>> odd = ask("odd");
        clock.passMillis(2);
        source.question(0).fail(Failure.Reason.REFUSED);
        assertThat(source.questions())
                .extracting(RecordingLookup.Question::keys)
                .containsExactly(Set.of("good", "odd"), Set.of("good"), Set.of("odd"));
        source.question(1).answer("price", 1);
        source.question(2).fail(Failure.Reason.REFUSED);
        assertThat(good.result()).containsKey("good");
        assertThat(Outcomes.reason(odd)).isEqualTo(Failure.Reason.REFUSED);
        assertThat(source.count()).isEqualTo(3);
    }

    @Test
    void aSourceThatThrowsFailsItsMembersAndTheRestStillGoes() {
        AtomicInteger asked = new AtomicInteger();
        Batcher<String, String> broken = batcher(FOUR_IN_TWO_MILLIS, (keys, market, context) -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("bug");
            }
            return Future.succeededFuture(Map.of());
        });
        Future<?> first = broken.fetch(Set.of("a", "b", "c"), EUROPE, clock.request(100));
        Future<?> second = broken.fetch(Set.of("d", "e"), EUROPE, clock.request(100));
        clock.passMillis(2);
        assertThat(Outcomes.reason(first)).isEqualTo(Failure.Reason.INTERNAL);
        assertThat(second.succeeded()).isTrue();
    }

    @Test
    void noMemberIsLostWhateverThreadsDo() throws Exception {
        ExecutorService timers = Executors.newSingleThreadExecutor();
        ExecutorService callers = Executors.newFixedThreadPool(8);
        Lookup<String, String> echo = (keys, market, context) -> {
            assertThat(keys).hasSizeLessThanOrEqualTo(50);
            Map<String, Aged<String>> found = new HashMap<>();
            keys.forEach(key -> found.put(key, Aged.fresh(key, 0)));
            return Future.succeededFuture(found);
        };
        Batcher<String, String> shared = new Batcher<>(
                "price",
                ResilienceSettings.Batch.DEFAULT,
                Duration.ofSeconds(5),
                (delay, action) -> {
                    timers.execute(action);
                    return () -> {};
                },
                ResilienceListener.NONE,
                echo);
        int threads = 8;
        int each = 2_000;
        CountDownLatch right = new CountDownLatch(threads * each);
        List<Throwable> wrong = new java.util.concurrent.CopyOnWriteArrayList<>();
        try {
            for (int t = 0; t < threads; t++) {
                int thread = t;
                callers.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        String key = thread + "-" + i;
                        shared.fetch(Set.of(key), EUROPE, clock.request(5_000)).onComplete(outcome -> {
                            if (outcome.succeeded() && outcome.result().get(key) != null) {
                                right.countDown();
                            } else {
                                wrong.add(outcome.cause());
                            }
                        });
                    }
                });
            }
            assertThat(right.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(wrong).isEmpty();
        } finally {
            callers.shutdownNow();
            timers.shutdownNow();
        }
    }

    private Batcher<String, String> batcher(ResilienceSettings.Batch settings, Lookup<String, String> next) {
        return new Batcher<>("price", settings, Duration.ofMillis(500), clock, ResilienceListener.NONE, next);
    }

    private Future<Map<String, Aged<String>>> ask(String... keys) {
        return batcher.fetch(Set.copyOf(new ArrayList<>(List.of(keys))), EUROPE, clock.request(100));
    }
}
