package dev.weft.resilience;

import static dev.weft.testing.Samples.AMERICA;
import static dev.weft.testing.Samples.EUROPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Aged;
import dev.weft.kernel.Failure;
import dev.weft.kernel.PartlyFailed;
import dev.weft.kernel.Shopper;
import dev.weft.testing.ManualClock;
import dev.weft.testing.Outcomes;
import dev.weft.testing.RecordingLookup;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CoalescerTest {
    private final ManualClock clock = new ManualClock();
    private final RecordingLookup source = new RecordingLookup();
    private final Coalescer<String, String> coalescer =
            new Coalescer<>("price", Duration.ofMillis(500), ResilienceListener.NONE, source);

    @Test
    void equalQuestionsUnderWayShareOneAnswer() {
        Future<Map<String, Aged<String>>> first = ask(Set.of("a", "b"));
        Future<Map<String, Aged<String>>> second = ask(Set.of("a", "b"));
        Future<Map<String, Aged<String>>> third = ask(Set.of("b"));
        assertThat(source.count()).isEqualTo(1);
        source.question(0).answer("price", 7);
        assertThat(first.result()).isEqualTo(second.result()).containsKeys("a", "b");
        assertThat(third.result().get("b")).isEqualTo(Aged.fresh("price of b", 7));
    }

    @Test
    void anotherMarketIsAnotherQuestion() {
        ask(Set.of("a"));
        coalescer.fetch(Set.of("a"), AMERICA, clock.request(100));
        assertThat(source.count()).isEqualTo(2);
        assertThat(source.question(1).market()).isEqualTo(AMERICA);
    }

    @Test
    void nothingPersonalIsSharedOnAWeakerKeyThanShopperAndToken() {
        AtomicInteger asked = new AtomicInteger();
        Coalescer<Shopper, String> personal =
                new Coalescer<>("orders", Duration.ofSeconds(1), ResilienceListener.NONE, (keys, market, context) -> {
                    asked.incrementAndGet();
                    return Promise.<Map<Shopper, Aged<String>>>promise().future();
                });
        personal.fetch(Set.of(new Shopper("c1", "token-1")), EUROPE, clock.request(100));
        personal.fetch(Set.of(new Shopper("c2", "token-2")), EUROPE, clock.request(100));
        personal.fetch(Set.of(new Shopper("c1", "token-3")), EUROPE, clock.request(100));
        assertThat(asked).hasValue(3);
        personal.fetch(Set.of(new Shopper("c1", "token-1")), EUROPE, clock.request(100));
        assertThat(asked).hasValue(3);
    }

    @Test
    void aPartialOverlapAsksOnlyForTheRest() {
        ask(Set.of("a", "b"));
        Future<Map<String, Aged<String>>> overlapping = ask(Set.of("b", "c"));
        assertThat(source.question(1).keys()).containsExactly("c");
        source.question(1).answer("new", 1);
        assertThat(overlapping.isComplete()).isFalse();
        source.question(0).answer("shared", 1);
        assertThat(overlapping.result().get("b").value()).isEqualTo("shared of b");
        assertThat(overlapping.result().get("c").value()).isEqualTo("new of c");
    }

    @Test
    void aPatientJoinerExtendsTheSharedDeadlineUpToItsCap() {
        coalescer.fetch(Set.of("a"), EUROPE, clock.request(100));
        assertThat(remaining(0)).isEqualTo(Duration.ofMillis(100));
        coalescer.fetch(Set.of("a"), EUROPE, clock.request(300));
        assertThat(remaining(0)).isEqualTo(Duration.ofMillis(300));
        coalescer.fetch(Set.of("a"), EUROPE, clock.request(60_000));
        assertThat(remaining(0)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aFailureReachesEveryoneWhoWaits() {
        List<Future<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiting.add(ask(Set.of("a")));
        }
        source.question(0).fail(Failure.Reason.OVERLOADED);
        assertThat(waiting).allSatisfy(one -> assertThat(Outcomes.reason(one)).isEqualTo(Failure.Reason.OVERLOADED));
    }

    @Test
    void whatOneFlightFoundIsNotLostBecauseAnotherFailed() {
        ask(Set.of("a"));
        Future<Map<String, Aged<String>>> both = ask(Set.of("a", "b"));
        source.question(0).fail(Failure.Reason.TIMEOUT);
        source.question(1).answer("price", 1);
        assertThat(both.cause()).isInstanceOf(PartlyFailed.class);
        PartlyFailed partly = (PartlyFailed) both.cause();
        assertThat(partly.found()).isEqualTo(Map.of("b", Aged.fresh("price of b", 1)));
        assertThat(partly.failure().reason()).isEqualTo(Failure.Reason.TIMEOUT);
    }

    @Test
    void whenEveryFlightFailsTheFailureIsAWholeOne() {
        ask(Set.of("a"));
        Future<Map<String, Aged<String>>> both = ask(Set.of("a", "b"));
        source.question(1).fail(Failure.Reason.RESET);
        source.question(0).fail(Failure.Reason.RESET);
        assertThat(both.cause()).isNotInstanceOf(PartlyFailed.class);
        assertThat(Outcomes.reason(both)).isEqualTo(Failure.Reason.RESET);
    }

    @Test
    void whoeverAsksWhenTheAnswerIsThereAsksAnew() {
        Future<Map<String, Aged<String>>> first = ask(Set.of("a"));
        List<Integer> asked = new ArrayList<>();
        first.onComplete(outcome -> {
            ask(Set.of("a"));
            asked.add(source.count());
        });
        source.question(0).fail(Failure.Reason.RESET);
        assertThat(asked).containsExactly(2);
    }

    @Test
    void aSourceThatThrowsDoesNotHoldItsKeysForEver() {
        AtomicInteger asked = new AtomicInteger();
        Coalescer<String, String> broken =
                new Coalescer<>("price", Duration.ofSeconds(1), ResilienceListener.NONE, (keys, market, context) -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new IllegalStateException("bug");
                    }
                    return Future.succeededFuture(Map.of());
                });
        assertThat(Outcomes.reason(broken.fetch(Set.of("a"), EUROPE, clock.request(100))))
                .isEqualTo(Failure.Reason.INTERNAL);
        assertThat(broken.fetch(Set.of("a"), EUROPE, clock.request(100)).succeeded())
                .isTrue();
    }

    private Future<Map<String, Aged<String>>> ask(Set<String> keys) {
        return coalescer.fetch(keys, EUROPE, clock.request(100));
    }

    private Duration remaining(int question) {
        return source.question(question).context().deadline().remaining();
    }
}
